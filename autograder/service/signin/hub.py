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
from autograder.service.signin.link import own_place
from autograder.service.store.secrets import new_secret
from autograder.service.web.access import cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.cookies import with_cookie, without_cookie
from autograder.service.web.hub_users import hub_is_away, saw_user

JOURNEY = "autograder-hub-"  # the cookie of one way to the hub and back; several may be under way
JOURNEY_LASTS = timedelta(minutes=10)
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
        raise HTTPException(400, _("This is not what JupyterHub sends. Please sign in once more."))
    cookie = cookie_of(ask.request, settings, _journey(key))
    kept, _dot, place = cookie.partition(".")
    if not hmac.compare_digest(kept.encode(), key.encode()):
        text = _("Signing in was begun in another browser, or too long ago. Please begin anew.")
        raise HTTPException(403, text)
    name = _user(hub, query.get("code", ""))
    if name is None:
        text = _("JupyterHub does not let you come here. Please ask your teacher.")
        raise HTTPException(403, text)
    saw_user(ask.state, hub, name)
    answer = enters(ask.state, Claim(hub.issuer, name, name), own_place(unquote(place)), "hub")
    return without_cookie(answer, settings, _journey(key))


def _user(hub: Hub, code: str) -> str | None:
    try:
        token = token_for(hub, code) if code else None
        return user_of(hub, token) if token is not None else None
    except HubTrouble as error:
        raise hub_is_away(error) from error


def _hub(ask: Ask) -> Hub:
    hub = ask.state.settings.hub
    if hub is None:
        raise HTTPException(404, _("There is no such page."))
    return hub


def _journey(key: str) -> str:
    return JOURNEY + key[:12]
