"""Files and folders put in the place of others: all of them, or none.

What is there stands aside until everything is in its place. Whoever is stopped in between leaves a
list of what was there, by which the next one puts it back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from autograder.classroom.kept import ROOM, UNDO
from autograder.files import write_atomically

OLD = "old"


class Moved(msgspec.Struct, frozen=True):
    """A place, and whether something was there."""

    place: str
    was_there: bool


def swap(room: Path, pairs: Iterable[tuple[Path, Path]]) -> None:
    """Put each of these in its place; where the first is missing, nothing is there afterwards. The
    room is a folder in which the old ones stand meanwhile. Raises OSError and FileError, and has
    changed nothing then."""
    pairs = list(pairs)
    moved = [Moved(str(place), _is_there(place)) for _new, place in pairs]
    (room / OLD).mkdir()
    write_atomically(room / UNDO, msgspec.json.encode(moved), durable=True)
    try:
        for number, (_new, place) in enumerate(pairs):
            if _is_there(place):
                shutil.move(place, room / OLD / str(number))
        for new, place in pairs:
            if _is_there(new):
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(new, place)
    except BaseException:
        _undo(room)
        raise
    (room / UNDO).unlink()


def finish_swaps(folder: Path) -> None:
    """Put back what somebody who was stopped has moved away in a course, and remove what is left of
    that. Raises OSError."""
    for room in folder.glob(f"{ROOM}*"):
        if (room / UNDO).exists():
            _undo(room)
        shutil.rmtree(room, ignore_errors=True)


def _undo(room: Path) -> None:
    moved = msgspec.json.decode((room / UNDO).read_bytes(), type=list[Moved])
    for number, each in enumerate(moved):
        place, old = Path(each.place), room / OLD / str(number)
        if _is_there(old):
            _remove(place)
            shutil.move(old, place)
        elif not each.was_there:
            _remove(place)
    (room / UNDO).unlink()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
