"""`autograder build`: lessons and reference code become exercises/, source/ and release/."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.checking.collect import points_of
from autograder.cli.common import chosen, open_course, warn_without_engine
from autograder.course import Exercise, load_course
from autograder.errors import CourseError
from autograder.lessons.build import build_exercise, differences, release, write_all
from autograder.nbgrader_config import CONFIG, new_settings


def run(folder: Path | None, name: str | None, language: str | None, *, check: bool) -> int:
    """Build, or only compare what is there with what would be built."""
    course = open_course(folder)
    if language is not None:
        course = load_course(course.folder, language)
    files: dict[Path, bytes] = {}
    if not (course.folder / CONFIG).exists():
        files[course.folder / CONFIG] = new_settings()
    for exercise in chosen(course, name):
        made = generated_files(exercise)
        for path in made.keys() & files.keys():
            raise CourseError(
                f"Another exercise has a file of the name {path.name} too.",
                where=exercise.folder / "data",
                todo="Give it another name: in exercises/ all lie side by side.",
            )
        files |= made
    changed = differences(files) if check else write_all(files)
    for path in changed:
        print(("differs: " if check else "written: ") + str(path.relative_to(course.folder)))
    if check and changed:
        warn_without_engine(course)
        print("Run `autograder build` and commit what it writes.", file=sys.stderr)
        return 1
    print(f"{len(files) - len(changed)} of {len(files)} files were up to date.")
    warn_without_engine(course)
    return 0


def generated_files(exercise: Exercise) -> dict[Path, bytes]:
    """Everything that is made from one exercise's folder."""
    files = build_exercise(exercise, points_of(exercise))
    files[exercise.release_notebook] = release(exercise, files[exercise.source_notebook])
    return files
