"""Build a course: lessons and reference code become exercises/, source/ and release/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from autograder.checking.collect import points_of
from autograder.course import Course, Exercise
from autograder.course.manifest import MANIFEST
from autograder.errors import CourseError, did_you_mean
from autograder.lessons import sisters
from autograder.lessons.build import build_exercise, differences, release, write_all
from autograder.lessons.earlier import remember_release
from autograder.lessons.pages import pages
from autograder.nbgrader_config import CONFIG, new_settings


class Built(NamedTuple):
    """What was made: all files, those of them that were not like that before, and what an author
    should look at."""

    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def build(
    course: Course, exercises: Iterable[Exercise] | None = None, *, check: bool = False
) -> Built:
    """Build all exercises of a course, or these, and the pages about it; with `check`, only compare
    with what is there.

    Raises CourseError where something in the exercise folders is wrong; nothing is written then.
    Raises FileError where something cannot be written.
    """
    files: dict[Path, bytes] = {}
    if not (course.folder / CONFIG).exists():
        files[course.folder / CONFIG] = new_settings()
    _check_rules(course)
    chosen = course.exercises if exercises is None else tuple(exercises)
    for exercise in chosen:
        made = generated_files(exercise)
        for path in made.keys() & files.keys():
            raise CourseError(
                f"Another exercise has a file of the name {path.name} too.",
                where=exercise.folder / "data",
                todo="Give it another name: in exercises/ all lie side by side.",
            )
        files |= made
    files |= pages(course)
    for exercise in chosen if not check else ():
        if differences({exercise.release_notebook: files[exercise.release_notebook]}):
            remember_release(exercise)  # as it was: who has got it may hand it in later
    changed = differences(files) if check else write_all(files)
    notes = [f"{each.name}: {note}" for each in chosen for note in sisters.notes(each)]
    return Built(tuple(files), tuple(changed), tuple(notes))


def _check_rules(course: Course) -> None:
    """What is not checked before it is handed in are questions that there are."""
    wanted = {name: policy.checks.without for name, policy in course.policies.items()}
    if not any(wanted.values()):
        return
    known = [name for exercise in course.exercises for name in points_of(exercise)]
    for name in (name for names in wanted.values() for name in names):
        if name not in known:
            raise CourseError(
                f"`checks.without` names '{name}', and no exercise has such a question.",
                where=course.folder / MANIFEST,
                todo=did_you_mean(name, known) or f"The questions are: {', '.join(known)}.",
            )


def read_side_by_side(exercises: Iterable[Exercise]) -> list[Path]:
    """Keep that the lessons of these were read side by side in all languages, as they are now;
    returns the files that were written.

    Raises CourseError where a section has no sister, and FileError.
    """
    files: dict[Path, bytes] = {}
    for exercise in exercises:
        files |= sisters.as_read(exercise)
    return write_all(files)


def generated_files(exercise: Exercise) -> dict[Path, bytes]:
    """Everything that is made from one exercise's folder."""
    files = build_exercise(exercise, points_of(exercise))
    files[exercise.release_notebook] = release(exercise, files[exercise.source_notebook])
    return files
