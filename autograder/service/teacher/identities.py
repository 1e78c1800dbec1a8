"""Pages about identities: somebody says that one is them, and a teacher decides who is who."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.lti.comparing import compare_all
from autograder.service.signin.identity import VISIT
from autograder.service.store.audit import note
from autograder.service.store.identities import (
    Identity,
    all_identities,
    bind_identity,
    drop_identity,
    find_identity,
    find_visit,
    identities_of,
)
from autograder.service.web.access import cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import without_cookie
from autograder.service.web.pages import page

MOST = 2_000  # characters of an issuer and a subject in a form


def unknown(ask: Ask) -> Response:
    """For somebody whom another system vouches for, and whom nobody here knows."""
    found, place = _visiting(ask)
    taken = found is not None and ask.who is not None and _has_one(ask, found)
    return page(ask.state, "unknown.html.jinja", ask.who, found=found, place=place, taken=taken)


def is_me(ask: Ask) -> Response:
    """Whoever is signed in says that the identity in this browser is theirs."""
    found, place = _visiting(ask)
    if found is None or found.person is not None:
        text = _("Nobody waits to be recognised in this browser. Open the course once more there.")
        raise HTTPException(409, text)
    if _has_one(ask, found):
        text = _("You are known under another name there already. Your teacher can change that.")
        raise HTTPException(409, text)
    own = ask.person.id
    with ask.state.history.database.writing() as connection:
        bind_identity(connection, found.issuer, found.subject, own, own)
        note(connection, own, "said who they are", own, issuer=found.issuer)
    return without_cookie(ask.see_other(place), ask.state.settings, VISIT)


def identities(ask: Ask) -> Response:
    """All identities, and for each the person that it is."""
    with ask.state.history.database.reading() as connection:
        found = all_identities(connection)
    roster = ask.state.class_list.now()
    return page(ask.state, "identities.html.jinja", ask.who, found=found, roster=roster)


def bind(ask: Ask) -> Response:
    """A teacher says who an identity is."""
    person = ask.state.class_list.person(ask.text("person"))
    if person is None:
        raise HTTPException(404, _("There is no such person in this course."))
    own = ask.person.id
    with ask.state.history.database.writing() as connection:
        if not bind_identity(connection, *_named(ask), person.id, own):
            raise HTTPException(404, _("This identity is no longer here."))
        note(connection, own, "said who somebody is", person.id, issuer=_named(ask)[0])
        compare_all(connection, ask.state.course, ask.state.now())  # grades may belong there now
    return ask.see_other("/identities")


def end(ask: Ask) -> Response:
    """An identity is nobody any more: it waits again once it comes back."""
    with ask.state.history.database.writing() as connection:
        known = find_identity(connection, *_named(ask))
        if known is None or not drop_identity(connection, *_named(ask)):
            raise HTTPException(404, _("This identity is no longer here."))
        note(connection, ask.person.id, "let an identity go", known.person or "")
    return ask.see_other("/identities")


def _named(ask: Ask) -> tuple[str, str]:
    return ask.text("issuer", MOST), ask.text("subject", MOST)


def _visiting(ask: Ask) -> tuple[Identity | None, str]:
    """The identity that waits in this browser, and where it wanted to go."""
    secret = cookie_of(ask.request, ask.state.settings, VISIT)
    with ask.state.history.database.reading() as connection:
        visit = find_visit(connection, secret, ask.state.now()) if secret else None
        if visit is None:
            return None, "/"
        return find_identity(connection, visit.issuer, visit.subject), visit.place


def _has_one(ask: Ask, found: Identity) -> bool:
    """Whether who asks is another identity of the same issuer already."""
    with ask.state.history.database.reading() as connection:
        return bool(identities_of(connection, ask.person.id, found.issuer))
