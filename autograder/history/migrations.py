"""The version of tables in a database, and the steps from each version to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, delete, insert, inspect, select

from autograder.errors import HistoryError
from autograder.history.tables import METADATA, VERSION

Step = Callable[[Connection], None]


@dataclass(frozen=True)
class Part:
    """Tables that belong together, and have one version: it stands in the table `version`.

    The first step leads from version 1 to version 2, and so on. A step changes what is there; where
    none of the tables is there yet, they are made as `tables` has them now.
    """

    name: str
    tables: MetaData
    version: Table
    steps: tuple[Step, ...] = ()

    @property
    def newest(self) -> int:
        """The version that `tables` has."""
        return 1 + len(self.steps)


# Whoever changes a table of it adds a step here.
HISTORY = Part("history", METADATA, VERSION)


def version_of(connection: Connection, part: Part = HISTORY) -> int:
    """The version of a part of a database; 0 where it is not there. Raises HistoryError where the
    database is not ours."""
    tables = inspect(connection).get_table_names()
    if part.version.name not in tables and (not tables or part is not HISTORY):
        return 0
    asked = select(part.version.c.version)
    found = connection.scalar(asked) if part.version.name in tables else None
    if found is None:
        raise HistoryError(
            "This database is no history of a course.",
            todo="Move it away: a new history is begun then.",
        )
    return int(found)


def is_current(connection: Connection, part: Part = HISTORY) -> bool:
    """Whether there is nothing to do; raises HistoryError for a database of a newer version."""
    version = version_of(connection, part)
    if version > part.newest:
        raise HistoryError(
            f"This {part.name} was written by a newer version of autograder: its tables have "
            f"version {version}, and {part.newest} is the newest that is known here.",
            todo="Update autograder, or use the one that wrote it.",
        )
    return version == part.newest


def migrate(connection: Connection, part: Part = HISTORY) -> None:
    """Bring a part to its newest version, inside the transaction of `connection`."""
    if is_current(connection, part):
        return
    version = version_of(connection, part)
    if version == 0:
        part.tables.create_all(connection)
    else:
        for step in part.steps[version - 1 :]:
            step(connection)
    connection.execute(delete(part.version))
    connection.execute(insert(part.version).values(version=part.newest))
