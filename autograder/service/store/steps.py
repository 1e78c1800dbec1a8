"""Steps from each version of the service's tables to the next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    MetaData,
    Table,
    UniqueConstraint,
    insert,
    select,
)

from autograder.service.store.columns import filled, key
from autograder.service.store.lti_tables import LTI_CONTEXTS, LTI_GRADES, LTI_LINKS, LTI_MEMBERS
from autograder.service.store.marking_tables import MARKING


def tell_contexts_apart(connection: Connection) -> None:
    """From version 1 to 2: places in learning platforms are those of a course there, and courses
    those of a deployment. Which one that was, nothing has said until now."""
    contexts = {
        (row["issuer"], row["client_id"], row["link"]): row["context"]
        for row in _rows(connection, LTI_LINKS, "deployment")
    }
    for table in (LTI_CONTEXTS, LTI_LINKS, LTI_MEMBERS):
        rows = _rows(connection, table, "deployment")
        _write_anew(connection, table, [{**row, "deployment": ""} for row in rows])
    rows = _rows(connection, LTI_GRADES, "deployment", "context")
    for row in rows:
        place = (row["issuer"], row["client_id"], row["link"])
        row |= {"deployment": "", "context": contexts.get(place, "")}
    _write_anew(connection, LTI_GRADES, rows)


def make_leaderboards(connection: Connection) -> None:
    """From version 2 to 3: exercises may have leaderboards."""
    Table(
        "leaderboards",
        MetaData(),
        key("exercise"),
        key("person"),
        filled("pseudonym"),
        filled("seems"),
        Column("figure", Float),
        UniqueConstraint("exercise", "seems"),
    ).create(connection)


def make_marking(connection: Connection) -> None:
    """From version 3 to 4: answers are graded on our pages, and grades are asked about. Whoever
    changes one of these tables writes here how it was."""
    for table in MARKING:
        table.create(connection)


def _rows(connection: Connection, table: Table, *new: str) -> list[dict[str, Any]]:
    """The rows of a table that has no such columns yet."""
    columns = [Column(each.name, each.type) for each in table.columns if each.name not in new]
    asked = select(*Table(table.name, MetaData(), *columns).columns)
    return [dict(row) for row in connection.execute(asked).mappings()]


def _write_anew(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """The table as it is now, with these rows: what names them is others than before."""
    table.drop(connection)
    table.create(connection)
    if rows:
        connection.execute(insert(table), rows)
