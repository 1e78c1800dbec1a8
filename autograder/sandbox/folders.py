"""Folders that a student side needs: they are gone when it is, also where it was killed.

Whoever makes one holds a lock on it as long as it lives, which the kernel takes away from the dead.
So a folder that nobody holds was left behind, and the next student side removes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VAR_TMP = "/var/tmp"
OURS = "autograder-"
NEW_SECONDS = 60.0  # in which whoever has made one has its lock


@dataclass
class Held:
    """A folder of ours, and the descriptor by which it is held; None once it is removed."""

    path: Path
    lock: int | None

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def make_folder(kind: str) -> Held:
    """A new folder that only we can look into. Not below /tmp, which a student sees as a scratch
    folder. Raises OSError."""
    path = Path(tempfile.mkdtemp(prefix=f"{OURS}{kind}-", dir=_place()))
    try:
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        path.rmdir()
        raise
    with suppress(OSError):  # a file system without locks: it is removed when it is closed
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return Held(path, lock)


def remove_abandoned(kinds: tuple[str, ...], new_seconds: float = NEW_SECONDS) -> None:
    """Remove the folders of these kinds that killed processes of this user have left behind."""
    place = Path(_place() or tempfile.gettempdir())
    for kind in kinds:
        for path in place.glob(f"{OURS}{kind}-*"):
            with suppress(OSError):  # another one removes it, too; or locks are not known here
                _remove_if_abandoned(path, new_seconds)


def _remove_if_abandoned(path: Path, new_seconds: float) -> None:
    lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        state = os.fstat(lock)
        is_new = time.time() - state.st_mtime < new_seconds
        if state.st_uid != os.geteuid() or is_new or not stat.S_ISDIR(state.st_mode):
            return
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _place() -> str | None:
    return VAR_TMP if os.access(VAR_TMP, os.W_OK) else None
