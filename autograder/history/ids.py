"""Ids that sort by when they were made, and that nobody can guess: UUIDs of version 7."""

from __future__ import annotations

import secrets
import time
from threading import Lock
from uuid import UUID

TICKS = 4096  # of a millisecond; RFC 9562 calls this the replacement of the leftmost random bits
RANDOM_BITS = 62
_lock = Lock()
_last = 0


def new_id() -> str:
    """A new id: those of one process sort in the order in which they were made, and those of
    several by their clocks. 62 of its bits are random, anew each time."""
    global _last
    with _lock:
        _last = ticks = max(_last + 1, time.time_ns() * TICKS // 1_000_000)
    milliseconds, fraction = divmod(ticks, TICKS)
    value = milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(RANDOM_BITS)
    return str(UUID(int=value))
