"""What a teacher should know after a class was graded: one line on stderr for each matter."""

from __future__ import annotations

import sys

from autograder.course import Course, Exercise


def say_who_is_gone(course: Course, exercise: Exercise) -> None:
    """Those whose grades are in the gradebook, but whose work is no longer there."""
    from autograder.gradebook import Gradebook
    from autograder.outputs import handed_in

    with Gradebook(course) as book:
        known = book.students(exercise)
    gone = [student for student in known if not handed_in(course, exercise.name, student)]
    if gone:
        print(
            f"In the gradebook, but no longer in {course.submitted.name}/: {', '.join(gone)}. "
            f"`autograder forget {exercise.name} STUDENT` removes such a grade.",
            file=sys.stderr,
        )
