"""The grades that learning platforms are told: what counts of each student, as the gradebook has
it, after what late days cost."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.classroom.counted import counted_for
from autograder.classroom.sink import Sink
from autograder.course import Course, Exercise
from autograder.history import Entry, History
from autograder.policies import Attempt, in_utc
from autograder.reports.statuses import OPEN
from autograder.results import Report, ReportStatus
from autograder.roster import Roster
from autograder.service.store.bookings import waits_for_booking
from autograder.service.store.passbacks import DONE, NONE, PENDING, Score

DECIMALS = 4


def scores_of(
    course: Course,
    history: History,
    roster: Roster,
    sink: Sink,
    exercise: Exercise,
    people: Iterable[str],
) -> dict[str, Score]:
    """By person; who is not among them has a grade of which nobody can say yet what it is."""
    found: dict[str, Score] = {}
    reports: dict[str, tuple[Report, Attempt]] = {}
    graded = set(sink.students(exercise))
    for person in people:
        entries = history.entries(student=person)
        counted = counted_for(course, roster, person, entries).get(exercise.name)
        with history.database.reading() as connection:
            is_behind = waits_for_booking(connection, exercise.name, person)
        if is_behind:
            continue
        if counted is None or person not in graded:
            found[person] = NONE
            continue
        report = _report(history, entries, counted.attempt.id)
        if report is not None:
            reports[person] = report, counted.attempt
    shown = sink.reviewed_all([report for report, _attempt in reports.values()])
    for (person, (_as_checked, attempt)), report in zip(reports.items(), shown, strict=True):
        is_open = any(each.status in OPEN for each in report.questions)
        progress = PENDING if is_open else DONE
        found[person] = Score(
            round(report.score, DECIMALS),
            report.max_score,
            progress,
            attempt.id,
            in_utc(attempt.arrived),
        )
    return found


def _report(history: History, entries: Iterable[Entry], submission: str) -> Report | None:
    """The newest grading of a hand-in, where it has a verdict."""
    own = [each.grading for each in entries if each.submission.id == submission]
    newest = own[-1] if own else None
    if newest is None or newest.status is ReportStatus.INTERNAL:
        return None
    return history.report(newest.id)
