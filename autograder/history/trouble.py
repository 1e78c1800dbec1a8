"""What can go wrong with a database, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from autograder.errors import HistoryError
from autograder.history.place import Place, shown
from autograder.history.server_troubles import is_of_a_server, said_by_a_server

NEW_ONE = "Put a copy of it in its place, or move it away: a new history is begun then."
DAMAGED = "The history is damaged."
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


@contextmanager
def in_words(place: Place) -> Iterator[None]:
    """Turn what the database and the disk say into HistoryError, with the place."""
    try:
        yield
    except HistoryError as error:
        raise HistoryError(error.what, where=shown(place), todo=error.todo) from error
    except OSError as error:
        raise HistoryError(
            f"The history cannot be used: {error.strerror or error}.",
            where=shown(place),
            todo="Make room, or make its folder writable for you, and run the command again.",
        ) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        what, todo = _said(error)
        raise HistoryError(what, where=shown(place), todo=todo) from error


def _said(error: SQLAlchemyError | sqlite3.Error) -> tuple[str, str]:
    """What happened, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(error, sqlite3.Error):
        cause = error
    if isinstance(error, NoConnection):
        return BUSY
    if cause is not None and is_of_a_server(cause):
        return said_by_a_server(cause, "history")
    # An error without a code is Python's own, about what it has read.
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if cause else 0)
    code &= 0xFF  # without what is only for experts
    first_line = str(cause or error).partition("\n")[0]
    return TROUBLES.get(code, (f"The history does not accept this: {first_line}.", NEW_ONE))
