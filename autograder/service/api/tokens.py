"""The tokens of one's own clients: made, shown once, ended."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.api import client_wheel
from autograder.service.store.audit import note
from autograder.service.store.sessions import end_token, find_token, make_token, tokens_of
from autograder.service.web.access import cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import with_cookie, without_cookie
from autograder.service.web.pages import page

MOST_LABEL = 60
NEW = "autograder-new-token"  # the cookie that carries one from where it is made to its page
SHOWN_WITHIN = timedelta(minutes=1)


def tokens(ask: Ask) -> Response:
    """What one's own clients sign in with. A token that was made just now is shown this one time:
    the browser has brought it from where it was made, and forgets it."""
    state = ask.state
    secret = cookie_of(ask.request, state.settings, NEW)
    with state.history.database.reading() as connection:
        kept = tokens_of(connection, ask.person.id)
        found = find_token(connection, secret, state.now()) if secret else None
    is_own = found is not None and found.person == ask.person.id
    address = state.settings.shown
    answer = page(
        state,
        "tokens.html.jinja",
        ask.who,
        tokens=kept,
        new=secret if is_own else "",
        address=address,
        wheel=f"{address}/client/{client_wheel.FILE}#sha256={client_wheel.sha256()}",
    )
    return without_cookie(answer, state.settings, NEW) if secret else answer


def make(ask: Ask) -> Response:
    """A new token. The page that shows it comes by itself: loading it anew makes no other."""
    label = " ".join(ask.text("label", MOST_LABEL).split()) or _("Notebook")
    with ask.writing() as connection:
        secret = make_token(connection, ask.person.id, label, ask.state.now(), ask.person.session)
        note(connection, ask.person.id, "made a token", ask.person.id)
    return with_cookie(ask.see_other("/me"), ask.state.settings, NEW, secret, SHOWN_WITHIN)


def end(ask: Ask) -> Response:
    """End one of them."""
    with ask.state.history.database.writing() as connection:
        found = end_token(connection, ask.person.id, ask.path("id"))
        if found:
            note(connection, ask.person.id, "ended a token", ask.person.id)
    if not found:
        raise HTTPException(404, _("There is no such token of yours."))
    return ask.see_other("/me")
