"""The seam for isolation: what a child gives up before it reads its first question.

Levels: `process` is a process group of its own, closed descriptors, an environment of its own and
a private working folder. Stronger levels (Landlock, seccomp, namespaces) come behind the same
function.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_OPEN_FILES = 256


def enter(level: str, scratch: Path, keep: Iterable[int]) -> None:
    """Leave everything behind but the descriptors in `keep`; raises ValueError for no level."""
    if level != "process":
        raise ValueError(f"unknown level of isolation: {level}")
    os.setsid()
    _silence_standard_streams()
    _close_all_but(keep)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, MAX_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "XDG_CACHE_HOME"):
        os.environ[name] = str(scratch)
    os.chdir(scratch)
    sys.path.insert(0, "")  # as in Jupyter: what lies beside the notebook can be imported


def _silence_standard_streams() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _close_all_but(keep: Iterable[int]) -> None:
    kept = {0, 1, 2, *keep}
    for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if number not in kept:
            try:
                os.close(number)
            except OSError:
                pass  # the descriptor of the listing itself
