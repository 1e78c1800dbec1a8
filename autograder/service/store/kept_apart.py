"""What has to be known of copies of the database: where they lie, and who was forgotten since."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from autograder.history import new_id
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import BACKUPS, FORGOTTEN


class Backup(msgspec.Struct, frozen=True):
    """A copy of the course: `place` is its file, `keep_until` when it is to be deleted."""

    place: str
    made_at: datetime
    keep_until: datetime


def note_backup(connection: Connection, backup: Backup) -> None:
    """There is this one."""
    connection.execute(insert(BACKUPS).values(id=new_id(), **msgspec.structs.asdict(backup)))


def backups(connection: Connection) -> list[Backup]:
    """All that were made, the oldest first."""
    asked = select(*columns_of(BACKUPS, Backup)).order_by(BACKUPS.c.id)
    return [made_of(row, Backup) for row in connection.execute(asked).mappings()]


def note_forgotten(connection: Connection, id: str, secret: bytes) -> None:
    """Somebody with this id was forgotten: kept as a digest that only this course can make."""
    digest = _digest(id, secret)
    if digest not in forgotten(connection):
        connection.execute(insert(FORGOTTEN).values(digest=digest))


def forgotten(connection: Connection) -> set[str]:
    """The digests of those who were forgotten."""
    return set(connection.scalars(select(FORGOTTEN.c.digest)))


def put_forgotten(connection: Connection, digests: set[str]) -> None:
    """These were forgotten, too."""
    for digest in sorted(digests - forgotten(connection)):
        connection.execute(insert(FORGOTTEN).values(digest=digest))


def was_forgotten(id: str, digests: set[str], secret: bytes) -> bool:
    """Whether somebody with this id was."""
    return _digest(id, secret) in digests


def _digest(id: str, secret: bytes) -> str:
    return hmac.new(secret, id.encode(), hashlib.sha256).hexdigest()
