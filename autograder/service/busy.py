"""Who is having something checked just now: each person one question at a time."""

from __future__ import annotations

import threading


class StillBusy(Exception):
    """Another check of this person is still being done."""


class Busy:
    """Who is having something checked just now: each person one question at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._people: set[str] = set()

    def begin(self, person: str) -> None:
        """Raises StillBusy where there is one already."""
        with self._lock:
            if person in self._people:
                raise StillBusy
            self._people.add(person)

    def end(self, person: str) -> None:
        """It is done."""
        with self._lock:
            self._people.discard(person)
