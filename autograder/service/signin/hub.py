"""Signing in with a JupyterHub, by OAuth: the hub asks the browser who it is, and tells us."""

from __future__ import annotations

import hmac
import re
from datetime import timedelta
from urllib.parse import quote, unquote, urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from autograder.language import _
from autograder.service.hub.api import HubTrouble, token_for, user_of
from autograder.service.hub.settings import Hub
from autograder.service.signin.identity import Claim, enters
from autograder.service.signin.places import START, own_place
from autograder.service.store.secrets import new_secret
from autograder.service.web.access import cookie_of, hub_session
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import with_cookie, without_cookie
from autograder.service.web.hub_users import hub_is_away, saw_user
from autograder.service.web.pages import trouble_page

JOURNEY = "autograder-hub-"  # the cookie of one way to the hub and back; several may be under way
JOURNEY_LASTS = timedelta(minutes=10)
MOST_SAID = 200  # characters of why the hub has broken off
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def begin(ask: Ask) -> Response:
    """Send the browser to the hub, and remember that it was this browser."""
    hub = _hub(ask)
    key = new_secret()
    asked = {
        "client_id": hub.client_id,
        "redirect_uri": hub.callback,
        "response_type": "code",
        "state": key,
    }
    answer = RedirectResponse(f"{hub.authorize}?{urlencode(asked)}", 303)
    place = quote(own_place(ask.request.query_params.get("next", "")), safe="")
    kept = f"{key}.{place}"
    return with_cookie(answer, ask.state.settings, _journey(key), kept, JOURNEY_LASTS)


def come_back(ask: Ask) -> Response:
    """The hub has sent the browser back, with a code for the token of who it is."""
    hub, settings = _hub(ask), ask.state.settings
    query = ask.request.query_params
    key = query.get("state", "")
    if not _KEY.fullmatch(key):
        text = _("This is not what JupyterHub sends. Please sign in once more.")
        return _once_more(ask, 400, text)
    cookie = cookie_of(ask.request, settings, _journey(key))
    kept, _dot, wanted = cookie.partition(".")
    if not hmac.compare_digest(kept.encode(), key.encode()):
        text = _("Signing in was begun in another browser, or too long ago. Please begin anew.")
        return _once_more(ask, 403, text)
    place = own_place(unquote(wanted))
    if "error" in query:
        text = _("JupyterHub has broken off the sign-in: {why}.")
        why = "".join(filter(str.isprintable, query.get("error_description") or query["error"]))
        return _once_more(ask, 403, text.format(why=why[:MOST_SAID].rstrip(".")), place)
    try:
        token = token_for(hub, query["code"]) if query.get("code") else None
        name = user_of(hub, token) if token is not None else None
    except HubTrouble as error:
        raise hub_is_away(ask.state, error) from error
    if token is None:
        text = _("This sign-in was used before, or has taken too long. Please sign in once more.")
        return _once_more(ask, 400, text, place)
    if name is None:
        text = _("JupyterHub does not let you come here. Please ask your teacher.")
        raise HTTPException(403, text)
    saw_user(ask.state, hub, name)
    claim = Claim(hub.issuer, name, name, browser=hub_session(ask.request))
    answer = enters(ask.state, claim, place, "hub", ask.session)
    return without_cookie(answer, settings, _journey(key))


def _once_more(ask: Ask, status: int, text: str, place: str = START) -> Response:
    """Say why somebody was not let in, and lead them to the beginning of it."""
    return trouble_page(ask.state, status, text, again=f"/signin/hub?next={quote(place, safe='/')}")


def _hub(ask: Ask) -> Hub:
    hub = ask.state.settings.hub
    if hub is None:
        raise HTTPException(404, _("There is no such page."))
    return hub


def _journey(key: str) -> str:
    return JOURNEY + key[:12]
