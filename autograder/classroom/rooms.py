"""Folders for copies of what a class has handed in: none of them outlives whoever has made it.

Whoever makes one holds a lock on it, which the kernel takes away from the dead. It has the lock
before it has the name by which it is found, so one that nobody holds was left by somebody who was
killed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NOT_YET = ".autograder-new-"  # an empty folder that has no lock yet


@contextmanager
def room(place: Path, prefix: str, unless: str = "") -> Iterator[Path]:
    """A new folder that only we can look into; it is gone when the block ends, `unless` a file of
    this name is in it. Raises OSError."""
    path, lock = _make(place, prefix)
    try:
        yield path
    finally:
        if not unless or not (path / unless).exists():
            shutil.rmtree(path, ignore_errors=True)
        os.close(lock)


def remove_left_rooms(place: Path, prefix: str, unless: str = "") -> None:
    """Remove the folders in a place that killed processes of this user have left behind, but for
    those in which there is a file called `unless`."""
    for path in place.glob(f"{prefix}*"):
        with suppress(OSError):  # another one removes it, too; or locks are not known here
            _remove_if_left(path, unless)


def hold(number: int) -> None:
    """Let everybody see that this folder or file is in use, as long as it is open."""
    with suppress(OSError):  # a file system without locks
        fcntl.flock(number, fcntl.LOCK_EX)


def is_held(path: Path) -> bool:
    """Whether somebody uses a folder or file. Raises OSError where it is not there, or on a file
    system without locks."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        return not _take(number, fcntl.LOCK_SH)
    finally:
        os.close(number)


def _make(place: Path, prefix: str) -> tuple[Path, int]:
    new = Path(tempfile.mkdtemp(prefix=NOT_YET, dir=place))
    try:
        lock = os.open(new, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        hold(lock)
        path = new.with_name(prefix + new.name.removeprefix(NOT_YET))
        new.rename(path)
    except OSError:
        new.rmdir()
        raise
    return path, lock


def _remove_if_left(path: Path, unless: str) -> None:
    lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        is_ours = os.fstat(lock).st_uid == os.geteuid()
        if is_ours and _take(lock, fcntl.LOCK_EX) and not (unless and (path / unless).exists()):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _take(lock: int, how: int) -> bool:
    """Take a lock; False where somebody else has it. Raises OSError where there are none."""
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
