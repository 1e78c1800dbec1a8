"""`autograder report`: how the class did, from the records of the last grading."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.common import console, open_course
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.outputs import RECORD, handed_in
from autograder.reports.class_tables import class_table, summary_view
from autograder.reports.statistics import class_summary
from autograder.results import Report, from_json


def run(folder: Path | None, name: str, *, whole: bool = False) -> int:
    """Print the table and the summary of one exercise."""
    course = open_course(folder)
    exercise = course.exercise(name)
    everyone = graded(course, exercise)
    if not everyone:
        raise UsageError(
            f"Nothing has been graded yet for {exercise.name}.",
            where=course.autograded,
            todo=f"Run `autograder grade {exercise.name}` first.",
        )
    # Where nobody's work is left, the class is over and the folders were put away.
    here = [each for each in everyone if handed_in(course, exercise.name, each.student)] or everyone
    reports = in_gradebook(course, here)
    out = console()
    out.print(class_table(reports, language=course.language, whole=whole))
    out.print()
    out.print(summary_view(class_summary(reports), language=course.language))
    say_what_has_no_record(course, exercise, everyone)
    if len(here) < len(everyone):
        gone = sorted({each.student for each in everyone} - {each.student for each in here})
        print(f"Left out, because their work is no longer in submitted/: {', '.join(gone)}.")
        print(f"`autograder forget {exercise.name} STUDENT` removes such a grade.")
    return 0


def say_what_has_no_record(course: Course, exercise: Exercise, everyone: list[Report]) -> None:
    """Whose work is there and has a grade, but no record any more: `nbgrader autograde --force`
    removes the record of a notebook that it does not know by name."""
    from autograder.gradebook import Gradebook

    if not Gradebook.exists(course):
        return
    with Gradebook(course) as book:
        known = book.students(exercise)
    lost = sorted(set(known) - {each.student for each in everyone})
    lost = [student for student in lost if handed_in(course, exercise.name, student)]
    if lost:
        print(f"Left out, because the record of their grading is gone: {', '.join(lost)}.")
        print(f"`autograder grade {exercise.name}` makes it again.")


def in_gradebook(course: Course, reports: list[Report]) -> list[Report]:
    """The reports on one exercise with the scores that the gradebook gives, if there is one."""
    from autograder.gradebook import Gradebook

    if not Gradebook.exists(course):
        return reports
    with Gradebook(course) as book:
        return book.reviewed_all(reports)


def graded(course: Course, exercise: Exercise) -> list[Report]:
    """The records of an exercise in the order of the students."""
    paths = sorted(course.autograded.glob(f"*/{exercise.name}/{RECORD}"))
    return [from_json(path.read_bytes(), path) for path in paths]
