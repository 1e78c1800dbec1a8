"""Work that came by the service, laid out as nbgrader and `autograder grade` want to find it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from autograder.course import Course, Exercise
from autograder.files import cannot_be, read_regular, write_atomically
from autograder.history import KeptSubmission
from autograder.notebooks.raw import MAX_BYTES
from autograder.submissions import TIMESTAMP, is_python_file, right_names


def right_name(exercise: Exercise, file_name: str, content: bytes) -> str:
    """Under which name a file is graded: what its student has called it tells at most its kind."""
    notebook, python = right_names(exercise.name)
    return python if is_python_file(file_name, content) else notebook


def lay_out(
    course: Course,
    kept: KeptSubmission,
    name: str,
    content: bytes,
    is_kept: Callable[[str], bool],
) -> Path:
    """Write a hand-in into submitted/, with the date on which it came; raises FileError.

    The other file that may be the work goes, where the history has it: `is_kept` tells that by its
    SHA-256. Whatever else lies there stays.
    """
    folder = course.submitted / kept.student / kept.exercise
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for other in right_names(kept.exercise):
            if other != name and _is_known(folder / other, is_kept):
                (folder / other).unlink()
        write_atomically(folder / name, content)
        date = f"{kept.received_at:%Y-%m-%d %H:%M:%S.%f} UTC\n"
        write_atomically(folder / TIMESTAMP, date.encode())
    except OSError as error:
        raise cannot_be("written", folder, error) from error
    return folder


def _is_known(path: Path, is_kept: Callable[[str], bool]) -> bool:
    there = read_regular(path, MAX_BYTES + 1)
    return there is not None and is_kept(hashlib.sha256(there).hexdigest())
