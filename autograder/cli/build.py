"""`autograder build`: lessons and reference code become exercises/, source/ and release/."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.classroom.build import Built, build, read_side_by_side
from autograder.cli.common import chosen, open_course, warn_without_engine
from autograder.course import Course, load_course
from autograder.errors import UsageError
from autograder.language import _


def run(
    folder: Path | None, name: str | None, language: str | None, *, check: bool, read: bool = False
) -> int:
    """Build, or only compare what is there with what would be built; `read`: keep first that the
    lesson was read side by side in all languages."""
    if read and (check or name is None):
        raise UsageError(
            "--read writes down that one lesson was read in all its languages, side by side.",
            todo="Name the exercise, and leave --check out.",
        )
    course = open_course(folder)
    if read:
        for path in read_side_by_side(chosen(course, name)):
            print(_("written: {file}").format(file=path.relative_to(course.folder)))
    if language is not None:
        course = load_course(course.folder, language)
    built = build(course, chosen(course, name), check=check)
    if not check or not built.changed:
        say_what_was_built(course, built)
        return 0
    _say_notes(built)
    for path in built.changed:
        print(_("differs: {file}").format(file=path.relative_to(course.folder)))
    warn_without_engine(course)
    print(_("Run `autograder build` and commit what it writes."), file=sys.stderr)
    return 1


def say_what_was_built(course: Course, built: Built) -> None:
    """The files that were not like that before, how many were, and what to look at."""
    _say_notes(built)
    for path in built.changed:
        print(_("written: {file}").format(file=path.relative_to(course.folder)))
    text = _("{number} of {all} files were up to date.")
    print(text.format(number=len(built.files) - len(built.changed), all=len(built.files)))
    warn_without_engine(course)


def _say_notes(built: Built) -> None:
    for note in built.notes:
        print(f"note: {note}")
    if built.notes:
        print(
            "Read these side by side; then `autograder build EXERCISE --read` keeps that you did."
        )
