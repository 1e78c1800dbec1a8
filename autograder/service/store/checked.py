"""Checks of one question before it is handed in: how many are left, and what they have found."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select

from autograder.history import new_id
from autograder.policies import Bucket, Checks, full_bucket, refilled
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import BUCKETS, CHECKS

MOST_SAID = 300


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of one question has found; `said` is the first sentence of its feedback, and
    `has_hint` whether that is a hint."""

    asked_at: datetime
    person: str
    exercise: str
    question: str
    status: str
    mistake: str = ""
    said: str = ""
    has_hint: bool = False


def bucket_of(
    connection: Connection, who: tuple[str, str, str], checks: Checks, now: datetime
) -> Bucket:
    """What a person has left for a question now; `who` is the person, exercise and question."""
    row = connection.execute(select(BUCKETS.c.left, BUCKETS.c.at).where(*_own(who))).first()
    return full_bucket(checks, now) if row is None else refilled(Bucket(*row), checks, now)


def keep_bucket(connection: Connection, who: tuple[str, str, str], bucket: Bucket) -> None:
    """Write down what is left."""
    person, exercise, question = who
    connection.execute(delete(BUCKETS).where(*_own(who)))
    row = {"person": person, "exercise": exercise, "question": question}
    connection.execute(insert(BUCKETS).values(**row, left=bucket.left, at=bucket.at))


def has_bucket(connection: Connection, who: tuple[str, str, str]) -> bool:
    """Whether it is known what is left: as it is since the first check, until a person is
    forgotten."""
    return connection.scalar(select(BUCKETS.c.person).where(*_own(who))) is not None


def write_check(connection: Connection, found: Found) -> None:
    """Write down what a check has found."""
    row = {**msgspec.structs.asdict(found), "said": found.said[:MOST_SAID]}
    connection.execute(insert(CHECKS).values(id=new_id(), **row))


def checks_since(connection: Connection, exercise: str, since: datetime) -> list[Found]:
    """What checks of an exercise have found since a moment, in their order."""
    columns = columns_of(CHECKS, Found)
    own = (CHECKS.c.exercise == exercise, CHECKS.c.asked_at >= since)
    asked = select(*columns).where(*own).order_by(CHECKS.c.id)
    return [made_of(row, Found) for row in connection.execute(asked).mappings()]


def _own(who: tuple[str, str, str]) -> tuple[ColumnElement[bool], ...]:
    person, exercise, question = who
    return (
        BUCKETS.c.person == person,
        BUCKETS.c.exercise == exercise,
        BUCKETS.c.question == question,
    )
