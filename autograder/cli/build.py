"""`autograder build`: lessons and reference code become exercises/, source/ and release/."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.classroom.build import Built, build
from autograder.cli.common import chosen, open_course, warn_without_engine
from autograder.course import Course, load_course


def run(folder: Path | None, name: str | None, language: str | None, *, check: bool) -> int:
    """Build, or only compare what is there with what would be built."""
    course = open_course(folder)
    if language is not None:
        course = load_course(course.folder, language)
    built = build(course, chosen(course, name), check=check)
    if not check or not built.changed:
        say_what_was_built(course, built)
        return 0
    for path in built.changed:
        print(f"differs: {path.relative_to(course.folder)}")
    warn_without_engine(course)
    print("Run `autograder build` and commit what it writes.", file=sys.stderr)
    return 1


def say_what_was_built(course: Course, built: Built) -> None:
    """The files that were not like that before, and how many were."""
    for path in built.changed:
        print(f"written: {path.relative_to(course.folder)}")
    print(f"{len(built.files) - len(built.changed)} of {len(built.files)} files were up to date.")
    warn_without_engine(course)
