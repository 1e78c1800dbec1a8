"""`autograder people`: the class list, personal links, more time for one student."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.cli.common import console, open_course
from autograder.course import Course
from autograder.errors import CourseError, UsageError, did_you_mean
from autograder.files import PRIVATE, cannot_be, create_atomically
from autograder.reports.people_table import people_table
from autograder.roster import Person, load_roster
from autograder.service.signin.links import links_table
from autograder.service.upkeep.terminal import (
    add_people,
    class_list,
    give_links,
    give_time,
    known_address,
)

NONE = "The class list is empty. Add people from a table: `autograder people add FILE`."


def add(folder: Path | None, table: Path, address: str, links: Path | None) -> int:
    """Add people, and make a link for each who is new."""
    course = open_course(folder)
    _see_that_it_is_new(links)
    try:
        content = table.read_bytes()
    except OSError as error:
        raise cannot_be("read", table, error) from error
    done = add_people(course, content)
    if done.mistakes:
        said = "\n".join(str(each) for each in done.mistakes)
        raise CourseError(said, where=table, todo="Nothing was changed.")
    print(f"Added: {len(done.added)}. Changed: {len(done.changed)}.")
    if done.left_out:
        print(f"Left out, since a class list has no such columns: {', '.join(done.left_out)}.")
    if done.added:
        return _give_links(course, done.added, address, links)
    if links is not None:
        print(f"Nobody is new, so {links} was not written: whoever was in the list has had a link.")
        print("`autograder people link ID --links FILE` makes a new one; those not used yet end.")
    return 0


def show(folder: Path | None) -> int:
    """Print the class list."""
    course = open_course(folder)
    lines = class_list(course)
    console().print(people_table(lines, language=course.language) if lines else NONE)
    return 0


def link(
    folder: Path | None, ids: Sequence[str], address: str, links: Path | None, *, everybody: bool
) -> int:
    """Make new links for some people, or for all students."""
    course = open_course(folder)
    if bool(ids) == everybody:
        todo = "`autograder people link ID`, or `autograder people link --all`."
        raise UsageError("Links are made for some people, or for all students.", todo=todo)
    _see_that_it_is_new(links)
    roster = load_roster(course)
    if everybody:
        return _give_links(course, roster.students, address, links)
    people = {each.id: each for each in roster.people}
    for id in ids:
        if id not in people:
            todo = did_you_mean(id, people) or "`autograder people show` lists everybody."
            what = f"Nobody in people.csv has the id '{id}'."
            raise UsageError(what, where=course.folder, todo=todo)
    return _give_links(course, [people[id] for id in dict.fromkeys(ids)], address, links)


def more_time(
    folder: Path | None, id: str, exercise: str, until: str, why: str, *, may_shorten: bool
) -> int:
    """Give somebody more time."""
    course = open_course(folder)
    now, before = give_time(course, id, exercise, until, why, may_shorten=may_shorten)
    print(f"{id} has until {now} for {exercise}." + (f" Before: {before}." if before else ""))
    return 0


def _give_links(course: Course, people: Sequence[Person], address: str, path: Path | None) -> int:
    address = address or known_address(course)
    made = give_links(course, people, address)
    if path is None:
        print("Personal links, each to be used once within two weeks:")
        for person, secret in made:
            print(f"  {person.id}  {secret}")
    else:
        if not create_atomically(path, links_table(made, course.language), PRIVATE):
            raise _is_there(path)
        print(f"Wrote {path}. Personal links, each to be used once within two weeks: {len(made)}.")
    if not address:
        print("No service is running here that says where it is: they are for one on this machine")
        print("that is started without --port. --address URL makes them for another one.")
    return 0


def _see_that_it_is_new(path: Path | None) -> None:
    if path is not None and path.exists():
        raise _is_there(path)


def _is_there(path: Path) -> UsageError:
    return UsageError("There is such a file already.", where=path, todo="Name another one.")
