"""Grade in this process, one submission after the other: for a single file, and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.course import Course, Exercise
from autograder.grading import Bench, Graded, Submission, grade
from autograder.engine.context import with_bench
from autograder.sandbox.launch import StudentSide


class Here:
    """A runner without processes of its own (but for the student side)."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course = course
        self._exercise = exercise

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission in order; what the machine may have caused is tried once more."""
        done: list[Graded] = []

        def body(bench: Bench, side: StudentSide) -> None:
            for submission in submissions:
                graded = _grade(submission, bench, side)
                done.append(_grade(submission, bench, side) if graded.again else graded)

        with_bench(self._course, self._exercise, body)
        return iter(done)


def _grade(submission: Submission, bench: Bench, side: StudentSide) -> Graded:
    lane = side.lane.open_lane()
    try:
        return grade(submission, bench, lane)
    finally:
        lane.close()
