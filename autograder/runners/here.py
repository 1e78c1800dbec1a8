"""Grade in this process, one submission after the other: for a single file, and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.course import Course, Exercise
from autograder.grading import Bench, Graded, Submission, grade
from autograder.runners.bench import with_bench
from autograder.sandbox.launch import StudentSide


class Here:
    """A runner without processes of its own (but for the student side)."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course = course
        self._exercise = exercise

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission in order."""
        done: list[Graded] = []

        def body(bench: Bench, side: StudentSide) -> None:
            for submission in submissions:
                lane = side.lane.open_lane()
                try:
                    done.append(grade(submission, bench, lane))
                finally:
                    lane.close()

        with_bench(self._course, self._exercise, body)
        return iter(done)
