"""The version of the history's tables, and the steps from each version to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, insert, inspect, select

from autograder.errors import HistoryError
from autograder.history.tables import METADATA, VERSION

Step = Callable[[Connection], None]


# The first step leads from version 1 to version 2, and so on. A step changes what is there; an
# empty database gets the tables as `tables` has them now.
STEPS: tuple[Step, ...] = ()


def version_of(connection: Connection) -> int:
    """The version of a database; 0 of an empty one. Raises HistoryError where it is not ours."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    found = connection.scalar(select(VERSION.c.version)) if VERSION.name in tables else None
    if found is None:
        raise HistoryError(
            "This database is no history of a course.",
            todo="Move it away: a new history is begun then.",
        )
    return int(found)


def is_current(connection: Connection, steps: Sequence[Step] = STEPS) -> bool:
    """Whether there is nothing to do; raises HistoryError for a database of a newer version."""
    version, newest = version_of(connection), 1 + len(steps)
    if version > newest:
        raise HistoryError(
            f"This history was written by a newer version of autograder: its tables have version "
            f"{version}, and {newest} is the newest that is known here.",
            todo="Update autograder, or use the one that wrote it.",
        )
    return version == newest


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring a database to the newest version, inside the transaction of `connection`."""
    if is_current(connection, steps):
        return
    version = version_of(connection)
    if version == 0:
        METADATA.create_all(connection)
    else:
        for step in steps[version - 1 :]:
            step(connection)
    connection.execute(delete(VERSION))
    connection.execute(insert(VERSION).values(version=1 + len(steps)))
