"""Receipts: what was handed in, and when it arrived, for the student and the teacher to look up."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import RECEIPTS


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """That a file has arrived. `digest` is its SHA-256, as `sha256sum` prints it."""

    number: int
    submission: str
    person: str
    exercise: str
    arrived_at: datetime
    digest: str
    size: int
    file_name: str


COLUMNS = columns_of(RECEIPTS, Receipt)


def write_receipt(connection: Connection, key: str, **receipt: object) -> Receipt:
    """A new receipt, with the next number; `receipt` has its other fields."""
    made = connection.execute(insert(RECEIPTS).values(**receipt, key=key))
    number = made.inserted_primary_key[0] if made.inserted_primary_key else 0
    return msgspec.convert({"number": number, **receipt}, Receipt)


def receipt_by_key(connection: Connection, person: str, key: str) -> Receipt | None:
    """The receipt of a hand-in that was sent before under this key."""
    return _first(connection, RECEIPTS.c.person == person, RECEIPTS.c.key == key)


def receipt_of(connection: Connection, submission: str) -> Receipt | None:
    """The first receipt for a submission."""
    return _first(connection, RECEIPTS.c.submission == submission)


def receipt(connection: Connection, number: int) -> Receipt | None:
    """The receipt with this number."""
    return _first(connection, RECEIPTS.c.number == number)


def receipts_for(connection: Connection, exercise: str, person: str) -> list[Receipt]:
    """A person's receipts for an exercise, the newest first."""
    own = (RECEIPTS.c.exercise == exercise, RECEIPTS.c.person == person)
    asked = select(*COLUMNS).where(*own).order_by(RECEIPTS.c.number.desc())
    return [made_of(row, Receipt) for row in connection.execute(asked).mappings()]


def newest_number(connection: Connection) -> int:
    """The largest number that stands there; 0 where there is none."""
    return connection.scalar(select(func.max(RECEIPTS.c.number))) or 0


def numbers_go_on_after(connection: Connection, number: int) -> None:
    """In a file: let the next receipt have a larger number than this one, which was given out."""
    if number <= newest_number(connection):
        return
    moment = datetime.now(UTC)
    empty = {"submission": "", "person": "", "exercise": "", "digest": "", "file_name": ""}
    row = {"number": number, "arrived_at": moment, "size": 0, "key": "", **empty}
    connection.execute(insert(RECEIPTS).values(row))
    connection.execute(delete(RECEIPTS).where(RECEIPTS.c.number == number))


def _first(connection: Connection, *which: ColumnElement[bool]) -> Receipt | None:
    asked = select(*COLUMNS).where(*which).order_by(RECEIPTS.c.number)
    row = connection.execute(asked).mappings().first()
    return None if row is None else made_of(row, Receipt)
