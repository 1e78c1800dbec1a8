"""The answers of a class to its questions, as formgrader shows them: out of autograded/."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from autograder.course import Course
from autograder.errors import SubmissionError
from autograder.files import read_regular
from autograder.notebooks.raw import MAX_BYTES, read_notebook
from autograder.outputs import places

MOST_KEPT = 3_000  # notebooks: those of several large classes
DIGEST_BYTES = 16


class Answer(msgspec.Struct, frozen=True):
    """An answer to a question. `digest` is the same for answers that read the same; `pictures` are
    PNG, encoded as in the notebook."""

    text: str
    pictures: tuple[str, ...]
    digest: str
    is_code: bool


class Answers:
    """What was read of autograded notebooks. They are kept as long as their files stay the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Path, tuple[tuple[int, int], dict[str, Answer]]] = OrderedDict()

    def of(self, course: Course, exercise: str, student: str) -> dict[str, Answer]:
        """A student's answers by question; empty where there is no notebook that can be read."""
        path = places(course, exercise, student).notebook
        try:
            stat = path.stat()
        except OSError:
            return {}
        version = stat.st_mtime_ns, stat.st_ino
        with self._lock:
            known = self._kept.get(path)
        if known is not None and known[0] == version:
            return known[1]
        found = _read(path)
        with self._lock:
            self._kept[path] = version, found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _read(path: Path) -> dict[str, Answer]:
    content = read_regular(path, MAX_BYTES + 1)
    try:
        cells = read_notebook(content or b"").cells
    except SubmissionError:
        return {}
    return {
        cell.grade_id: _answer(cell.source, cell.pictures.values(), is_code=cell.type == "code")
        for cell in cells
        if cell.grade_id and not cell.locked
    }


def _answer(text: str, pictures: Iterable[str], *, is_code: bool) -> Answer:
    """Blanks and empty lines make no difference to an answer in words; in code they may."""
    same = text.rstrip() if is_code else " ".join(text.split())
    shown = tuple(pictures)
    told = "\0".join((same, *sorted(shown))).encode(errors="replace")
    digest = hashlib.blake2b(told, digest_size=DIGEST_BYTES).hexdigest()
    return Answer(text.strip("\n"), shown, digest, is_code)
