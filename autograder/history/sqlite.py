"""A database in a file: SQLite, with readers that nobody stops, and one writer at a time."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from autograder.errors import HistoryError

PATIENCE = 10.0  # seconds that one writer waits for the others
LOOK_EVERY = 0.1  # seconds
WRITES = "writes"  # the option of a connection whose transactions take the lock at once


def open_file(path: Path) -> Engine:
    """The file as an engine; makes its folder. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def which(path: Path) -> tuple[int, int] | None:
    """What tells one file from another, whatever they are called; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def for_writing(connection: Connection) -> Connection:
    """One whose transactions wait for their turn before they begin."""
    return connection.execution_options(**{WRITES: True})


def compact(engine: Engine, patience: float) -> None:
    """Write the file anew: else what was taken out would lie in pages that nobody uses, and in the
    file beside it, as long as somebody reads an older state. Raises HistoryError where that one
    does not end within so many seconds."""
    end = time.monotonic() + patience
    with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
        cursor.execute("VACUUM")
        while _checkpoint(cursor):
            if time.monotonic() > end:
                raise HistoryError(
                    "Another program reads the history and does not let go of it, so what was "
                    "taken out of it can still be found on this disk.",
                    todo="Stop that program, and run the command again.",
                )
            time.sleep(LOOK_EVERY)


def _checkpoint(cursor: Any) -> bool:
    """Empty the file beside; whether somebody is in the way."""
    return bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def _prepare(connection: Any, _record: Any) -> None:
    """Every connection to the file, as it is opened."""
    connection.isolation_level = None  # transactions begin where `_begin` says, and nowhere else
    cursor = connection.cursor()
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Readers and a writer do not wait for each other then. Where the file system cannot do that,
    they do. SQLite itself does not wait for its turn to switch this on."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
