"""Verdicts are written down: with the grading in the history, the job is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from autograder.classroom.dates import applied_rules
from autograder.classroom.versions import pin_versions
from autograder.classroom.withdrawn import with_withdrawn, withdrawn
from autograder.course import Course
from autograder.grading import Graded
from autograder.history import History
from autograder.history.writing import Writing
from autograder.results import Attempt, Report
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.reading import Work
from autograder.service.store.bookings import put_booking
from autograder.service.store.jobs import Job, job_is_done
from autograder.service.store.trials import write_trial
from autograder.submissions import with_notes


class Finished(NamedTuple):
    """A hand-in that the engine has graded."""

    job: Job
    work: Work
    graded: Graded


class Finisher:
    """Writes gradings into the history of a course; `name` is that of the queue that took the jobs.

    What late days cost is known when the gradebook is: days in hand are of the whole course.
    """

    def __init__(self, course: Course, history: History, class_list: ClassList, name: str) -> None:
        self._course, self._history, self._class_list = course, history, class_list
        self._name = name

    def finish(self, some: Sequence[Finished]) -> None:
        """Write down these gradings, all of them or none. What another process has taken over
        meanwhile is its affair. Raises HistoryError."""
        roster, now = self._class_list.now(), datetime.now(UTC)
        people = {each.work.kept.student for each in some}
        if not people:
            return
        with self._history.database.writing(*people) as connection:
            writing = Writing(connection)
            for each in some:
                kept = each.work.kept
                if not job_is_done(connection, kept.id, self._name):
                    continue
                attempts = writing.attempts(kept.exercise, kept.student)
                graded = with_hand_in(self._course, each.work, each.graded)
                report: Report = msgspec.structs.replace(
                    graded.report, policy=applied_rules(self._course, roster, kept, attempts)
                )
                decided = withdrawn(self._course, kept.exercise)
                report = with_withdrawn(report, decided, each.work.exercise.language)
                if each.job.is_trial:
                    write_trial(connection, kept.id, kept.exercise, report, now)
                else:
                    writing.grading(kept, report)
                    put_booking(connection, kept.exercise, kept.student, now)
                    pin_versions(self._course, each.work.exercise)


def with_hand_in(course: Course, work: Work, graded: Graded) -> Graded:
    """The grading with the notes on the file, and which attempt it was."""
    kept = work.kept
    noted = with_notes(graded, work.found)
    attempt = Attempt(
        number=kept.attempt,
        received=kept.received_at,
        id=str(work.number) if work.number is not None else "",
    )
    report: Report = msgspec.structs.replace(noted.report, attempt=attempt)
    return msgspec.structs.replace(noted, report=report)
