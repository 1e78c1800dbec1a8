"""`autograder messages`: the texts to translate, brought up to date and compiled."""

from __future__ import annotations

from pathlib import Path

from autograder.catalogues import po
from autograder.course import find_course


def run(folder: Path | None, *, check: bool) -> int:
    """Update the catalogs; with `check` write nothing, and say what is left to do."""
    course_folder = folder or find_course(Path.cwd())
    lines = po.problems(course_folder) if check else po.update(course_folder)
    for line in lines:
        print(line)
    return 1 if check and lines else 0
