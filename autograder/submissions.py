"""Find what students handed in: submitted/STUDENT/EXERCISE/, as nbgrader lays it out.

Nothing here trusts a submitted file: only regular files are read, no links are followed, and all
is bounded. What is odd becomes a note for the student, never an exception.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.course import Course, Exercise
from autograder.grading import Graded, Submission
from autograder.language import _, speaking
from autograder.notebooks.raw import MAX_BYTES
from autograder.results import Report

NOTEBOOK, PYTHON = ".ipynb", ".py"
# What nbgrader's exchange adds: when it was handed in, and under which name its page is fetched.
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
MAX_FILES = 20
MAX_FILES_BYTES = 10_000_000
MAX_TIMESTAMP = 200
MAX_NAME = 200


class Found(msgspec.Struct, frozen=True):
    """A submission on disk; notes on what was odd about its files; when it was handed in.

    `missing` says that there was no file to grade: the content is empty then, and the notes say
    why. `timestamp` is the text of timestamp.txt, as nbgrader writes it.
    """

    submission: Submission
    notes: tuple[str, ...] = ()
    timestamp: str | None = None
    missing: bool = False


def find_submissions(course: Course, exercise: Exercise, student: str = "") -> Iterator[Found]:
    """The submissions of an exercise in the order of the students; or that of one student."""
    for name in [student] if student else _folders(course.submitted):
        folder = course.submitted / name / exercise.name
        if is_plain(name) and folder.is_dir():
            yield read_submission(folder, exercise, name)


def read_submission(folder: Path, exercise: Exercise, student: str) -> Found:
    """Read one folder of a student; a notebook goes before a Python file."""
    with speaking(exercise.language):
        name = exercise.name + NOTEBOOK
        if not os.path.lexists(folder / name) and os.path.lexists(folder / f"{exercise.name}.py"):
            name = exercise.name + PYTHON
        content, notes = read_regular(folder / name, MAX_BYTES + 1), []
        if content is None:
            notes.append(_why_not(folder / name))
        files = _files_beside(folder, name, notes)
    submission = Submission(
        student, exercise.name, content or b"", is_python=name.endswith(PYTHON), files=files
    )
    return Found(submission, tuple(notes), timestamp(folder), missing=content is None)


def with_notes(graded: Graded, found: Found) -> Graded:
    """The grading with the notes on the files in front."""
    if not found.notes:
        return graded
    kept = graded.report.notes[1:] if found.missing else graded.report.notes
    report: Report = msgspec.structs.replace(graded.report, notes=(*found.notes, *kept))
    return msgspec.structs.replace(graded, report=report)


def timestamp(folder: Path) -> str | None:
    """When the submission in a folder was handed in, if timestamp.txt says so."""
    data = read_regular(folder / TIMESTAMP, MAX_TIMESTAMP)
    return data.decode(errors="replace").strip() or None if data is not None else None


def is_plain(name: str) -> bool:
    """Whether a name can stand for one file or folder, and is not hidden."""
    return (
        0 < len(name.encode(errors="replace")) <= MAX_NAME
        and not name.startswith(".")
        and "/" not in name
        and name.isprintable()
    )


def read_regular(path: Path, limit: int) -> bytes | None:
    """The first bytes of a regular file; None for a link, a pipe, a folder, or nothing at all."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return None
    with os.fdopen(number, "rb") as file:
        return file.read(limit)


def _why_not(path: Path) -> str:
    if os.path.lexists(path):
        return _("“{name}” is no ordinary file, so it was not read.").format(name=path.name)
    return _("There is no file “{name}” in this submission.").format(name=path.name)


def _files_beside(folder: Path, graded: str, notes: list[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MAX_FILES_BYTES
    for name in _names(folder):
        if name in (graded, TIMESTAMP, SECRET) or not is_plain(name) or (folder / name).is_dir():
            continue
        content = read_regular(folder / name, left + 1)
        if content is None:
            notes.append(_why_not(folder / name))
        elif len(files) == MAX_FILES or len(content) > left:
            text = _(
                "Too many or too large files lie beside it: “{name}” and the rest were left out."
            )
            notes.append(text.format(name=name))
            break
        else:
            files[name] = content
            left -= len(content)
    return files


def _folders(parent: Path) -> list[str]:
    return [name for name in _names(parent) if (parent / name).is_dir()]


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
