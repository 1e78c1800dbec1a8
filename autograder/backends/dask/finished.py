"""What has finished in other threads, in that order."""

from __future__ import annotations

import threading
from collections import deque


class Finished:
    """A queue of keys that can be looked into without taking anything out."""

    def __init__(self) -> None:
        self._keys: deque[str] = deque()
        self._changed = threading.Condition()

    def put(self, key: str) -> None:
        """Add what has finished."""
        with self._changed:
            self._keys.append(key)
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Whether there is something, or comes within that time."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._keys), max(0.0, seconds))

    def take(self, seconds: float) -> str | None:
        """The first one; None if none comes within that time."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._keys), seconds)
            return self._keys.popleft() if self._keys else None
