"""`autograder build`: lessons and reference code become exercises/, source/ and release/."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.classroom.build import build
from autograder.cli.common import chosen, open_course, warn_without_engine
from autograder.course import load_course


def run(folder: Path | None, name: str | None, language: str | None, *, check: bool) -> int:
    """Build, or only compare what is there with what would be built."""
    course = open_course(folder)
    if language is not None:
        course = load_course(course.folder, language)
    files, changed = build(course, chosen(course, name), check=check)
    for path in changed:
        print(("differs: " if check else "written: ") + str(path.relative_to(course.folder)))
    if check and changed:
        warn_without_engine(course)
        print("Run `autograder build` and commit what it writes.", file=sys.stderr)
        return 1
    print(f"{len(files) - len(changed)} of {len(files)} files were up to date.")
    warn_without_engine(course)
    return 0
