"""How much of the disk a student's process holds, in the level `base`, where the scratch folder is
an ordinary one: files in it, and files that are deleted but still open or mapped."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterator
from pathlib import Path

BLOCK = 512
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_FILES = 10_000  # in the level `full` the scratch folder's own file system says so
DELETED = " (deleted)"


def used(scratch: Path, process: int) -> float:
    """Bytes on disk; endless where there are too many files, or where they cannot be counted."""
    sizes: dict[int, int] = {}  # by inode: a file with two names counts once
    try:
        for number, status in enumerate((*_in_folder(scratch), *_open(process))):
            sizes[status.st_ino] = status.st_blocks * BLOCK
            if number > MAX_FILES:
                return math.inf
        hidden = _mapped(scratch, process) - sizes.keys()
    except FileNotFoundError:
        return 0  # the process has just ended
    except OSError:
        return math.inf  # a name too long, a folder closed to us: nothing that happens by accident
    return sum(sizes.values()) + len(hidden) * MAX_FILE_BYTES


def _in_folder(folder: Path) -> Iterator[os.stat_result]:
    waiting = [str(folder)]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    yield entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:
            continue  # gone meanwhile


def _open(process: int) -> Iterator[os.stat_result]:
    """Files that are open in one of its threads (each can have a table of its own), but deleted."""
    for task in Path(f"/proc/{process}/task").iterdir():
        for link in (task / "fd").iterdir():
            try:
                status = link.stat()
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                yield status


def _mapped(scratch: Path, process: int) -> set[int]:
    """The inodes of files that are mapped, but deleted: how large they are cannot be seen."""
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            lines = (task / "maps").read_text().splitlines()
        except ProcessLookupError:
            continue  # this thread has ended
        if lines:  # the same for all
            return {
                int(line.split()[4])
                for line in lines
                if line.endswith(DELETED) and f" {scratch}/" in line
            }
    return set()
