"""Pages about identities: somebody says that one is them, and a teacher decides who is who."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.lti.comparing import was_recognised
from autograder.service.signin.identity import VISIT
from autograder.service.signin.places import own_place
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
from autograder.service.teacher.lookalikes import resembled, spelled
from autograder.service.web.access import cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import without_cookie
from autograder.service.web.pages import page

MOST = 2_000  # characters of an issuer and a subject in a form


def unknown(ask: Ask) -> Response:
    """For somebody whom another system vouches for, and whom nobody here knows."""
    with ask.state.history.database.reading() as connection:
        found, _place = _visiting(ask, connection)
        taken = found is not None and ask.who is not None and _has_one(ask, connection, found)
    return page(
        ask.state,
        "unknown.html.jinja",
        ask.who,
        found=found,
        taken=taken,
        by_link=_is_by_link(ask),
        gone=found is not None and _is_gone(ask, found),
    )


def is_me(ask: Ask) -> Response:
    """Whoever is signed in by a personal link says that the identity in this browser is theirs.
    Nobody decides anything else about them meanwhile."""
    with ask.writing() as connection:
        place = _is_me(ask, connection)
    return without_cookie(ask.see_other(own_place(place)), ask.state.settings, VISIT)


def _is_me(ask: Ask, connection: Connection) -> str:
    """Where they wanted to go; raises HTTPException where they cannot say so."""
    found, place = _visiting(ask, connection)
    if found is not None and _is_gone(ask, found):
        raise HTTPException(409, _("You are no longer in the class list. Please ask your teacher."))
    if not _is_by_link(ask):
        raise HTTPException(403, _("Only who is signed in by a personal link can say this."))
    if found is None or found.person is not None:
        text = _("Nobody waits to be recognised in this browser. Open the course once more there.")
        raise HTTPException(409, text)
    if _has_one(ask, connection, found):
        text = _("You are known under another name there already. Your teacher can change that.")
        raise HTTPException(409, text)
    own = ask.person.id
    bind_identity(connection, found.issuer, found.subject, own, own)
    note(connection, own, "said who they are", own, issuer=found.issuer)
    who = (found.issuer, found.subject, ask.person.person)
    was_recognised(connection, ask.state.course, *who, ask.state.now())
    return place


def identities(ask: Ask) -> Response:
    """All identities, and for each the person that it is."""
    with ask.state.history.database.reading() as connection:
        found = all_identities(connection)
    roster = ask.state.class_list.now()
    return page(
        ask.state,
        "identities.html.jinja",
        ask.who,
        found=found,
        roster=roster,
        spelled=spelled,
        resembled=lambda each: resembled(each.name or each.subject, roster.people),
    )


def bind(ask: Ask) -> Response:
    """A teacher says who an identity is."""
    own = ask.person.id
    with ask.writing() as connection:
        person = ask.state.class_list.now().person(ask.text("person"))
        if person is None:
            raise HTTPException(404, _("There is no such person in this course."))
        if not bind_identity(connection, *_named(ask), person.id, own):
            raise HTTPException(404, _("This identity is no longer here."))
        note(connection, own, "said who somebody is", person.id, issuer=_named(ask)[0])
        who = (*_named(ask), person)
        was_recognised(connection, ask.state.course, *who, ask.state.now())
    return ask.see_other("/identities")


def end(ask: Ask) -> Response:
    """An identity is nobody any more. Where it was somebody it waits until a teacher says who it
    is, whatever speaks for anybody; else it is off the list until it comes back."""
    own = ask.person.id
    with ask.writing() as connection:
        known = find_identity(connection, *_named(ask))
        if known is None:
            raise HTTPException(404, _("This identity is no longer here."))
        if known.person is not None:
            bind_identity(connection, known.issuer, known.subject, None, own)
        elif not known.how:
            drop_identity(connection, known.issuer, known.subject)
        note(connection, own, "let an identity go", known.person or "")
    return ask.see_other("/identities")


def _named(ask: Ask) -> tuple[str, str]:
    """As it stands in the form: without the signs that nobody sees it may be another one."""
    issuer, subject = (ask.form.get(name, "") for name in ("issuer", "subject"))
    if not isinstance(issuer, str) or not isinstance(subject, str) or "\0" in issuer + subject:
        raise HTTPException(404, _("This identity is no longer here."))
    return issuer[:MOST], subject[:MOST]


def _visiting(ask: Ask, connection: Connection) -> tuple[Identity | None, str]:
    """The identity that waits in this browser, and where it wanted to go."""
    secret = cookie_of(ask.request, ask.state.settings, VISIT)
    visit = find_visit(connection, secret, ask.state.now()) if secret else None
    if visit is None:
        return None, "/"
    return find_identity(connection, visit.issuer, visit.subject), visit.place


def _is_by_link(ask: Ask) -> bool:
    """Whether who asks is in the class list, and has signed in by a personal link."""
    is_listed = ask.who is not None and ask.state.class_list.now().person(ask.who.id) is not None
    return is_listed and ask.session is not None and not ask.session.issuer


def _is_gone(ask: Ask, found: Identity) -> bool:
    """Whether it is known who it is, and they are no longer in the class list."""
    return found.person is not None and ask.state.class_list.now().person(found.person) is None


def _has_one(ask: Ask, connection: Connection, found: Identity) -> bool:
    """Whether who asks is another identity of the same issuer already."""
    return bool(identities_of(connection, ask.person.id, found.issuer))
