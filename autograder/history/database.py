"""The database of a course: opened, migrated, read and written.

Several processes may write at once. What was committed is on disk.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import ValidationError
from sqlalchemy import Connection

from autograder.closing import Closing
from autograder.errors import HistoryError
from autograder.history import postgres, sqlite
from autograder.history.migrations import HISTORY, Part, is_current, migrate
from autograder.history.place import Place, shown
from autograder.history.trouble import BUSY, DAMAGED, NEW_ONE, in_words

# What comes of damaged rows: text that is none, no number, no date, JSON or bytes, no such id.
NOT_OURS = (
    AttributeError, LookupError, OverflowError, TypeError, ValidationError, ValueError, zlib.error,
)  # fmt: skip


class Database(Closing):
    """A database of a course, open inside a `with` block. Threads may share it, forks may not."""

    def __init__(self, place: Place, parts: Sequence[Part] = (HISTORY,)) -> None:
        """Opens the file, or the database on a server, with these parts, each made or migrated
        where that is needed; raises HistoryError."""
        self._place = place
        self.is_file = isinstance(place, Path)
        self._turn = threading.Lock()
        with in_words(place):
            if isinstance(place, Path):
                self._engine = sqlite.open_file(place)
            else:
                self._engine = postgres.open_server(place)
            try:
                for part in parts:
                    self._bring_up(part)
            except BaseException:
                self._engine.dispose()
                raise
        self._which = sqlite.which(place) if isinstance(place, Path) else None

    @property
    def where(self) -> str | Path:
        """The place, for a person: without a password."""
        return shown(self._place)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads: it sees one state of the database, and stops nobody. Raises
        HistoryError where that cannot be."""
        with in_words(self._place):
            self._see_that_it_is_there()
            with self._reading() as connection:
                yield connection

    @contextmanager
    def writing(self, *about: str) -> Iterator[Connection]:
        """A transaction that writes all or nothing: all of it is on disk when the block ends. It
        waits for its turn before it begins. Raises HistoryError where that cannot be.

        `about` names all that is read and written, as a rule people by their ids: nobody else
        writes about the same meanwhile. Without a name nobody else writes at all, which is always
        right. In a file, it is always so.
        """
        with in_words(self._place):
            self._see_that_it_is_there()
            with self._writing(about) as connection:
                yield connection

    def compact(self, patience: float) -> None:
        """Let nothing be left of rows that were deleted; raises HistoryError where somebody is in
        the way for long: in a file, for so many seconds."""
        with in_words(self._place):
            if self.is_file:
                sqlite.compact(self._engine, patience)
            else:
                postgres.compact(self._engine)

    def _see_that_it_is_there(self) -> None:
        """What is written into a file that somebody has taken away would be lost without a word."""
        if isinstance(self._place, Path) and sqlite.which(self._place) != self._which:
            raise HistoryError(
                "The history was moved away or replaced while it was in use.",
                todo="Stop this program, put the right file there, and start it again.",
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as plain:
            connection = plain if self.is_file else postgres.for_reading(plain)
            with connection.begin():
                yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """The threads of this process write into a file one after the other. SQLite would let those
        who wait look again from time to time, whoever came first; and each would hold one of the
        connections, which others need to read."""
        if not self.is_file:
            yield
            return
        if not self._turn.acquire(timeout=sqlite.PATIENCE):
            what, todo = BUSY
            raise HistoryError(what, todo=todo)
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _writing(self, about: Sequence[str] = ()) -> Iterator[Connection]:
        with self._in_turn(), self._engine.connect() as plain:
            connection = sqlite.for_writing(plain) if self.is_file else plain
            with connection.begin():
                if not self.is_file:
                    postgres.take_turns(connection, about)
                yield connection

    def _bring_up(self, part: Part) -> None:
        with rows_of_ours(), self._reading() as connection:
            done = is_current(connection, part)
        if not done:
            with self._writing() as connection:
                if not self.is_file:
                    postgres.make_schema(connection)
                migrate(connection, part)


@contextmanager
def rows_of_ours() -> Iterator[None]:
    """Where rows are read; raises HistoryError where one says what we never write."""
    try:
        yield
    except NOT_OURS as error:
        raise HistoryError(DAMAGED, todo=NEW_ONE) from error
