"""From an identity, which is who another system says that somebody is, to a person of the class
list: by a teacher's decision, by somebody who is signed in and says that it is them, or by an
e-mail that the issuer has verified. Never because two names are equal."""

from __future__ import annotations

from typing import NamedTuple

from starlette.responses import Response

from autograder.roster import Person
from autograder.service.signin.places import own_place
from autograder.service.store.audit import note
from autograder.service.store.identities import (
    VISIT_LASTS,
    Visit,
    begin_visit,
    bind_identity,
    find_identity,
    identities_of,
    plain_email,
    saw_identity,
)
from autograder.service.store.sessions import Session, begin_session, end_session
from autograder.service.web.ask import see_other
from autograder.service.web.cookies import with_cookie, with_session
from autograder.service.web.state import State

MOST = 200  # characters of a name, an e-mail and a subject that are kept
UNKNOWN = "/identity"  # the page for who is known to nobody yet
VISIT = "visit"  # the cookie of a browser in which an unknown identity has come


class Claim(NamedTuple):
    """What an issuer has said of somebody, in a way that was checked. `email_verified` says that it
    vouches for the address, and people cannot change it themselves. `browser` is a digest of what
    the issuer knows their browser by, where that is known."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    email_verified: bool = False
    browser: str = ""


def person_for(state: State, claim: Claim) -> Person | None:
    """The person that this identity is; None where that is not decided yet, or they are no longer
    in the class list. The identity is written down, so that a teacher finds it."""
    with state.history.database.writing() as connection:
        known = saw_identity(
            connection,
            claim.issuer,
            claim.subject,
            claim.name[:MOST],
            claim.email[:MOST],
            state.now(),
        )
        if known.person is not None:
            return state.class_list.now().person(known.person)
        if known.how:
            return None  # a teacher has let it go, and decides anew
        person = _by_email(state, claim)
        if person is None or identities_of(connection, person.id, claim.issuer):
            return None  # one of them is there already: which one it is, a teacher decides
        bind_identity(connection, claim.issuer, claim.subject, person.id, "e-mail")
        note(connection, person.id, "was known by e-mail", person.id, issuer=claim.issuer)
        return person


def enters(
    state: State, claim: Claim, place: str, how: str, before: Session | None = None
) -> Response:
    """Let somebody in whom an issuer vouches for, and lead them to a place of this service; who is
    nobody of the class list yet learns what to do. `before` is the session of their browser."""
    person = person_for(state, claim)
    if person is None:
        return stranger(state, claim, place)
    return let_in(state, claim, person, place, how, before)


def let_in(
    state: State, claim: Claim, person: Person, place: str, how: str, before: Session | None
) -> Response:
    """Sign somebody in who was recognised, and lead them to a place of this service, if it is still
    them. The session that this browser had before ends."""
    own = {"issuer": claim.issuer, "subject": claim.subject, "browser": claim.browser}
    with state.history.database.writing() as connection:
        known = find_identity(connection, claim.issuer, claim.subject)
        is_listed = state.class_list.now().person(person.id) is not None
        if known is None or known.person != person.id or not is_listed:
            secret = ""
        else:
            if before is not None:
                end_session(connection, before)
            secret = begin_session(connection, person.id, state.now(), **own)
            note(connection, person.id, "signed in", how=how)
    if not secret:
        return stranger(state, claim, place)
    return with_session(see_other(state, place), state.settings, secret)


def stranger(state: State, claim: Claim, place: str) -> Response:
    """Lead somebody whom nobody knows yet to the page that says what to do."""
    visit = Visit(claim.issuer, claim.subject, own_place(place))
    with state.history.database.writing() as connection:
        secret = begin_visit(connection, visit, state.now())
    return with_cookie(see_other(state, UNKNOWN), state.settings, VISIT, secret, VISIT_LASTS)


def _by_email(state: State, claim: Claim) -> Person | None:
    """Who in the class list has the address that the issuer has verified, where one person has."""
    if not claim.email or not claim.email_verified:
        return None
    people, wanted = state.class_list.now().people, plain_email(claim.email)
    found = [each for each in people if plain_email(each.email) == wanted]
    return found[0] if len(found) == 1 else None
