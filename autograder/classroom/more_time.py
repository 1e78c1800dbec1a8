"""More time for one student and one exercise."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from autograder.course import Course
from autograder.errors import CourseError, UsageError
from autograder.language import _
from autograder.policies import shown_moment, zone_named
from autograder.roster import Extension, Mistake, changing, load_roster, save_extensions
from autograder.roster.dates import moment_of
from autograder.roster.names import spaced
from autograder.roster.sheet import wrong_cell
from autograder.roster.words import like_one_of


class Given(NamedTuple):
    """Until when somebody has time now, and had by an earlier extension, in UTC."""

    until: datetime
    before: datetime | None

    def noted(self, exercise: str) -> dict[str, str]:
        """What the audit log says of it."""
        told = {"exercise": exercise, "until": str(self.until)}
        return told if self.before is None else {**told, "before": str(self.before)}


def extend(
    course: Course, student: str, exercise: str, until: str, why: str, *, may_shorten: bool = False
) -> Given:
    """Give a student more time for an exercise: until a date as people write it, in the zone of the
    course. Only where it `may_shorten` does an earlier date take the place of a later one. Raises
    UsageError, with nothing changed, and CourseError."""
    with changing(course):
        return _extended(course, student, exercise, until, why, may_shorten)


def _extended(
    course: Course, student: str, exercise: str, until: str, why: str, may_shorten: bool
) -> Given:
    roster = load_roster(course)
    known = [each.id for each in roster.people]
    if student not in known:
        todo = like_one_of(student, known) or _("Add this student to people.csv first.")
        text = _("Nobody in people.csv has the id “{id}”.")
        raise UsageError(text.format(id=student), todo=todo)
    names = [each.name for each in course.exercises]
    if exercise not in names:
        all_of_them = _("They are: {names}.").format(names=", ".join(names))
        todo = like_one_of(exercise, names) or all_of_them
        raise UsageError(_("There is no exercise “{name}”.").format(name=exercise), todo=todo)
    why = spaced(why)
    wrong: Mistake | None = wrong_cell(0, "why", why)
    if wrong is not None:
        raise UsageError(wrong.what, todo=wrong.todo)
    moment = _moment(course, until)
    before = roster.until(student, exercise)
    _see_that_it_gives_time(course, exercise, moment, None if may_shorten else before)
    own = student, exercise
    others = [each for each in roster.extensions if (each.student, each.exercise) != own]
    save_extensions(course, [*others, Extension(*own, moment, why)])
    return Given(moment, before)


def _see_that_it_gives_time(
    course: Course, exercise: str, moment: datetime, before: datetime | None
) -> None:
    policy = course.policies[exercise]
    due = policy.due or policy.closes
    if due is not None and moment < due:
        text = _("This is before the date of the whole class, {when}, so it gives no time.")
        raise UsageError(
            text.format(when=shown_moment(due, policy.zone)), todo=_("Write a later one.")
        )
    if before is not None and moment < before:
        text = _("There is time until {when} already: an earlier date would take some away.")
        raise UsageError(
            text.format(when=shown_moment(before, policy.zone)),
            todo=_("Write a later date, or say that it may be earlier."),
        )


def _moment(course: Course, until: str) -> datetime:
    zone = zone_named(course.rules.zone) if course.rules.zone is not None else None
    try:
        return moment_of(until, zone)
    except CourseError as error:
        raise UsageError(error.what, todo=error.todo) from error
