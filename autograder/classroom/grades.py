"""The points of a class for handing on: what counts of each student, after what late days cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from autograder.classroom.counted import as_booked, counted_for
from autograder.course import Course, Exercise
from autograder.history import Entry
from autograder.language import _
from autograder.policies import shown_moment
from autograder.reports.spreadsheet import spreadsheet
from autograder.results import ReportStatus
from autograder.roster import Roster


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What one student has for an exercise; `points` is None where nobody can say yet. Of
    the days late, `days_in_hand` cost nothing."""

    student: str
    points: float | None
    attempt: int
    arrived: datetime
    days_late: int
    days_in_hand: int


def grades(
    course: Course, roster: Roster, exercise: Exercise, entries: Iterable[Entry]
) -> dict[str, Grade]:
    """By student; `entries` are all of the history, since days in hand are of the whole course."""
    own = defaultdict[str, list[Entry]](list)
    for each in entries:
        own[each.submission.student].append(each)
    found = {}
    for student, theirs in own.items():
        counted = counted_for(course, roster, student, theirs).get(exercise.name)
        if counted is None:
            continue
        entry = [each for each in theirs if each.submission.id == counted.attempt.id][-1]
        is_open = entry.grading is None or entry.grading.status is ReportStatus.INTERNAL
        found[student] = Grade(
            student=student,
            points=None if is_open else as_booked(counted, theirs).points,
            attempt=entry.submission.attempt,
            arrived=entry.submission.received_at,
            days_late=counted.decision.days_late,
            days_in_hand=counted.decision.days_in_hand,
        )
    return found


def grades_table(
    course: Course, roster: Roster, exercise: Exercise, found: dict[str, Grade]
) -> bytes:
    """For a spreadsheet, in the current language: a row for each student of the class list, and for
    whoever else has handed in."""
    zone = course.policies[exercise.name].zone
    rows: list[list[str | float | None]] = [_headings()]
    for student in dict.fromkeys((*(each.id for each in roster.students), *sorted(found))):
        person, grade = roster.person(student), found.get(student)
        row: list[str | float | None] = [student, None, None, None]
        if person is not None:
            row = [student, person.name, person.email, ";".join(person.sections)]
        row += [exercise.name]
        if grade is not None:
            row += [grade.points, exercise.points, grade.attempt]
            row += [shown_moment(grade.arrived, zone), grade.days_late, grade.days_in_hand]
        rows.append([*row, *[None] * (len(rows[0]) - len(row))])
    return spreadsheet(rows)


def _headings() -> list[str | float | None]:
    return [
        "id",
        _("name"),
        _("email"),
        _("section"),
        _("exercise"),
        _("points"),
        _("of"),
        _("attempt"),
        _("arrived"),
        _("days late"),
        _("days in hand"),
    ]
