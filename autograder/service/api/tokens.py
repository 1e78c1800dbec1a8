"""The tokens of one's own clients: made, shown once, ended."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.api import client_wheel
from autograder.service.store.audit import note
from autograder.service.store.sessions import end_token, make_token, tokens_of
from autograder.service.web.ask import Ask
from autograder.service.web.pages import page

MOST_LABEL = 60


def tokens(ask: Ask) -> Response:
    """What one's own clients sign in with."""
    return _page(ask)


def make(ask: Ask) -> Response:
    """A new token, shown this one time."""
    label = " ".join(ask.text("label", MOST_LABEL).split()) or _("Notebook")
    with ask.state.history.database.writing() as connection:
        secret = make_token(connection, ask.person.id, label, ask.state.now(), ask.person.session)
        note(connection, ask.person.id, "made a token", ask.person.id)
    return _page(ask, new=secret)


def end(ask: Ask) -> Response:
    """End one of them."""
    with ask.state.history.database.writing() as connection:
        found = end_token(connection, ask.person.id, ask.path("id"))
    if not found:
        raise HTTPException(404, _("There is no such token of yours."))
    return ask.see_other("/me")


def _page(ask: Ask, new: str = "") -> Response:
    with ask.state.history.database.reading() as connection:
        own = tokens_of(connection, ask.person.id)
    address = ask.state.settings.shown
    wheel = f"{address}/client/{client_wheel.FILE}#sha256={client_wheel.sha256()}"
    return page(
        ask.state, "tokens.html.jinja", ask.who, tokens=own, new=new, address=address, wheel=wheel
    )
