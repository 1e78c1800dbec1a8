"""Identities: who other systems say that somebody is, and which person here that is."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from autograder.service.store.lti import drop_member
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.secrets import digest_of, new_secret
from autograder.service.store.sessions import end_all_through
from autograder.service.store.tables import IDENTITIES, VISITS

VISIT_LASTS = timedelta(hours=1)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom an issuer calls by this subject. `person` is None until it is decided who that
    is; `how` says by whom or by what it was. Where a teacher has let it go, `person` is None and
    `how` the teacher: it waits for a teacher to decide anew. `name` and `email` are what the issuer
    has said last: for a teacher to read, and never a reason by themselves."""

    issuer: str
    subject: str
    person: str | None
    name: str
    email: str
    how: str
    seen_at: datetime


class Visit(msgspec.Struct, frozen=True):
    """An identity that nobody knows, in one browser; `place` is where it wanted to go."""

    issuer: str
    subject: str
    place: str


COLUMNS = columns_of(IDENTITIES, Identity)


def find_identity(connection: Connection, issuer: str, subject: str) -> Identity | None:
    """What is known of it."""
    asked = select(*COLUMNS).where(*_own(issuer, subject))
    row = connection.execute(asked).mappings().first()
    return None if row is None else made_of(row, Identity)


def saw_identity(
    connection: Connection, issuer: str, subject: str, name: str, email: str, now: datetime
) -> Identity:
    """An issuer has vouched for it now; who it is stays as it was decided."""
    said = {"name": name, "email": email, "seen_at": now}
    own = _own(issuer, subject)
    if not connection.execute(update(IDENTITIES).where(*own).values(said)).rowcount:
        row = {"issuer": issuer, "subject": subject, "person": None, "how": ""}
        connection.execute(insert(IDENTITIES).values(**row, **said))
    found = find_identity(connection, issuer, subject)
    assert found is not None, "it was just written"
    return found


def bind_identity(
    connection: Connection, issuer: str, subject: str, person: str | None, how: str
) -> bool:
    """From now on it is this person, or nobody until somebody decides anew; False where there is no
    such identity. What began through it as another person ends."""
    known = find_identity(connection, issuer, subject)
    if known is not None and known.person != person:
        end_all_through(connection, issuer, subject)
    new = {"person": person, "how": how}
    done = connection.execute(update(IDENTITIES).where(*_own(issuer, subject)).values(new))
    return done.rowcount == 1


def drop_identity(connection: Connection, issuer: str, subject: str) -> bool:
    """Forget it; it comes back when the issuer vouches for it again. What began through it ends."""
    end_all_through(connection, issuer, subject)
    done = connection.execute(delete(IDENTITIES).where(*_own(issuer, subject)))
    return done.rowcount == 1


def identities_of(connection: Connection, person: str, issuer: str = "") -> list[Identity]:
    """Those that are this person, of one issuer or of all."""
    asked = select(*COLUMNS).where(IDENTITIES.c.person == person)
    if issuer:
        asked = asked.where(IDENTITIES.c.issuer == issuer)
    return [made_of(row, Identity) for row in connection.execute(asked).mappings()]


def all_identities(connection: Connection) -> list[Identity]:
    """All of them, those that nobody knows first, and of these the newest first."""
    found = [made_of(row, Identity) for row in connection.execute(select(*COLUMNS)).mappings()]
    found.sort(key=lambda each: each.seen_at, reverse=True)
    return sorted(found, key=lambda each: each.person or "")


def begin_visit(connection: Connection, visit: Visit, now: datetime) -> str:
    """The secret of a visit, for a cookie. Those that have ended are forgotten."""
    connection.execute(delete(VISITS).where(VISITS.c.until <= now))
    secret = new_secret()
    row = {"digest": digest_of(secret), "until": now + VISIT_LASTS}
    connection.execute(insert(VISITS).values(**row, **msgspec.structs.asdict(visit)))
    return secret


def find_visit(connection: Connection, secret: str, now: datetime) -> Visit | None:
    """The visit with this secret, if it has not ended."""
    own = (VISITS.c.digest == digest_of(secret), VISITS.c.until > now)
    asked = select(*columns_of(VISITS, Visit)).where(*own)
    row = connection.execute(asked).mappings().first()
    return None if row is None else made_of(row, Visit)


def forget_identities(connection: Connection, person: str, *, name: str, email: str) -> None:
    """Nothing stays of a person, nor of identities with their name or e-mail that wait to be
    recognised: if it is somebody else, they come back when they sign in again."""
    for each in all_identities(connection):
        is_theirs = each.person == person
        alike = _alike(each.name, name) or _alike(each.email, email)
        if is_theirs or (each.person is None and alike):
            drop_identity(connection, each.issuer, each.subject)
            drop_member(connection, each.issuer, each.subject)
            own = (VISITS.c.issuer == each.issuer, VISITS.c.subject == each.subject)
            connection.execute(delete(VISITS).where(*own))


def plain_email(email: str) -> bytes:
    """What is equal where two addresses are one. Only the letters a to z are the same in capitals:
    addresses with ß and with ss belong to different people."""
    return email.encode().lower()


def _alike(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _own(issuer: str, subject: str) -> tuple[ColumnElement[bool], ...]:
    return (IDENTITIES.c.issuer == issuer, IDENTITIES.c.subject == subject)
