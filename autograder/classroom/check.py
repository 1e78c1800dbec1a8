"""The verdict on one notebook or Python file, without a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from autograder.classroom.devices import choose_device
from autograder.classroom.secret import course_secret, with_secret
from autograder.course import Course, Exercise
from autograder.engine.engine import Engine
from autograder.errors import UsageError, did_you_mean
from autograder.files import is_id
from autograder.language import _
from autograder.results import Report
from autograder.submissions import exercise_of, read_file, with_notes


class Checked(NamedTuple):
    """A verdict, and the exercise that the file belongs to."""

    exercise: Exercise
    report: Report


def check_file(course: Course, file: Path, student: str = "", device: str | None = None) -> Checked:
    """Grade a file. What it was handed in for tells the exercise; else what is in it; else its
    name. Raises UsageError where it is none of the course's, or cannot be read, or the id is none.

    `student` is the id that it is graded for, where numbers are each student's own.
    """
    if file.is_dir():
        raise UsageError(_("This is a folder."), where=file, todo=_("Name one file in it."))
    if not file.is_file():
        what = _("This is no ordinary file.") if file.exists() else _("There is no such file.")
        raise UsageError(what, where=file, todo=_("Check its name and folder."))
    if student and not is_id(student):
        raise UsageError(
            _("{id} cannot be the id of a student.").format(id=repr(student)),
            todo=_("It is the name of a folder in submitted/."),
        )
    exercise = choose_device(_exercise(course, file), device)
    handed_in = _handed_in_for(course, file)
    found = read_file(file.resolve(), exercise, student, with_files=bool(handed_in))
    submission = with_secret(found.submission, course_secret(course))
    with Engine(workers=1, spare=False) as engine:
        graded = engine.submit(exercise, submission).result()
    return Checked(exercise, with_notes(graded, found).report)


def _exercise(course: Course, file: Path) -> Exercise:
    """What the file was handed in for; else what is in it; else what it is called."""
    try:
        found = exercise_of(course, file)
    except OSError as error:
        what = f"This cannot be read: {error.strerror or error}."
        raise UsageError(what, where=file, todo=_("Make it readable for you.")) from error
    if found is None:
        raise UsageError(
            _("This is neither a notebook (.ipynb) nor a Python file (.py)."),
            where=file,
            todo=_("Name the file in which the answers are written."),
        )
    names = [exercise.name for exercise in course.exercises]
    for exercise in course.exercises:
        if file.name == exercise.visible_checks.name:
            raise UsageError(
                _("This file holds the checks that were given out, and no answers."),
                where=file,
                todo=_("Name the file in which the answers are written: {name}.").format(
                    name=exercise.stub.name
                ),
            )
    for name in (_handed_in_for(course, file), found, file.stem):
        if name in names:
            return course.exercise(name)
    todo = _("Name the file like the exercise: {names}.")
    raise UsageError(
        _("It is not clear which exercise this is."),
        where=file,
        todo=did_you_mean(file.stem, names)
        or todo.format(names=", ".join(name + file.suffix for name in names)),
    )


def _handed_in_for(course: Course, file: Path) -> str:
    """The exercise in whose folder of submitted/ the file lies; empty elsewhere."""
    try:
        parts = file.resolve().relative_to(course.submitted.resolve()).parts
    except ValueError:
        return ""
    return parts[1] if len(parts) > 2 else ""
