"""Grade in this process, one submission after the other: for a single file, and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.course import Course, Exercise
from autograder.engine.context import open_context, student_side_of
from autograder.grading import ExerciseContext, Graded, Submission, grade
from autograder.sandbox.launch import StudentSide


class InProcess:
    """A runner without processes of its own (but for the student side)."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course = course
        self._exercise = exercise

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission in order; what the machine may have caused is tried once more."""
        with student_side_of(self._exercise) as side:
            context = open_context(self._exercise)  # while the libraries are imported there
            side.wait_until_warm()
            for submission in submissions:
                graded = _grade(submission, context, side)
                yield _grade(submission, context, side) if graded.again else graded


def _grade(submission: Submission, context: ExerciseContext, side: StudentSide) -> Graded:
    control = side.control.open_control()
    try:
        return grade(submission, context, control)
    finally:
        control.close()
