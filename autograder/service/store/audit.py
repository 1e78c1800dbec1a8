"""The audit log: who has seen or changed what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from autograder.history import new_id
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import AUDIT

# Where `about` is an exercise; else it is a person, or empty.
OF_AN_EXERCISE = frozenset(
    {
        "saw names",
        "asked for names",
        "had hand-ins tried again",
        "applied what was tried",
        "took the grades",
        "graded an answer",
    }
)
TERMINAL = "(terminal)"  # who has done it there; no id has brackets
PEOPLE = "people"  # the detail that names several people; no other detail names anybody


class Act(msgspec.Struct, frozen=True):
    """`who` did `what`, with or to `about`: a person or an exercise."""

    at: datetime
    who: str
    what: str
    about: str
    detail: dict[str, Any]


def note(connection: Connection, who: str, what: str, about: str = "", **detail: object) -> None:
    """Write down who does what now."""
    row = {"who": who, "what": what, "about": about, "detail": detail}
    connection.execute(insert(AUDIT).values(id=new_id(), at=datetime.now(UTC), **row))


def was_noted(
    connection: Connection, since: datetime, who: str, what: str, about: str, **detail: object
) -> bool:
    """Whether the very same was written down since then."""
    same = (AUDIT.c.who == who, AUDIT.c.what == what, AUDIT.c.about == about, AUDIT.c.at >= since)
    return detail in connection.scalars(select(AUDIT.c.detail).where(*same)).all()


def newest_acts(connection: Connection, most: int) -> list[Act]:
    """The newest entries, the last one first."""
    columns = columns_of(AUDIT, Act)
    asked = select(*columns).order_by(AUDIT.c.id.desc()).limit(most)
    return [made_of(row, Act) for row in connection.execute(asked).mappings()]
