"""The file of the history: opened, migrated, and what can go wrong with it in words.

Several processes may write at once: each transaction that writes begins by taking the lock, and
waits for it. What was committed is on disk.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from autograder.closing import Closing
from autograder.errors import HistoryError
from autograder.history.migrations import HISTORY, Part, is_current, migrate

PATIENCE = 10.0  # seconds that one writer waits for the others
WRITES = "writes"  # the option of a connection whose transactions take the lock at once
NEW_ONE = "Put a copy of it in its place, or move it away: a new history is begun then."
DAMAGED = "The history is damaged."
# What comes of damaged rows: text that is none, no number, no date, JSON or bytes, no such id.
NOT_OURS = (
    AttributeError, LookupError, OverflowError, TypeError, ValidationError, ValueError, zlib.error,
)  # fmt: skip
BUSY = (
    "Another program is writing into the history.",
    "Wait for it, and run the command again.",
)
TROUBLES = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: (
        "The history cannot be written.",
        "Make this file and its folder writable for you.",
    ),
    sqlite3.SQLITE_FULL: (
        "There is no room left for the history.",
        "Make room, and run the command again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk does not take or give the history.",
        "See that there is room, and that the disk works.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The history cannot be opened.",
        "See that its folder exists, and is writable for you.",
    ),
    sqlite3.SQLITE_NOTADB: ("This file is no history.", NEW_ONE),
    sqlite3.SQLITE_CORRUPT: (DAMAGED, NEW_ONE),
}


class Database(Closing):
    """A database of a course, open inside a `with` block. Threads may share it, forks may not."""

    def __init__(self, path: Path, parts: Sequence[Part] = (HISTORY,)) -> None:
        """Opens the file, with these parts, each made or migrated where that is needed; raises
        HistoryError."""
        self.path = path
        with in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.engine = create_engine(
                URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE}
            )
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)
            try:
                for part in parts:
                    self._bring_up(part)
            except BaseException:
                self.engine.dispose()
                raise

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads; raises HistoryError where that cannot be."""
        with in_words(self.path), reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes all or nothing: all of it is on disk when the block ends.
        Raises HistoryError where that cannot be."""
        with in_words(self.path), writing(self.engine) as connection:
            yield connection

    def _bring_up(self, part: Part) -> None:
        with rows_of_ours(), reading(self.engine) as connection:
            done = is_current(connection, part)
        if not done:
            with writing(self.engine) as connection:
                migrate(connection, part)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads: it sees one state of the database, and stops nobody."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def rows_of_ours() -> Iterator[None]:
    """Where rows are read; raises HistoryError where one says what we never write."""
    try:
        yield
    except NOT_OURS as error:
        raise HistoryError(DAMAGED, todo=NEW_ONE) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes all or nothing; it waits for its turn before it begins."""
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def in_words(where: Path) -> Iterator[None]:
    """Turn what the database and the disk say into HistoryError, with the place."""
    try:
        yield
    except HistoryError as error:
        raise HistoryError(error.what, where=where, todo=error.todo) from error
    except OSError as error:
        raise HistoryError(
            f"The history cannot be used: {error.strerror or error}.",
            where=where,
            todo="Make room, or make its folder writable for you, and run the command again.",
        ) from error
    except SQLAlchemyError as error:
        what, todo = _said(error)
        raise HistoryError(what, where=where, todo=todo) from error


def _said(error: SQLAlchemyError) -> tuple[str, str]:
    """What happened, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    # An error without a code is Python's own, about what it has read.
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if cause else 0)
    code &= 0xFF  # without what is only for experts
    first_line = str(cause or error).partition("\n")[0]
    return TROUBLES.get(code, (f"The history does not accept this: {first_line}.", NEW_ONE))


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
