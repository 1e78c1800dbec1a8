"""What is asked of a JupyterHub: whose a token is, and a token for a code."""

from __future__ import annotations

from http.client import HTTPException as BrokenAnswer
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec

from autograder.service.hub.settings import Hub

SECONDS = 10.0
MOST_BYTES = 1_000_000
Kind = TypeVar("Kind")


class HubTrouble(Exception):
    """The hub cannot be asked, or does not answer as a hub does; the text is for the log."""


class HubRefusesUs(HubTrouble):
    """The hub does not take this service as its own."""


class _Owner(msgspec.Struct):
    """Whose a token is, as the hub says it."""

    name: str
    kind: str
    scopes: list[str]


class _Granted(msgspec.Struct):
    access_token: str


class _Refused(msgspec.Struct):
    """What is wrong with a question, in the words of OAuth."""

    error: str = ""


class _NoRedirects(HTTPRedirectHandler):
    """A token goes to the hub, and is not carried on."""

    def redirect_request(self, *_request: Any) -> None:
        return


# The hub is a neighbour: no proxy for the web at large learns of its tokens.
_opener = build_opener(ProxyHandler({}), _NoRedirects)


def user_of(hub: Hub, token: str) -> str | None:
    """The name of the user whose token this is; None where it is none, or not one that may come
    here. Raises HubTrouble."""
    request = Request(f"{hub.api}/user", headers={"Authorization": f"token {token}"})
    try:
        owner = _answer(request, _Owner)
    except HTTPError as error:
        with error:
            if error.code in (401, 403):
                return None
            raise HubTrouble(f"The hub answers with {error.code} {error.reason}.") from error
    if owner.kind != "user" or not set(hub.scopes) & set(owner.scopes):
        return None
    return owner.name


def token_for(hub: Hub, code: str) -> str | None:
    """The token of whoever has come back from the hub with this code; None where the code is none,
    or was used, or has waited too long. Raises HubTrouble."""
    form = {
        "client_id": hub.client_id,
        "client_secret": hub.token,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": hub.callback,
    }
    request = Request(f"{hub.api}/oauth2/token", data=urlencode(form).encode())
    try:
        return _answer(request, _Granted).access_token
    except HTTPError as error:
        with error:
            if error.code in (401, 403) or _said(error) == "invalid_client":
                raise HubRefusesUs(
                    f"The hub does not take this service as '{hub.client_id}': compare "
                    "JUPYTERHUB_API_TOKEN and JUPYTERHUB_CLIENT_ID with the service's entry in "
                    "jupyterhub_config.py."
                ) from error
            if error.code == 400:
                return None
            raise HubTrouble(f"The hub answers with {error.code} {error.reason}.") from error


def _said(error: HTTPError) -> str:
    try:
        return msgspec.json.decode(error.read(MOST_BYTES), type=_Refused).error
    except (msgspec.DecodeError, UnicodeError, OSError, BrokenAnswer):
        return ""


def _answer(request: Request, kind: type[Kind]) -> Kind:
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return msgspec.json.decode(answer.read(MOST_BYTES), type=kind)
    except HTTPError:
        raise
    except (OSError, BrokenAnswer) as error:
        raise HubTrouble(f"The hub cannot be reached: {error}.") from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise HubTrouble(f"This is not what a hub answers: {error}.") from error
