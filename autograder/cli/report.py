"""`autograder report`: how the class did, from the records of the last grading."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.common import console, open_course
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.outputs import RECORD
from autograder.reports.class_tables import class_table, summary_view
from autograder.reports.statistics import class_summary
from autograder.results import Report, from_json


def run(folder: Path | None, name: str, *, whole: bool) -> int:
    """Print the table and the summary of one exercise."""
    course = open_course(folder)
    exercise = course.exercise(name)
    reports = graded(course, exercise)
    if not reports:
        raise UsageError(
            f"Nothing has been graded yet for {exercise.name}.",
            where=course.autograded,
            todo=f"Run `autograder grade {exercise.name}` first.",
        )
    reports = _as_in_gradebook(course, reports)
    out = console()
    out.print(class_table(reports, language=course.language, whole=whole))
    out.print()
    out.print(summary_view(class_summary(reports), language=course.language))
    return 0


def _as_in_gradebook(course: Course, reports: list[Report]) -> list[Report]:
    """The reports with what people and the rule for late work have changed."""
    from autograder.gradebook import Gradebook

    with Gradebook(course) as book:
        return [book.reviewed(report) for report in reports]


def graded(course: Course, exercise: Exercise) -> list[Report]:
    """The records of an exercise in the order of the students."""
    paths = sorted(course.autograded.glob(f"*/{exercise.name}/{RECORD}"))
    return [from_json(path.read_bytes()) for path in paths]
