"""What the history that is here knows and a backup of it does not, and what is kept in mind of it
where the backup takes its place.

Otherwise somebody who was forgotten would be back, and so would what a teacher has decided since:
whoever was let go would be let in again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from autograder.classroom.secret import BYTES
from autograder.classroom.secret import FILE as SECRET
from autograder.errors import HistoryError
from autograder.history import FILE, History
from autograder.service.store.kept_apart import (
    Backup,
    Mark,
    backups,
    forgotten,
    put_backups,
    put_forgotten,
    under,
)
from autograder.service.store.leaderboards_table import LEADERBOARDS
from autograder.service.store.lti_tables import LTI_GRADES, LTI_STATES
from autograder.service.store.passbacks import UNKNOWN
from autograder.service.store.receipts import newest_number, numbers_go_on_after
from autograder.service.store.tables import IDENTITIES, SERVICE
from autograder.service.upkeep.names import is_text

# As they are here, row by row: who is who, which sign-ins were used, what platforms were told.
CARRIED = (IDENTITIES, LTI_STATES, LTI_GRADES)


class Known(msgspec.Struct, frozen=True):
    """Who was forgotten, the newest number of a receipt, where backups are, and the rows of tables
    that are as they are, whatever a backup says."""

    marks: set[Mark] = set()
    number: int = 0
    backups: list[Backup] = []
    rows: dict[str, list[dict[str, Any]]] = {}


def known_in(folder: Path) -> Known | None:
    """What is known in a course; None where there is no history that can be read."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with History(path, SERVICE) as history, history.database.reading() as connection:
            return Known(
                forgotten(connection),
                newest_number(connection),
                backups(connection),
                {
                    table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
                    for table in (*CARRIED, LEADERBOARDS)
                },
            )
    except HistoryError:
        return None


def keep_in_mind(connection: Connection, known: Known, marks: set[Mark]) -> None:
    """Let another history know it too; `marks` are those of who was forgotten, as they are there.
    What is not known of grades that platforms were told is sent anew."""
    put_forgotten(connection, marks)
    numbers_go_on_after(connection, known.number)
    put_backups(connection, known.backups)
    connection.execute(update(LTI_GRADES).values(progress=UNKNOWN))
    for table in CARRIED:
        for row in known.rows.get(table.name, ()):
            _put(connection, table, row)
    boards = known.rows.get(LEADERBOARDS.name)
    if boards is not None:  # and nothing else: whoever has left since is not on it again
        connection.execute(delete(LEADERBOARDS))
        for row in boards:  # the figures come with the bookings, from the hand-ins that there are
            connection.execute(insert(LEADERBOARDS).values({**row, "figure": None}))


def note_where_it_is(connection: Connection, path: Path, made_at: datetime) -> None:
    """The backup that was made at this time lies here now, wherever it was written."""
    place = str(path.absolute())
    for each in backups(connection):
        if each.made_at == made_at and is_text(place):
            put_backups(connection, [msgspec.structs.replace(each, place=place)])


def marks_under(known: Known, before: bytes, after: bytes) -> set[Mark]:
    """The marks of who was forgotten in a course whose secret was one, and is going to be another.
    Where it was lost here, the backup may have it."""
    secret = before or after
    return under(secret, known.marks) if after and secret != after else known.marks


def secret_in(folder: Path) -> bytes:
    """Empty where there is none, or none that can be read."""
    try:
        found = (folder / SECRET).read_bytes()
    except OSError:
        return b""
    return found if len(found) == BYTES else b""


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    own = and_(*(column == row[column.name] for column in table.primary_key))
    connection.execute(delete(table).where(own))
    connection.execute(insert(table).values(row))
