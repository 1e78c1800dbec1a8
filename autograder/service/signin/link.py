"""A personal link is used once: its secret stands behind `#`, so no server and no log sees it but
this one, and only in the body of a request that a person has made."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.signin.links import link_to
from autograder.service.signin.places import START, own_place
from autograder.service.store.audit import note
from autograder.service.store.sessions import (
    begin_session,
    end_session,
    is_link,
    make_links,
    use_link,
)
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import with_session, without_session
from autograder.service.web.pages import page
from autograder.service.web.state import State, address_of


def link_for(state: State, person: str, *, beside: bool = False) -> str:
    """A new personal link, to be given to that person and nobody else. Another one of theirs that
    was not used ends, but where it is to stand `beside` that."""
    with state.history.database.writing() as connection:
        (secret,) = make_links(connection, [person], state.now(), beside=beside)
    return link_to(state.settings.shown, secret)


def front(ask: Ask) -> Response:
    """The first page: for who is signed in, the one behind it."""
    if ask.who is not None:
        return ask.see_other(first_place(ask))
    return page(
        ask.state,
        "front.html.jinja",
        None,
        place=own_place(ask.request.query_params.get("next", "")),
        hub=ask.state.settings.hub,
    )


def enter(ask: Ask) -> Response:
    """Where a personal link leads: a script sends what stands behind `#`, once one asks for it."""
    return page(ask.state, "enter.html.jinja", ask.who, refused=False)


def use(ask: Ask) -> Response:
    """Take a personal link in exchange for a session in this browser."""
    state = ask.state
    secret = ask.text("secret").strip().rpartition("#")[2]
    with state.history.database.reading() as connection:
        is_known = is_link(connection, secret, state.now())
    if not is_known:  # no guess keeps those out whose link is right
        if state.guesses.wait(address_of(ask.request), state.now()):
            raise HTTPException(429, _("Too many links were tried. Please wait a minute."))
        return page(state, "enter.html.jinja", ask.who, 403, refused=True)
    with state.history.database.writing() as connection:
        person = use_link(connection, secret, state.now())
        if person is None or state.class_list.person(person) is None:
            session = ""
        else:
            if ask.session is not None:
                end_session(connection, ask.session)
            session = begin_session(connection, person, state.now())
            note(connection, person, "signed in", how="link")
    if not session:
        return page(state, "enter.html.jinja", ask.who, 403, refused=True)
    return with_session(ask.see_other(START), state.settings, session)


def leave(ask: Ask) -> Response:
    """Sign out in this browser."""
    if ask.session is not None:
        with ask.state.history.database.writing() as connection:
            end_session(connection, ask.session)
    return without_session(ask.see_other("/"), ask.state.settings)


def first_place(ask: Ask) -> str:
    """Where somebody who has signed in goes."""
    wanted = own_place(ask.request.query_params.get("next", ""))
    if wanted != START:
        return wanted
    return "/class" if ask.person.level >= Level.STAFF else START
