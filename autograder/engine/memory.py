"""How much memory processes hold: proportional set size, so what they share counts once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_PSS = re.compile(rb"^Pss:\s+(\d+) kB$", re.MULTILINE)


def proportional_set_size(processes: Iterable[int]) -> int:
    """In bytes, of all these processes together; one that has ended holds nothing."""
    return sum(map(_of, processes))


def _of(process: int) -> int:
    try:
        found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_bytes())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
