"""What was read of a file, remembered as long as the file is the same.

Whether an exercise has changed is asked again and again. Its files are looked at each time, but
read only where the file system says that they are others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
State = tuple[int, int, int, int]  # size, times of the last changes, number of the file

MOST_FILES = 4096
# A file that has just been written may be written once more within the same tick of the file
# system's clock; so what is read of it is not remembered yet.
SETTLED = 2_000_000_000  # nanoseconds


def remembered(read: Callable[[Path], Found]) -> Callable[[Path], Found]:
    """A function of a file's content, which reads the file only where it has changed.

    Raises OSError, as `read` does.
    """

    @lru_cache(MOST_FILES)
    def kept(path: Path, _state: State) -> Found:
        return read(path)

    @wraps(read)
    def look(path: Path) -> Found:
        now = path.stat()
        if time.time_ns() - now.st_ctime_ns < SETTLED:
            return read(path)
        return kept(path, (now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino))

    return look
