"""Who is on the leaderboard of an exercise, under which pseudonym, with which figure."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from autograder.service.store.leaderboards_table import LEADERBOARDS
from autograder.service.store.rows import columns_of, made_of


class OnBoard(msgspec.Struct, frozen=True):
    """Somebody who has joined. Without a `figure` they have no place yet."""

    person: str
    pseudonym: str
    seems: str
    figure: float | None = None


def on_board(connection: Connection, exercise: str) -> list[OnBoard]:
    """All who have joined that of an exercise."""
    asked = select(*columns_of(LEADERBOARDS, OnBoard)).where(LEADERBOARDS.c.exercise == exercise)
    return [made_of(row, OnBoard) for row in connection.execute(asked).mappings()]


def is_on_board(connection: Connection, exercise: str, person: str) -> bool:
    """Whether a person has joined."""
    asked = select(LEADERBOARDS.c.person).where(*_own(exercise, person))
    return connection.scalar(asked) is not None


def put_on_board(connection: Connection, exercise: str, new: OnBoard) -> None:
    """Somebody joins, or is called otherwise from now on."""
    leave_board(connection, exercise, new.person)
    connection.execute(
        insert(LEADERBOARDS).values(exercise=exercise, **msgspec.structs.asdict(new))
    )


def set_figure(connection: Connection, exercise: str, person: str, figure: float | None) -> None:
    """Write down the best figure of somebody who has joined."""
    own = update(LEADERBOARDS).where(*_own(exercise, person))
    connection.execute(own.values(figure=figure))


def leave_board(connection: Connection, exercise: str, person: str) -> None:
    """Nothing stays of somebody who leaves."""
    connection.execute(delete(LEADERBOARDS).where(*_own(exercise, person)))


def _own(exercise: str, person: str) -> tuple[ColumnElement[bool], ...]:
    return LEADERBOARDS.c.exercise == exercise, LEADERBOARDS.c.person == person
