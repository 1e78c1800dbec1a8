"""Who asks, and what they may: every route names the least that it asks for."""

from __future__ import annotations

import hashlib
import hmac
from enum import IntEnum
from typing import NamedTuple

from sqlalchemy import Connection
from starlette.requests import Request

from autograder.roster import Person, Role
from autograder.service.store.secrets import digest_of
from autograder.service.store.sessions import (
    SEEN_EVERY,
    Session,
    Token,
    end_session,
    find_session,
    find_token,
    is_kept,
    session_was_seen,
    token_was_seen,
)
from autograder.service.web.hub_users import person_with
from autograder.service.web.leaving import end_who_left
from autograder.service.web.settings import Settings
from autograder.service.web.state import State, address_of

BEARER = "bearer "
SESSION = "autograder"  # the cookie of who is signed in
HUB_SESSION = "jupyterhub-session-id"  # that of the hub, which it shows to all at its host


class Level(IntEnum):
    """What a route asks of who comes; each may what those before it may."""

    ANYBODY = 0
    STUDENT = 1  # who is in the class list, and asks for what is their own
    STAFF = 2  # who helps to teach, and sees what everybody has handed in
    TEACHER = 3  # who decides: names, links, dates


OF_ROLE = {Role.STUDENT: Level.STUDENT, Role.ASSISTANT: Level.STAFF, Role.TEACHER: Level.TEACHER}


class Who(NamedTuple):
    """Somebody of the class list who is signed in, in a browser or with the token of a client.
    `csrf` is what a form of theirs has to send along."""

    person: Person
    level: Level
    session: Session | None = None
    token: Token | None = None
    csrf: str = ""

    @property
    def id(self) -> str:
        return self.person.id

    def may_see(self, person: str) -> bool:
        """Whether what this person has handed in may be shown."""
        return self.id == person or self.level >= Level.STAFF


def cookie_name(settings: Settings, name: str = SESSION) -> str:
    """The name of a cookie of ours. Where it can have one of these prefixes, no page that has come
    without HTTPS can have set it, and no other host of the domain. Without HTTPS, services on other
    ports of this machine have others."""
    if not settings.secure:
        return f"{name}-{settings.port}"
    return f"__Secure-{name}" if settings.root else f"__Host-{name}"


def cookie_of(request: Request, settings: Settings, name: str = SESSION) -> str:
    """What a browser has brought back of a cookie of ours; empty where there is none."""
    return _brought(request, cookie_name(settings, name))


def hub_session(request: Request) -> str:
    """A digest of what the hub knows this browser by, until its user signs out there; empty where
    it does not tell us."""
    told = _brought(request, HUB_SESSION)
    return digest_of(told) if told else ""


def _brought(request: Request, name: str) -> str:
    """The value of a cookie. Ours need no quotes; taking those off what others make up takes some
    Pythons seconds."""
    for header in request.headers.getlist("cookie"):
        for each in header.split(";"):
            found, _is, value = each.partition("=")
            if found.strip() == name:
                return value.strip()
    return ""


def who_asks(request: Request, state: State, *, is_api: bool) -> Who | None:
    """Who has sent a request, by its cookie, or by a token where programs ask; None where nobody is
    known. Code of others may find a token: it opens no page.

    Who is no longer in the class list is nobody, and stays signed out.
    """
    end_who_left(state.history, state.class_list)
    bearer = request.headers.get("authorization", "")
    if is_api and bearer.lower().startswith(BEARER):
        return _by_token(bearer[len(BEARER) :].strip(), request, state)
    secret = cookie_of(request, state.settings)
    return _by_cookie(secret, request, state) if secret else None


def is_still(connection: Connection, state: State, who: Who) -> bool:
    """Whether somebody may do now what they might when their request began: they were neither
    signed out meanwhile, nor taken out of the class list."""
    known = who.session or who.token
    if known is None or not is_kept(connection, known):
        return False
    person = _person(state, known)
    return person is not None and OF_ROLE[person.role] >= who.level


def csrf_of(secret: str) -> str:
    """What forms of a session send along: made of its secret, which no other page knows."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def _by_token(secret: str, request: Request, state: State) -> Who | None:
    now = state.now()
    with state.history.database.reading() as connection:
        token = find_token(connection, secret, now)
    if token is None:
        return _by_hub(secret, request, state)
    person = _person(state, token)
    if person is None:
        return None
    if token.seen_at is None or now - token.seen_at > SEEN_EVERY:
        with state.history.database.writing(person.id) as connection:
            token_was_seen(connection, token, now)
    return Who(person, OF_ROLE[person.role], token=token)


def _by_hub(secret: str, request: Request, state: State) -> Who | None:
    """A user's server on the hub, whose token only the hub knows."""
    person = person_with(state, secret, address_of(request))
    if person is None:
        return None
    now = state.now()
    token = Token("", person.id, "JupyterHub", made_at=now, seen_at=now)
    return Who(person, OF_ROLE[person.role], token=token)


def _by_cookie(secret: str, request: Request, state: State) -> Who | None:
    now = state.now()
    with state.history.database.reading() as connection:
        session = find_session(connection, secret, now)
    person = _person(state, session) if session is not None else None
    if session is None or person is None:
        return None
    if session.browser and session.browser != hub_session(request):
        # Who sits here has signed out of the hub, or is somebody else.
        with state.history.database.writing(person.id) as connection:
            end_session(connection, session)
        return None
    if now - session.seen_at > SEEN_EVERY:
        with state.history.database.writing(person.id) as connection:
            session_was_seen(connection, session, now)
    return Who(person, OF_ROLE[person.role], session=session, csrf=csrf_of(secret))


def _person(state: State, known: Session | Token) -> Person | None:
    """Whose it is, if they are in the class list. Who stands in comes by a link alone."""
    if known.issuer:
        return state.class_list.now().person(known.person)
    return state.class_list.person(known.person)
