"""What a grading leaves in the history of the course, whoever has asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial

import msgspec

from autograder.classroom.dates import applied_rules
from autograder.classroom.kept import open_history
from autograder.closing import Closing
from autograder.course import Course
from autograder.errors import HistoryError
from autograder.grading import Graded
from autograder.history import Came, Clock, Done, HandIn, Recorder
from autograder.results import Attempt, Report
from autograder.roster import load_roster
from autograder.submissions import Found, when

AT_ONCE = 20  # works in one transaction


class Recording(Closing):
    """Writes into the history of a course what was handed in, and then what it was given.

    Nothing here costs a grading: where the history cannot be written, it says so once, and works
    have no ids.
    """

    def __init__(self, course: Course, say: Callable[[HistoryError], None]) -> None:
        """Raises CourseError where the class list is wrong: it has the students' own dates."""
        self._course = course
        self._roster = load_roster(course)
        self._recorder = Recorder(partial(open_history, course), say)
        self._kept: dict[str, Came] = {}

    def close(self) -> None:
        """Close the history."""
        self._recorder.close()

    def hand_in(self, works: Sequence[Found]) -> list[Found]:
        """Write down what was handed in; gives the works, each with its id in the history. A folder
        without a file is no hand-in."""
        known: list[Found] = []
        for start in range(0, len(works), AT_ONCE):
            some = works[start : start + AT_ONCE]
            came = self._recorder.hand_in([as_hand_in(each) for each in some if not each.is_empty])
            ids = {each.submission.student: each.submission.id for each in came}
            self._kept |= {each.submission.id: each for each in came}
            known += [_with_id(each, ids.get(each.submission.student, "")) for each in some]
        return known

    def with_hand_in(self, graded: Graded, found: Found) -> Graded:
        """The grading with what is known of the hand-in in its record: which attempt it was, and
        what the dates of the course make of it."""
        came = self._kept.get(found.submission.id)
        if came is None or came.submission.clock is Clock.SEEN:
            return graded
        kept, attempts = came
        report: Report = msgspec.structs.replace(
            graded.report,
            attempt=Attempt(number=kept.attempt, received=kept.received_at),
            policy=applied_rules(self._course, self._roster, kept, attempts),
        )
        return msgspec.structs.replace(graded, report=report)

    def record(self, gradings: Iterable[tuple[Found, Report, Report]]) -> None:
        """Write down gradings of what was handed in: each work with its record, and with what the
        gradebook makes of that."""
        self._recorder.record(
            Done(self._kept[work.submission.id].submission, report, shown.score)
            for work, report, shown in gradings
            if work.submission.id in self._kept
        )


def as_hand_in(found: Found) -> HandIn:
    """What was found in submitted/, as the history takes it."""
    submission = found.submission
    stamp = when(found.timestamp) if found.timestamp is not None else None
    return HandIn(
        exercise=submission.exercise,
        student=submission.student,
        content=submission.content,
        files=submission.files,
        received_at=stamp or datetime.now(UTC),
        clock=Clock.STAMP if stamp else Clock.SEEN,
        place=f"submitted/{submission.student}/{submission.exercise}",
    )


def _with_id(found: Found, id: str) -> Found:
    submission = msgspec.structs.replace(found.submission, id=id)
    return msgspec.structs.replace(found, submission=submission)
