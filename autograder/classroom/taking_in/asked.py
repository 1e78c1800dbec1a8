"""What is asked for, before anything is taken in: whose work it may be, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.course import Course, Exercise
from autograder.errors import SubmissionError, UsageError, did_you_mean
from autograder.files import cannot_be
from autograder.intake.class_list import ClassList
from autograder.intake.matching import Known
from autograder.intake.moodle_sheet import read_sheet
from autograder.notebooks.quoted import listed
from autograder.policies import zone_named
from autograder.roster import Person, load_roster


def people_of(course: Course, student: str) -> tuple[Person, ...]:
    people = load_roster(course).students
    if not people:
        raise UsageError(
            "Nobody is in the class list, so nobody's work can be recognised.",
            where=course.folder,
            todo="Make it from a table with the columns id, name and email: "
            "`autograder people add FILE`.",
        )
    ids = [each.id for each in people]
    if student and student not in ids:
        known = f"They are: {listed(ids)}."
        what = f"No student of the class list has the id '{student}'."
        raise UsageError(what, where=course.folder, todo=did_you_mean(student, ids) or known)
    return people


def see_that_it_can_be(course: Course, exercise: Exercise, paths: Sequence[Path]) -> None:
    if not exercise.release_notebook.is_file():
        todo = f"Run `autograder build {exercise.name}`: it tells which files are this exercise."
        raise UsageError("This exercise was not built yet.", where=course.folder, todo=todo)
    submitted = course.submitted.resolve()
    for path in paths:
        own = path.resolve()
        if own in (submitted, *submitted.parents) or submitted in own.parents:
            raise UsageError(
                "Here lies what was collected already, not what has been sent.",
                where=path,
                todo="Name the zip or the folder in which it came.",
            )


def numbers_of(course: Course, sheet: Path | None, known: ClassList) -> dict[str, Known]:
    if sheet is None:
        return {}
    try:
        data = sheet.read_bytes()
    except OSError as error:
        raise cannot_be("read", sheet, error) from error
    zone = None if course.rules.zone is None else zone_named(course.rules.zone)
    try:
        return read_sheet(data, known, zone)
    except SubmissionError as error:
        raise UsageError(error.what, where=sheet, todo=error.todo) from error
