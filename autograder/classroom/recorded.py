"""What a grading leaves in the history of the course."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from autograder.course import Course
from autograder.errors import HistoryError
from autograder.history import FILE, Clock, Done, HandIn, Recorder
from autograder.results import Report
from autograder.submissions import Found, when


def open_recorder(course: Course, say: Callable[[HistoryError], None]) -> Recorder:
    """Writes into the course's history; where that cannot be, it says so once."""
    return Recorder(course.folder / FILE, say)


def done(found: Found, report: Report, shown: Report) -> Done:
    """One grading, for the recorder: the record, and what the gradebook makes of it."""
    submission = found.submission
    stamp = when(found.timestamp) if found.timestamp is not None else None
    work = HandIn(
        exercise=submission.exercise,
        student=submission.student,
        content=submission.content,
        files=submission.files,
        received_at=stamp or datetime.now(UTC),
        clock=Clock.STAMP if stamp else Clock.SEEN,
        place=f"submitted/{submission.student}/{submission.exercise}",
    )
    return Done(work, report, shown.score)


def record(recorder: Recorder, gradings: Sequence[tuple[Found, Report, Report]]) -> None:
    """Write down what was handed in, and its gradings. A folder without a file is no hand-in."""
    recorder.record([done(*each) for each in gradings if not each[0].is_empty])
