"""Who is signed in: links that are used once, the sessions of browsers, the tokens of clients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from autograder.history import new_id
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.secrets import digest_of, new_secret
from autograder.service.store.tables import LINKS, SESSIONS, TOKENS

LINK_LASTS = timedelta(days=14)
SESSION_LASTS = timedelta(days=30)
TOKEN_LASTS = timedelta(days=180)  # after it was used last
SEEN_EVERY = timedelta(minutes=5)  # how exactly it is known when one was seen last
MOST_TOKENS = 20
MOST_NAMED = 500  # people in one statement


class Session(msgspec.Struct, frozen=True):
    """A browser in which somebody is signed in. `digest` names it, and is no secret. Where it began
    through an identity, `issuer` and `subject` name that, and `browser` is a digest of what the
    issuer knows this browser by, where it is known."""

    digest: str
    person: str
    seen_at: datetime
    shows_names: bool = False
    issuer: str = ""
    subject: str = ""
    browser: str = ""


class Token(msgspec.Struct, frozen=True):
    """What a client signs in with; `label` is what its owner calls it. `issuer` is that of the
    session in which it was made."""

    id: str
    person: str
    label: str
    made_at: datetime
    seen_at: datetime | None
    issuer: str = ""


def make_links(
    connection: Connection, people: Sequence[str], now: datetime, *, beside: bool = False
) -> list[str]:
    """The secrets of new personal links, one for each. Links that were made for them before and not
    used end, but where a new one is to stand `beside` them."""
    for start in range(0, 0 if beside else len(people), MOST_NAMED):
        some = LINKS.c.person.in_(people[start : start + MOST_NAMED])
        connection.execute(delete(LINKS).where(some, LINKS.c.used_at.is_(None)))
    secrets = [new_secret() for _person in people]
    rows = [
        {"digest": digest_of(secret), "person": person, "made_at": now, "until": now + LINK_LASTS}
        for person, secret in zip(people, secrets, strict=True)
    ]
    if rows:
        connection.execute(insert(LINKS), rows)
    return secrets


def is_link(connection: Connection, secret: str, now: datetime) -> bool:
    """Whether this is the secret of a link that can be used."""
    return connection.scalar(select(LINKS.c.person).where(*_fresh(secret, now))) is not None


def use_link(connection: Connection, secret: str, now: datetime) -> str | None:
    """Whose link this is, which is used up by that; None where it is used, too old or none."""
    used = connection.execute(update(LINKS).where(*_fresh(secret, now)).values(used_at=now))
    if used.rowcount != 1:
        return None
    own = LINKS.c.digest == digest_of(secret)
    person: str | None = connection.scalar(select(LINKS.c.person).where(own))
    return person


def begin_session(
    connection: Connection,
    person: str,
    now: datetime,
    *,
    issuer: str = "",
    subject: str = "",
    browser: str = "",
) -> str:
    """The secret of a new session, for a cookie: through an identity or by a link. Sessions that
    have ended are forgotten."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.until <= now))
    secret = new_secret()
    row = {
        "digest": digest_of(secret),
        "person": person,
        "made_at": now,
        "seen_at": now,
        "until": now + SESSION_LASTS,
        "shows_names": False,
        "issuer": issuer,
        "subject": subject,
        "browser": browser,
    }
    connection.execute(insert(SESSIONS).values(row))
    return secret


def find_session(connection: Connection, secret: str, now: datetime) -> Session | None:
    """The session with this secret, if it has not ended."""
    columns = columns_of(SESSIONS, Session)
    own = (SESSIONS.c.digest == digest_of(secret), SESSIONS.c.until > now)
    row = connection.execute(select(*columns).where(*own)).mappings().first()
    return None if row is None else made_of(row, Session)


def session_was_seen(connection: Connection, session: Session, now: datetime) -> None:
    """It goes on from now for as long as a new one."""
    own = SESSIONS.c.digest == session.digest
    later = {"seen_at": now, "until": now + SESSION_LASTS}
    connection.execute(update(SESSIONS).where(own).values(later))


def show_names(connection: Connection, session: Session, shows: bool) -> None:
    """Whether the pages of a class show names in this browser."""
    own = SESSIONS.c.digest == session.digest
    connection.execute(update(SESSIONS).where(own).values(shows_names=shows))


def end_session(connection: Connection, session: Session) -> None:
    """Sign out."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == session.digest))


def end_all_of(connection: Connection, person: str) -> None:
    """Sign a person out everywhere: sessions, tokens and links that were not used end."""
    for table in (SESSIONS, TOKENS, LINKS):
        connection.execute(delete(table).where(table.c.person == person))


def people_who_may_come(connection: Connection) -> set[str]:
    """Everybody who has a session, a token or a link."""
    found: set[str] = set()
    for table in (SESSIONS, TOKENS, LINKS):
        found |= set(connection.scalars(select(table.c.person).distinct()))
    return found


def end_all_through(connection: Connection, issuer: str, subject: str) -> None:
    """End the sessions that began through an identity, and the tokens that were made in them."""
    for table in (SESSIONS, TOKENS):
        own = (table.c.issuer == issuer, table.c.subject == subject)
        connection.execute(delete(table).where(*own))


def make_token(
    connection: Connection, person: str, label: str, now: datetime, made_in: Session | None = None
) -> str:
    """The secret of a new token, made in a session. Of too many, the oldest end."""
    kept = [each.id for each in tokens_of(connection, person)][: MOST_TOKENS - 1]
    others = (TOKENS.c.person == person, TOKENS.c.id.not_in(kept))
    connection.execute(delete(TOKENS).where(*others))
    secret = new_secret()
    row = {"id": new_id(), "digest": digest_of(secret), "person": person, "label": label}
    through = {
        "issuer": made_in.issuer if made_in is not None else "",
        "subject": made_in.subject if made_in is not None else "",
    }
    connection.execute(insert(TOKENS).values(**row, **through, made_at=now))
    return secret


def find_token(connection: Connection, secret: str, now: datetime) -> Token | None:
    """The token with this secret, if it was used lately: one that lies forgotten on some machine
    ends by itself."""
    columns = columns_of(TOKENS, Token)
    own = TOKENS.c.digest == digest_of(secret)
    lately = func.coalesce(TOKENS.c.seen_at, TOKENS.c.made_at) > now - TOKEN_LASTS
    row = connection.execute(select(*columns).where(own, lately)).mappings().first()
    return None if row is None else made_of(row, Token)


def token_was_seen(connection: Connection, token: Token, now: datetime) -> None:
    """For its owner, who sees when it was used last."""
    connection.execute(update(TOKENS).where(TOKENS.c.id == token.id).values(seen_at=now))


def is_kept(connection: Connection, known: Session | Token) -> bool:
    """Whether a session or a token has not ended. A token of the hub's is not kept here."""
    if isinstance(known, Session):
        own = SESSIONS.c.digest == known.digest
        return connection.scalar(select(SESSIONS.c.person).where(own)) is not None
    if not known.id:
        return True
    return connection.scalar(select(TOKENS.c.person).where(TOKENS.c.id == known.id)) is not None


def tokens_of(connection: Connection, person: str) -> list[Token]:
    """A person's tokens, the newest first."""
    columns = columns_of(TOKENS, Token)
    asked = select(*columns).where(TOKENS.c.person == person).order_by(TOKENS.c.id.desc())
    return [made_of(row, Token) for row in connection.execute(asked).mappings()]


def _fresh(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return LINKS.c.digest == digest_of(secret), LINKS.c.used_at.is_(None), LINKS.c.until > now


def end_token(connection: Connection, person: str, id: str) -> bool:
    """End a token of a person; False where there is none."""
    own = (TOKENS.c.person == person, TOKENS.c.id == id)
    return connection.execute(delete(TOKENS).where(*own)).rowcount == 1
