"""`autograder forget EXERCISE STUDENT`: the grade of work that is no longer there."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.common import open_course
from autograder.errors import UsageError
from autograder.gradebook import Gradebook
from autograder.outputs import forget_outputs, handed_in


def run(folder: Path | None, name: str, student: str, *, force: bool) -> int:
    """Remove it from gradebook, autograded/ and feedback/; what a person wrote only by force."""
    course = open_course(folder)
    exercise = course.exercise(name)
    if handed_in(course, exercise.name, student):
        raise UsageError(
            f"The work of '{student}' is still there, and would be graded again.",
            where=course.submitted / student / exercise.name,
            todo="Move this folder away first.",
        )
    with Gradebook(course) as book:
        if student not in book.students(exercise):
            raise UsageError(
                f"'{student}' has no grade for {exercise.name}.",
                where=book.where,
                todo=f"Those who have: {', '.join(book.students(exercise)) or 'nobody'}.",
            )
        by_hand = book.decided_by_hand(exercise, student)
        if by_hand and not force:
            raise UsageError(
                f"You have left points or comments on the work of '{student}': "
                f"{', '.join(by_hand)}.",
                where=book.where,
                todo="Add --force if they may go, too.",
            )
        forget_outputs(course, exercise.name, student)
        book.forget(exercise, student)
    print(f"Removed: the grade of {student} for {exercise.name}, the graded notebook and the page.")
    return 0
