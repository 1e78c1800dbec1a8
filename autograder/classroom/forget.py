"""Forget the grade of work that is no longer there."""

from __future__ import annotations

from autograder.classroom.sink import OpenSink
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.outputs import forget_outputs, handed_in
from autograder.reports.attention import in_a_row
from autograder.roster.pseudonyms import is_pseudonym


def forget(
    course: Course, exercise: Exercise, student: str, open_sink: OpenSink, *, force: bool = False
) -> None:
    """Remove it from gradebook, autograded/ and feedback/; what a person wrote only by `force`.

    Raises UsageError where the work is there, or there is no grade.
    """
    if handed_in(course, exercise.name, student):
        raise UsageError(
            f"The work of '{student}' is still there, and would be graded again.",
            where=course.submitted / student / exercise.name,
            todo="Move this folder away first.",
        )
    with open_sink(course) as sink:
        known = sink.students(exercise)
        if student not in known:
            raise UsageError(
                f"'{student}' has no grade for {exercise.name}.",
                where=sink.where,
                todo=f"Those who have: {in_a_row(known) or 'nobody'}.",
            )
        by_hand = sink.decided_by_hand(exercise, student)
        if by_hand and not force:
            raise UsageError(
                f"You have left points or comments on the work of '{student}': "
                f"{', '.join(by_hand)}.",
                where=sink.where,
                todo="Add --force if they may go, too.",
            )
        forget_outputs(course, exercise.name, student)
        sink.forget(exercise, student)


def without_work(course: Course, exercise: Exercise, open_sink: OpenSink) -> list[str]:
    """Those whose grades are in the gradebook, but whose work is no longer there."""
    with open_sink(course) as sink:
        known = sink.students(exercise)
    known = [each for each in known if not is_pseudonym(each)]  # what they have is kept
    return [student for student in known if not handed_in(course, exercise.name, student)]
