"""Grade in this process, one submission after the other: for tests, and for a debugger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.course import Exercise
from autograder.engine.context import open_context, student_side_of
from autograder.engine.whole import grade_whole
from autograder.grading import ExerciseContext, Graded, Submission
from autograder.sandbox.launch import StudentSide


class InProcess:
    """A runner without processes of its own (but for the student side)."""

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        """Grade every submission in order; what the machine may have caused is tried once more."""
        with student_side_of(exercise) as side:
            context = open_context(exercise)  # while the libraries are imported there
            side.wait_until_warm()
            for submission in submissions:
                graded = _grade(submission, context, side)
                yield submission, _grade(submission, context, side) if graded.again else graded

    def isolation(self, exercise: Exercise) -> str:
        """The level of isolation that this machine gives."""
        with student_side_of(exercise) as side:
            side.wait_until_warm()
            return side.control.confinement.level


def _grade(submission: Submission, context: ExerciseContext, side: StudentSide) -> Graded:
    control = side.control.open_control()
    try:
        return grade_whole(submission, context, control)
    finally:
        control.close()
