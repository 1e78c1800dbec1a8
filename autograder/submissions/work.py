"""Which file of a submission is the work: the one with the right name, or the one that fits.

A browser makes "ex02_activations (1).ipynb", a mail program "ex02_activations.ipynb.txt", a student
"homework2.ipynb", and a zip a folder of its own. What the file holds tells the exercise.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from autograder.course import Course, Exercise
from autograder.engine.whole import whole
from autograder.errors import SubmissionError
from autograder.files import is_plain, read_regular
from autograder.notebooks.cells import own_code
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import MAX_BYTES, MAX_SOURCE, RawNotebook, read_notebook
from autograder.notebooks.recognise import Released, marks, names_in, owner, released
from autograder.notebooks.studied import MAX_READ_OF_ALL, length
from autograder.notebooks.submitted import match
from autograder.notebooks.unwritten import is_answered
from autograder.submissions.files import Kind, kind, names, regular

NOTEBOOK, PYTHON = ".ipynb", ".py"
MAX_DEPTH = 3  # folders in folders
MAX_FOLDERS = 50
MAX_LOOKED_AT = 20
MAX_BYTES_OF_ALL = 2 * MAX_BYTES + 2
_ENDING = re.compile(r"(\.ipynb|\.py)(?:\.txt|\.json)?$", re.IGNORECASE)
_MAYBE = (".json", ".txt")  # what some browsers make of a notebook


@dataclass(frozen=True)
class Piece:
    """A file that may be the work.

    `named` says that its name is the right one, `exercise` what its content belongs to: empty where
    nothing in it says. `answered` says whether any answer may be written in it: None where nobody
    has looked, since no other file was there to be chosen.
    """

    place: Path
    content: bytes
    is_python: bool
    named: bool
    exercise: str
    modified: float
    answered: bool | None = None

    @property
    def is_notebook(self) -> bool:
        return not self.is_python


def pieces(folder: Path, exercise: Exercise) -> list[Piece]:
    """The files in a folder, and in folders in it, that may be the work; the best one first.

    Only the content of the first one is kept.
    """
    found: list[Piece] = []
    unread: list[Piece] = []
    reader = _Reader(exercise)
    left = MAX_BYTES_OF_ALL
    for path in _places(folder, exercise.name):
        state = regular(path)
        if state is not None and min(state.st_size, MAX_BYTES + 1) > left:
            unread += _unread(path, state.st_mtime)
            continue
        piece = read_piece(path, exercise, folder)
        if piece is None:
            continue
        left -= len(piece.content)
        found.append(piece)
        if len(found) > 1:
            found = [reader.looked_into(each) for each in found]
        found.sort(key=lambda each: _rank(each, exercise.name, folder), reverse=True)
        found[1:] = [replace(each, content=b"") for each in found[1:]]
    return found + unread


def _unread(path: Path, modified: float) -> Iterator[Piece]:
    """A file that is not looked at, as the others are large."""
    is_python = is_python_file(path.name, b"")
    if is_python is not None:
        yield Piece(path, b"", is_python, named=False, exercise="", modified=modified)


def read_piece(path: Path, exercise: Exercise, folder: Path | None = None) -> Piece | None:
    """Read one file that may be the work; None where it can be none, or cannot be read."""
    content = read_regular(path, MAX_BYTES + 1)
    is_python = is_python_file(path.name, content or b"")
    state = regular(path)
    if content is None or is_python is None or state is None:
        return None
    known = known_releases(exercise.course_folder)
    found = owner(
        marks(content, is_python=is_python), known, is_python=is_python, wanted=exercise.name
    )
    return Piece(
        place=path,
        content=content,
        is_python=is_python,
        named=path.parent == (folder or path.parent) and path.name in right_names(exercise.name),
        exercise=found,
        modified=state.st_mtime,
    )


def exercise_of(course: Course, path: Path) -> str | None:
    """The exercise that a file belongs to by what is in it: empty where nothing says, and None
    where it can be no work at all. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    is_python = is_python_file(path.name, content)
    if is_python is None:
        return None
    found = marks(content, is_python=is_python)
    return owner(found, known_releases(course.folder), is_python=is_python, wanted=path.stem)


def is_work(name: str) -> bool:
    """Whether a file is called like a notebook or a Python file."""
    return _ENDING.search(name) is not None


def right_names(exercise: str) -> tuple[str, str]:
    """The names that an exercise is to be handed in under."""
    return exercise + NOTEBOOK, exercise + PYTHON


def chosen(found: list[Piece], exercise: str) -> Piece | None:
    """The one that is graded: the first, unless nothing says that it belongs here.

    A notebook that says nothing is believed where no other file is there to be meant.
    """
    if not found or found[0].exercise not in ("", exercise):
        return None
    best = found[0]
    lone = best.is_notebook and sum(each.is_notebook for each in found) == 1
    return best if best.named or best.exercise == exercise or lone else None


def is_python_file(name: str, content: bytes) -> bool | None:
    """Whether it is a Python file, and no notebook; None where it is neither. What is called like
    the one and is plainly the other is what it holds."""
    ending = _ENDING.search(name)
    if ending is None:
        return False if b'"nbformat"' in content else None
    if ending[1].lower() == PYTHON:
        return not _looks_like_a_notebook(content)
    return _looks_like_python(content)


def _looks_like_a_notebook(content: bytes) -> bool:
    begins = content[:100].removeprefix(codecs.BOM_UTF8).lstrip()
    return begins.startswith(b"{") and b'"nbformat"' in content and b'"cells"' in content


def _looks_like_python(content: bytes) -> bool:
    """Whether it is text that gives names their values, as no JSON does, and no page of the web."""
    begins = content[:100].removeprefix(codecs.BOM_UTF8).lstrip()
    if begins[:1] in (b"", b"{", b"[", b"<") or b"\0" in content:
        return False
    try:
        return bool(names_in(content[:MAX_SOURCE].decode("utf-8-sig", "strict")))
    except UnicodeDecodeError:
        return False


def _rank(piece: Piece, exercise: str, folder: Path) -> tuple[bool | float, ...]:
    fits = piece.exercise == exercise
    return (
        piece.exercise in ("", exercise),
        (fits or piece.named) and piece.answered is True,  # before one as it was given out
        fits,
        piece.named,
        piece.is_notebook,
        piece.place.parent == folder,
        piece.modified,
    )


class _Reader:
    """Looks into the files of one submission, to choose one: at no more code than is read of one
    work, in all of them together."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise.name
        self._known = known_releases(exercise.course_folder).get(exercise.name)
        self._left = MAX_READ_OF_ALL

    def looked_into(self, piece: Piece) -> Piece:
        """The piece, with whether any answer may be in it; what cannot be read holds none."""
        if piece.answered is not None:
            return piece
        if self._known is None or piece.exercise not in ("", self._exercise):
            return replace(piece, answered=False)
        try:
            return replace(piece, answered=self._is_answered(piece, self._known.notebook))
        except SubmissionError:
            return replace(piece, answered=False)

    def _is_answered(self, piece: Piece, release: RawNotebook) -> bool:
        if piece.is_python:
            work = read_python(piece.content, (), release)
        else:
            notebook = read_notebook(whole(piece.content))
            work = match(notebook, release, self._exercise, most=self._left)
        found = is_answered(work, release, self._left)
        self._left -= min(self._left, length(own_code(work)))
        return found


def _places(folder: Path, exercise: str) -> list[Path]:
    """Where the work may be: the right names first, so that others cannot crowd them out."""
    named = [folder / name for name in right_names(exercise)]
    others = [path for path in files_in(folder) if path not in named]
    likely = [path for path in others if _ENDING.search(path.name)]
    maybe = [path for path in others if path.suffix in _MAYBE and path not in likely]
    return [*named, *likely, *maybe][:MAX_LOOKED_AT]


def files_in(folder: Path) -> Iterator[Path]:
    """The regular files in a folder, and in folders in it."""
    waiting, seen = [(folder, 0)], 0
    while waiting and seen < MAX_FOLDERS:
        place, depth = waiting.pop(0)
        seen += 1
        for name in filter(is_plain, names(place)):
            path = place / name
            match kind(path):
                case Kind.FILE:
                    yield path
                case Kind.FOLDER if depth < MAX_DEPTH:
                    waiting.append((path, depth + 1))


def known_releases(course_folder: Path) -> Mapping[str, Released]:
    """What tells each exercise of the course."""
    known = {}
    for path in sorted(course_folder.glob(f"release/*/*{NOTEBOOK}")):
        if path.stem == path.parent.name:
            state = path.stat()
            known[path.stem] = _read_release(path, state.st_mtime_ns, state.st_size)
    return known


def title_of(release: Released) -> str:
    """What an exercise is called in the notebook that was given out; empty where it is not."""
    heading = next((each for each in release.notebook.cells if each.type == "markdown"), None)
    first = heading.source.partition("\n")[0] if heading is not None else ""
    return first.removeprefix("# ").strip() if first.startswith("# ") else ""


@lru_cache(maxsize=256)
def _read_release(path: Path, _changed: int, _size: int) -> Released:
    try:
        return released(read_notebook(path.read_bytes()))
    except (OSError, SubmissionError):  # it is built anew, or broken: grading will say so
        return Released(frozenset(), frozenset(), RawNotebook(()))
