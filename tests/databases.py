"""SQLite databases, looked into and changed by tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(place: Path | str, *, uri: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept. It is closed, which sqlite3's own `with` does not do."""
    with closing(sqlite3.connect(place, uri=uri)) as connection, connection:
        yield connection
