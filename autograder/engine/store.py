"""Gradings on disk, by their keys, in a folder that grows only so far.

What was not used for longest goes first: above all what an older state of the exercise has left,
which nobody asks for again. Nothing here stops a grading: on a full disk, it is just not kept.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

import msgspec

from autograder.errors import FileError
from autograder.files import write_atomically
from autograder.grading import Graded

MOST = 10_000  # gradings of one exercise
MOST_BYTES = 512 << 20
ONE_IN = 64  # writes looks for what has to go


class Store:
    """The gradings of one exercise."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when something is kept."""
        self._folder = folder
        self._writes = 0

    def read(self, key: str) -> Graded | None:
        """What is kept under a key; it counts as used now. None where there is nothing."""
        path = self._folder / key
        try:
            graded = msgspec.msgpack.decode(path.read_bytes(), type=Graded)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None  # not there, damaged, or of an older version: it is graded again
        with suppress(OSError):
            os.utime(path)
        return graded

    def write(self, key: str, graded: Graded) -> None:
        """Keep a grading, if there is room for it."""
        with suppress(FileError):  # a full disk: the grading itself is not lost
            write_atomically(self._folder / key, msgspec.msgpack.encode(graded))
        self._writes += 1
        if self._writes % ONE_IN == 1:
            self._remove_oldest()

    def _remove_oldest(self) -> None:
        """Let go of what is beyond the bounds."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            kept = [(entry.stat(), entry.path) for entry in entries if entry.name[0] != "."]
            kept.sort(key=lambda each: each[0].st_mtime_ns, reverse=True)
            sizes = accumulate(state.st_size for state, _path in kept)
            for number, ((_state, path), total) in enumerate(zip(kept, sizes, strict=True)):
                if number >= MOST or total > MOST_BYTES:
                    Path(path).unlink(missing_ok=True)
