"""`autograder grade`: what was handed in goes into the gradebook, autograded/ and feedback/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.cli.common import console, open_course, progress, records, write_text
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.reports.class_tables import class_table
from autograder.results import Report, ReportStatus
from autograder.runners.pool import Pool
from autograder.submissions import Found, find_submissions, with_notes


def run(
    folder: Path | None, name: str, student: str | None, workers: int | None, json: str | None
) -> int:
    """Grade an exercise; exit status 1 if something could not be graded through our fault."""
    course = open_course(folder)
    exercise = course.exercise(name)
    found = submissions(course, exercise, student)
    with progress(exercise.name, len(found)) as bar:
        reports = []
        for report in grade_class(course, exercise, found, workers):
            reports.append(report)
            bar.advance(bar.task_ids[0])
    reports.sort(key=lambda report: report.student)
    if json is not None:
        write_text(json, records(reports))
    if json != "-":
        console().print(class_table(reports, language=course.language))
        print(f"Gradebook: {course.database}")
        print(f"Notebooks: {course.autograded}")
        print(f"Pages for the students: {course.feedback}")
    return 1 if any(report.status is ReportStatus.INTERNAL for report in reports) else 0


def submissions(course: Course, exercise: Exercise, student: str | None) -> list[Found]:
    """What was handed in; raises UsageError where there is nothing."""
    found = list(find_submissions(course, exercise, student or ""))
    if not found:
        who = f" of '{student}'" if student else ""
        raise UsageError(
            f"There is no submission{who} for {exercise.name}.",
            where=course.submitted,
            todo=f"Put notebooks into {course.submitted.name}/STUDENT/{exercise.name}/.",
        )
    return found


def grade_class(
    course: Course, exercise: Exercise, found: list[Found], workers: int | None
) -> Iterator[Report]:
    """Grade and record; yields each report when everything about it is on disk."""
    by_student = {each.submission.student: each for each in found}
    with Pool(course, exercise, workers) as pool:  # warms up while nbgrader is imported
        from autograder.gradebook import Gradebook
        from autograder.outputs import write_outputs

        with Gradebook(course) as book:
            book.ensure_exercise(exercise)
            for graded in pool.grade(each.submission for each in found):
                handed_in = by_student[graded.report.student]
                noted = with_notes(graded, handed_in)
                book.record(noted, handed_in.timestamp)
                write_outputs(course, noted, book.reviewed(noted.report))
                yield noted.report
