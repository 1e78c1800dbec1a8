"""Questions of students about a grade, and what was said there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, insert, select, update

from autograder.history import new_id
from autograder.service.store.marking_tables import SAID, THREADS
from autograder.service.store.rows import columns_of, made_of


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a person about the grade of a hand-in; it is open until it was answered."""

    id: str = msgspec.field(default_factory=new_id)
    submission: str
    exercise: str
    question: str
    person: str
    asked_at: datetime
    is_open: bool = True


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote in one."""

    writer: str
    at: datetime
    text: str


def begin_thread(connection: Connection, new: Thread, text: str) -> None:
    """A student asks."""
    connection.execute(insert(THREADS).values(**msgspec.structs.asdict(new)))
    say(connection, new, Words(writer=new.person, at=new.asked_at, text=text))


def say(connection: Connection, thread: Thread, words: Words) -> None:
    """Somebody writes: the question is open where its student has the last word."""
    row = {"id": new_id(), "thread": thread.id, "person": thread.person}
    connection.execute(insert(SAID).values(**row, **msgspec.structs.asdict(words)))
    own = update(THREADS).where(THREADS.c.id == thread.id)
    connection.execute(own.values(is_open=words.writer == thread.person))


def thread(connection: Connection, id: str) -> Thread | None:
    """The question with this id."""
    row = connection.execute(_threads().where(THREADS.c.id == id)).mappings().first()
    return None if row is None else made_of(row, Thread)


def threads_about(connection: Connection, submission: str) -> list[Thread]:
    """All about a hand-in, the first one first."""
    asked = _threads().where(THREADS.c.submission == submission).order_by(THREADS.c.id)
    return [made_of(row, Thread) for row in connection.execute(asked).mappings()]


def all_threads(connection: Connection, most: int) -> list[Thread]:
    """Those first that wait for an answer; of each sort the newest first."""
    order = THREADS.c.is_open.desc(), THREADS.c.id.desc()
    rows = connection.execute(_threads().order_by(*order).limit(most)).mappings()
    return [made_of(row, Thread) for row in rows]


def open_threads(connection: Connection) -> int:
    """How many wait for an answer."""
    asked = select(func.count()).select_from(THREADS).where(THREADS.c.is_open)
    return connection.scalar(asked) or 0


def words_of(connection: Connection, thread: str) -> list[Words]:
    """What was said, the first first."""
    asked = select(*columns_of(SAID, Words)).where(SAID.c.thread == thread).order_by(SAID.c.id)
    return [made_of(row, Words) for row in connection.execute(asked).mappings()]


def _threads() -> Select[Any]:
    return select(*columns_of(THREADS, Thread))
