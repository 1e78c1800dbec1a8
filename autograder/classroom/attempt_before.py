"""The attempt before another one, by the history of the course: for what has changed since."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from autograder.classroom.kept import open_history
from autograder.closing import Closing
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.history import History
from autograder.results import Attempt, Report


class AttemptsBefore(Closing):
    """Looks for earlier attempts. The history is opened when it is first needed, and no page waits
    for one that cannot be read."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._history: History | None = None

    def close(self) -> None:
        """Close the history."""
        if self._history is not None:
            self._history.close()
            self._history = None

    def of(self, report: Report) -> Report | None:
        """The record of the attempt before that of a report, with the points that it counted."""
        if report.attempt is None or report.attempt.number < 2:
            return None
        with suppress(AutograderError):
            if self._history is None:
                self._history = open_history(self._course)
            return attempt_before(self._history, report)
        return None


def attempt_before(history: History, report: Report) -> Report | None:
    """The same from a history that is open; raises HistoryError, and SubmissionError where the
    record is of a version that is not known here."""
    if report.attempt is None:
        return None
    entries = history.entries(exercise=report.exercise, student=report.student)
    earlier = [each for each in entries if each.submission.attempt < report.attempt.number]
    graded = [each for each in earlier if each.grading is not None]
    if not graded:
        return None
    kept, grading = graded[-1].submission, graded[-1].grading
    found = history.report(grading.id) if grading is not None else None
    if grading is None or found is None:
        return None
    attempt = Attempt(number=kept.attempt, received=kept.received_at)
    record: Report = msgspec.structs.replace(found, attempt=attempt, score=grading.points)
    return record
