"""What each asker has under way just now: so much at once, and no more."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class StillBusy(Exception):
    """This asker has as much under way as one may have."""


class Busy:
    """What each asker has under way just now: so much at once, and no more."""

    def __init__(self, most: int = 1) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def one_more(self, asker: str) -> Iterator[None]:
        """For as long as the block lasts; raises StillBusy where that would be too much."""
        self.begin(asker)
        try:
            yield
        finally:
            self.end(asker)

    def begin(self, asker: str) -> None:
        """Raises StillBusy where that would be too much."""
        with self._lock:
            if self._under_way[asker] >= self._most:
                raise StillBusy
            self._under_way[asker] += 1

    def end(self, asker: str) -> None:
        """It is done."""
        with self._lock:
            self._under_way[asker] -= 1
            if self._under_way[asker] <= 0:
                del self._under_way[asker]
