"""The tables of the history, as the newest version has them.

`migrations` makes them: whoever changes a table here adds a step there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from autograder.policies import in_utc


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone on the way in and out; without one it is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """On the way in; raises ValueError for a time without a zone."""
        return None if value is None else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """On the way out: SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _filled(name: str, kind: type[TypeEngine[Any]] = String) -> Column[Any]:
    """A column that is nowhere empty."""
    return Column(name, kind, nullable=False)


METADATA = MetaData()

VERSION = Table("history_version", METADATA, _filled("version", Integer))

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", String, primary_key=True),
    _filled("exercise"),
    _filled("student"),
    _filled("attempt", Integer),
    _filled("received_at", Moment),
    _filled("clock"),
    _filled("digest"),
    _filled("files", JSON),
    _filled("place"),
    UniqueConstraint("exercise", "student", "attempt"),
)

GRADINGS = Table(
    "gradings",
    METADATA,
    Column("id", String, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False, index=True),
    _filled("graded_at", Moment),
    _filled("package_version"),
    _filled("package_digest"),
    _filled("exercise_digest"),
    _filled("status"),
    _filled("score", Float),
    _filled("max_score", Float),
    Column("counted", Float),
    _filled("why", Text),
    _filled("record", Text),
)

# The bytes of files, each once, compressed with zlib.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", String, primary_key=True),
    _filled("data", LargeBinary),
)
