"""`autograder check FILE`: the verdict on one notebook or Python file."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.common import console, open_course, write_text
from autograder.course import Course, Exercise
from autograder.errors import SubmissionError, UsageError
from autograder.grading import Submission
from autograder.notebooks.raw import read_notebook
from autograder.reports.terminal import verdict
from autograder.results import ReportStatus, to_json
from autograder.runners.devices import placed
from autograder.runners.here import Here
from autograder.runners.secret import course_secret, with_secret

PYTHON, NOTEBOOK = ".py", ".ipynb"


def run(folder: Path | None, file: Path, student: str, json: str | None, device: str | None) -> int:
    """Grade the file; exit status 1 if it could not be read or graded."""
    if file.suffix not in (PYTHON, NOTEBOOK):
        raise UsageError("This is neither a notebook (.ipynb) nor a Python file (.py).", where=file)
    if not file.is_file():
        raise UsageError("There is no such file.", where=file, todo="Check its name and folder.")
    course = open_course(folder, file.parent)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"It cannot be read: {error.strerror or error}.", where=file) from error
    exercise = placed(_exercise(course, file, content), device)
    submission = Submission(student, exercise.name, content, is_python=file.suffix == PYTHON)
    submission = with_secret(submission, course_secret(course))
    (graded,) = Here(course, exercise).grade([submission])
    if json is not None:
        write_text(json, to_json(graded.report))
    if json != "-":
        console().print(verdict(graded.report, title=exercise.title, language=course.language))
    return 0 if graded.report.status is ReportStatus.GRADED else 1


def _exercise(course: Course, file: Path, content: bytes) -> Exercise:
    names = [exercise.name for exercise in course.exercises]
    if file.stem in names:
        return course.exercise(file.stem)
    if file.suffix == NOTEBOOK:
        try:
            name = read_notebook(content).exercise
        except SubmissionError:
            name = ""
        if name in names:
            return course.exercise(name)
    raise UsageError(
        "It is not clear which exercise this is.",
        where=file,
        todo=f"Name the file like the exercise: {', '.join(name + file.suffix for name in names)}.",
    )
