"""Places in learning platforms: their names are those of one course of one deployment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select, update

from autograder.history import FILE, History, server_at
from autograder.history.place import Place
from autograder.service.store.leaderboards_table import LEADERBOARDS
from autograder.service.store.lti import (
    Context,
    Link,
    members_of,
    our_contexts,
    our_links,
    saw_context,
    saw_link,
    saw_member,
)
from autograder.service.store.lti_tables import LTI_CONTEXTS, LTI_GRADES, LTI_LINKS, LTI_MEMBERS
from autograder.service.store.marking_tables import MARKING
from autograder.service.store.passbacks import Score, told, was_told
from autograder.service.store.tables import SERVICE, VERSION

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ONE = {"issuer": "https://s.example", "client_id": "c", "deployment": "d", "context": "course-1"}
LINK = Link(**ONE, link="link-1", exercise="toy", line_item="https://s.example/1", scopes=["x"])
SCORE = Score(3.0, 4.0, "FullyGraded", "hand-in")


def came(connection: Connection, link: Link, subject: str) -> None:
    """Somebody has come from a place, in a course that is ours."""
    own = {name: getattr(link, name) for name in ONE}
    saw_context(connection, Context(**own, ours=True))
    saw_member(connection, Context(**own), subject)
    saw_link(connection, link)


@pytest.mark.parametrize("other", [{"context": "course-2"}, {"deployment": "e"}])
def test_a_place_of_the_same_name_elsewhere_is_another_one(
    tmp_path: Path, other: dict[str, str]
) -> None:
    """Its grades go on where they went before."""
    elsewhere = msgspec.structs.replace(LINK, **other, line_item="https://s.example/2")
    with History(tmp_path / FILE, SERVICE) as history, history.database.writing() as connection:
        came(connection, LINK, "17")
        came(connection, elsewhere, "18")
        assert our_links(connection, "toy") == [LINK, elsewhere]
        assert (members_of(connection, LINK), members_of(connection, elsewhere)) == ({"17"}, {"18"})
        was_told(connection, LINK, "17", "ann", SCORE, NOW)
        assert told(connection, LINK, "17") == SCORE
        assert told(connection, elsewhere, "17") is None


def before(table: Table, *new: str, keys: tuple[str, ...]) -> Table:
    """A table as version 1 had it."""
    columns = [
        Column(each.name, each.type, primary_key=each.name in keys, nullable=each.nullable)
        for each in table.columns
        if each.name not in new
    ]
    return Table(table.name, MetaData(), *columns)


def as_version_1(connection: Connection) -> None:
    """The tables, with a place, who has come from it, and a grade that it was told."""
    registration = ("issuer", "client_id")
    for table, new, keys in (
        (LTI_CONTEXTS, ("deployment",), ("context",)),
        (LTI_LINKS, ("deployment",), ("link",)),
        (LTI_MEMBERS, ("deployment",), ("context", "subject")),
        (LTI_GRADES, ("deployment", "context"), ("link", "subject")),
    ):
        rows: list[dict[str, Any]] = [
            {name: value for name, value in row.items() if name not in new}
            for row in connection.execute(select(table)).mappings()
        ]
        assert rows
        table.drop(connection)
        old = before(table, *new, keys=(*registration, *keys))
        old.create(connection)
        connection.execute(insert(old), rows)
    for table in (LEADERBOARDS, *MARKING):
        table.drop(connection)
    connection.execute(update(VERSION).values(version=1))


@pytest.mark.parametrize("kind", ["file", "server"])
def test_places_that_were_known_before_stay(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """When somebody comes from there again, it is known from which deployment; no grade is lost."""
    place: Place = tmp_path / FILE
    if kind == "server":
        place = server_at(request.getfixturevalue("postgres_address"))
    with History(place, SERVICE) as history, history.database.writing() as connection:
        came(connection, LINK, "17")
        was_told(connection, LINK, "17", "ann", SCORE, NOW)
        as_version_1(connection)
    unnamed = msgspec.structs.replace(LINK, deployment="")
    with History(place, SERVICE) as history, history.database.writing() as connection:
        assert our_links(connection, "toy") == [unnamed]
        assert members_of(connection, unnamed) == {"17"}
        assert told(connection, unnamed, "17") == SCORE
        came(connection, LINK, "18")
        assert our_links(connection, "toy") == [LINK]
        assert [each.deployment for each in our_contexts(connection)] == ["d"]
        assert members_of(connection, LINK) == {"17", "18"}
        assert told(connection, LINK, "17") == SCORE
        assert connection.scalar(select(func.count()).select_from(LTI_GRADES)) == 1
    with History(place, SERVICE) as history, history.database.reading() as connection:
        assert connection.scalar(select(VERSION.c.version)) == SERVICE.newest
