"""What has to be known of copies of the database: where they lie, and who was forgotten since."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select

from autograder.history import new_id
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import BACKUPS, FORGOTTEN


class Backup(msgspec.Struct, frozen=True):
    """A copy of the course: `place` is its file, `keep_until` when it is to be deleted."""

    place: str
    made_at: datetime
    keep_until: datetime


class Mark(msgspec.Struct, frozen=True, order=True):
    """That somebody was forgotten: a digest of the id. `key` is what it was made with, where that
    is not the secret of the course."""

    digest: str
    key: str = ""


def note_backup(connection: Connection, backup: Backup) -> str:
    """There is this one, under the id that is given back."""
    id = new_id()
    connection.execute(insert(BACKUPS).values(id=id, **msgspec.structs.asdict(backup)))
    return id


def drop_backup(connection: Connection, id: str) -> None:
    """There is none, after all."""
    connection.execute(delete(BACKUPS).where(BACKUPS.c.id == id))


def backups(connection: Connection) -> list[Backup]:
    """All that were begun, the oldest first; of several in one place, the newest."""
    asked = select(*columns_of(BACKUPS, Backup)).order_by(BACKUPS.c.made_at)
    found = [made_of(row, Backup) for row in connection.execute(asked).mappings()]
    return list({each.place: each for each in found}.values())


def put_backups(connection: Connection, some: Iterable[Backup]) -> None:
    """There are these, too."""
    known = backups(connection)
    for each in some:
        if each not in known:
            note_backup(connection, each)


def note_forgotten(connection: Connection, id: str, secret: bytes) -> None:
    """Somebody with this id was forgotten: kept as a digest that only this course can make."""
    put_forgotten(connection, {Mark(_digest(id, _key(secret)))})


def forgotten(connection: Connection) -> set[Mark]:
    """What is left of those who were forgotten."""
    columns = columns_of(FORGOTTEN, Mark)
    return {made_of(row, Mark) for row in connection.execute(select(*columns)).mappings()}


def put_forgotten(connection: Connection, marks: set[Mark]) -> None:
    """These were forgotten, too."""
    known = {each.digest for each in forgotten(connection)}
    for mark in sorted(marks):
        if mark.digest not in known:
            connection.execute(insert(FORGOTTEN).values(msgspec.structs.asdict(mark)))


def was_forgotten(id: str, marks: set[Mark], secret: bytes) -> bool:
    """Whether somebody with this id was, in a course with this secret."""
    keys = {each.key or _key(secret) for each in marks}
    digests = {each.digest for each in marks}
    return any(_digest(id, key) in digests for key in keys)


def under(secret: bytes, marks: set[Mark]) -> set[Mark]:
    """The same for a course whose secret is going to be another one: this one made them."""
    return {Mark(each.digest, each.key or _key(secret)) for each in marks}


def _key(secret: bytes) -> str:
    return hashlib.sha256(b"forgotten" + secret).hexdigest()


def _digest(id: str, key: str) -> str:
    return hmac.new(
        bytes.fromhex(key), id.encode(errors="surrogateescape"), hashlib.sha256
    ).hexdigest()
