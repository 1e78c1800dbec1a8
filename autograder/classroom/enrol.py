"""The class list is added to: from a table, and with more time for one student."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from autograder.course import Course
from autograder.errors import CourseError, UsageError, did_you_mean
from autograder.policies import When, read_moment, zone_named
from autograder.roster import (
    Extension,
    Mistake,
    Person,
    load_roster,
    read_people,
    save_extensions,
    save_people,
)


class Enrolled(NamedTuple):
    """Who was added, and who was in the list already and is written anew; what is wrong in other
    lines, of which nothing was taken then."""

    added: Sequence[Person] = ()
    changed: Sequence[Person] = ()
    mistakes: Sequence[Mistake] = ()


def enrol(course: Course, table: bytes) -> Enrolled:
    """Add the people of a table to people.csv, or write them anew; nobody is taken out.

    Where a line is wrong, nothing is changed. Raises CourseError where the class list is.
    """
    people, mistakes = read_people(table)
    if mistakes:
        return Enrolled(mistakes=mistakes)
    before = {each.id: each for each in load_roster(course).people}
    new = [each for each in people if each.id not in before]
    changed = [each for each in people if each.id in before and before[each.id] != each]
    if new or changed:
        save_people(course, list((before | {each.id: each for each in people}).values()))
    return Enrolled(new, changed)


def extend(course: Course, student: str, exercise: str, until: str, why: str) -> datetime:
    """Give a student more time for an exercise: until a date as people write it, in the zone of the
    course. The moment in UTC. Raises UsageError and CourseError."""
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
