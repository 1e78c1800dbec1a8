"""What a teacher should know after a class was graded: one line on stderr for each matter."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from autograder.course import Course, Exercise
from autograder.submissions import TIMESTAMP, Found


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


def say_bad_dates(course: Course, found: Iterable[Found]) -> None:
    """Those whose timestamp.txt does not say when their work came: it might have been late."""
    from autograder.gradebook.late import parsed_date

    for each in found:
        if each.timestamp is not None and parsed_date(each.timestamp) is None:
            work = each.submission
            place = course.submitted / work.student / work.exercise / TIMESTAMP
            print(
                f"{place}: There is no date in this file, so it is not known whether the work came "
                "late. Write it like 2030-09-01 12:00:00 UTC, and grade again.",
                file=sys.stderr,
            )
