"""Notebooks of an earlier release: after an erratum, nobody who still has one has changed a cell.

What was released is remembered by sums of its locked cells, when it is built anew and when a class
is graded. A submitted cell that is not that of the release of now, but that of one before, tells
the older notebook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import msgspec

from autograder.course import Exercise
from autograder.errors import AutograderError
from autograder.files import alone_in, cannot_be, write_atomically
from autograder.language import _, speaking
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.notebooks.raw import RawNotebook, read_notebook

FOLDER = ".autograder/releases"
MOST = 50  # releases of one exercise that are remembered
SUM_BYTES = 8

Sums = dict[str, str]  # of the locked cells, by grade id


def remember_release(exercise: Exercise) -> None:
    """Remember the release that is there now. Raises FileError; one that cannot be read is none."""
    try:
        now = _sums(read_notebook(exercise.release_notebook.read_bytes()))
    except (OSError, AutograderError):
        return
    known = known_releases_of(exercise)
    if now in known:
        return
    path = exercise.course_folder / FOLDER / f"{exercise.name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):
            everything = [*known_releases_of(exercise), now][-MOST:]
            write_atomically(path, msgspec.json.encode(everything))
    except OSError as error:
        raise cannot_be("written", path, error) from error


def known_releases_of(exercise: Exercise) -> list[Sums]:
    """The releases of an exercise that are remembered, the oldest first."""
    path = exercise.course_folder / FOLDER / f"{exercise.name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Sums])
    except (OSError, msgspec.DecodeError):
        return []


def older_cells(content: bytes, exercise: Exercise) -> frozenset[str]:
    """The grade ids of the cells in a submitted notebook that stand as they did in an earlier
    release; empty where all of it is of now, or where somebody has changed it."""
    known = known_releases_of(exercise)
    if not known:
        return frozenset()
    try:
        submitted = read_notebook(content)
        now = _sums(read_notebook(exercise.release_notebook.read_bytes()))
    except (OSError, AutograderError):
        return frozenset()
    there = {cell.grade_id: _sum(cell.source) for cell in submitted.cells if cell.grade_id in now}
    other = {name: each for name, each in there.items() if each != now[name]}
    for sums in known:
        from_it = frozenset(name for name, each in other.items() if sums.get(name) == each)
        if from_it:
            return from_it
    return frozenset()


def without_blame(notes: Collection[str], older: Collection[str], language: str) -> tuple[str, ...]:
    """The notes of a grading without those that say that a student has changed what was given out
    that way; with one that says what has happened."""
    if not older:
        return tuple(notes)
    with speaking(language):
        cell = _("The cell “{name}” had been changed: the original was used.")
        check = _("The check of “{name}” had been changed: the original was used.")
        names = [name.removesuffix(CHECKS_SUFFIX) for name in older]
        blame = {text.format(name=name) for text in (cell, check) for name in names}
        said = _(
            "This is an earlier version of the notebook: the exercise was mended after it was "
            "given out. It was graded by the version of now."
        )
    return (said, *(note for note in notes if note not in blame))


def _sums(notebook: RawNotebook) -> Sums:
    return {cell.grade_id: _sum(cell.source) for cell in notebook.cells if cell.locked}


def _sum(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=SUM_BYTES).hexdigest()
