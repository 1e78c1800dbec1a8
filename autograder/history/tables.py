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
from sqlalchemy.types import TypeDecorator

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


METADATA = MetaData()

VERSION = Table("history_version", METADATA, Column("version", Integer, nullable=False))

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("exercise", String, nullable=False),
    Column("student", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("clock", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("files", JSON, nullable=False),
    Column("place", String, nullable=False),
    UniqueConstraint("exercise", "student", "attempt"),
)

GRADINGS = Table(
    "gradings",
    METADATA,
    Column("id", String, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("graded_at", Moment, nullable=False),
    Column("package_version", String, nullable=False),
    Column("package_digest", String, nullable=False),
    Column("exercise_digest", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("counted", Float),
    Column("why", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# The bytes of files, each once, compressed with zlib.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
