"""The class list is added to: from a table, and with more time for one student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from autograder.course import Course
from autograder.errors import CourseError, UsageError, did_you_mean
from autograder.policies import When, read_moment, zone_named
from autograder.roster import (
    PEOPLE,
    Extension,
    Mistake,
    Person,
    Role,
    Sheet,
    changing,
    load_roster,
    read_people,
    save_extensions,
    save_people,
)
from autograder.roster.lists import PEOPLE_COLUMNS
from autograder.roster.sheet import heading_of

FIELDS = {
    "name": "name", "email": "email", "role": "role", "section": "sections",
}  # of a person, by the column in which it stands  # fmt: skip


class Enrolled(NamedTuple):
    """Who was added, and who was in the list already and is written anew; what is wrong in other
    lines, of which nothing was taken then."""

    added: Sequence[Person] = ()
    changed: Sequence[Person] = ()
    mistakes: Sequence[Mistake] = ()


def enrol(course: Course, table: bytes, teacher: str = "") -> Enrolled:
    """Add the people of a table to people.csv, or write them anew; nobody is taken out, and columns
    that the table does not have stay as they are.

    Where a line is wrong, nothing is changed. Raises CourseError where the class list is, or where
    it would lose its last teacher, or the `teacher` with this id.
    """
    people, mistakes = read_people(table)
    if mistakes:
        return Enrolled(mistakes=mistakes)
    headings = Sheet.read(table, PEOPLE_COLUMNS)[0].headings
    told = [FIELDS[name] for name in map(heading_of, headings) if name in FIELDS]
    with changing(course):
        before = {each.id: each for each in load_roster(course).people}
        after = dict(before)
        for each in people:
            fields = {name: getattr(each, name) for name in told}
            known = before.get(each.id)
            after[each.id] = each if known is None else msgspec.structs.replace(known, **fields)
        _see_that_one_teaches(course, before, after, teacher)
        new = [after[each.id] for each in people if each.id not in before]
        changed = [each for id, each in after.items() if id in before and before[id] != each]
        if new or changed:
            save_people(course, list(after.values()))
    return Enrolled(new, changed)


def _see_that_one_teaches(
    course: Course, before: Mapping[str, Person], after: Mapping[str, Person], teacher: str
) -> None:
    """Raises CourseError where nobody could mend the list any more, or who changes it could not."""
    taught = [id for id, each in before.items() if each.role is Role.TEACHER]
    teaches = [id for id in taught if after[id].role is Role.TEACHER]
    others = any(each.role is Role.TEACHER for each in after.values())
    if taught and (not others or (teacher in taught and teacher not in teaches)):
        raise CourseError(
            "By this table the last teacher, or you yourself, would be none any more.",
            where=course.folder / PEOPLE,
            todo="Take that line out of it, or write `teacher` in its column `role`.",
        )


def extend(course: Course, student: str, exercise: str, until: str, why: str) -> datetime:
    """Give a student more time for an exercise: until a date as people write it, in the zone of the
    course. The moment in UTC. Raises UsageError and CourseError."""
    with changing(course):
        return _extended(course, student, exercise, until, why)


def _extended(course: Course, student: str, exercise: str, until: str, why: str) -> datetime:
    roster = load_roster(course)
    if roster.person(student) is None:
        known = [each.id for each in roster.people]
        todo = did_you_mean(student, known) or "Add this student to people.csv first."
        raise UsageError(f"Nobody in people.csv has the id {student!r}.", todo=todo)
    course.exercise(exercise)
    zone = zone_named(course.rules.zone) if course.rules.zone is not None else None
    try:
        moment = read_moment(When(until.replace("T", " ")), zone, end=True)
    except CourseError as error:
        raise UsageError(error.what, todo=error.todo) from error
    others = [
        each for each in roster.extensions if (each.student, each.exercise) != (student, exercise)
    ]
    save_extensions(course, [*others, Extension(student, exercise, moment, why)])
    return moment
