"""What holds for every request, before any route sees it."""

from __future__ import annotations

import re
from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autograder.language import _, speaking
from autograder.service.web.body import MOST_BODY, Body, TooLarge, TooSlow
from autograder.service.web.pages import trouble_page
from autograder.service.web.state import State

# What is parsed, at times in a time that grows with its square: more than this no browser sends.
MOST_IN_HEADERS = {"content-type": 300, "range": 300, "cookie": 16_000, "authorization": 16_000}
MOST_QUERY = 16_000
ARRIVED = "autograder.arrived"
_EXERCISE = re.compile(r"/exercises/(\w+)/")
_LENGTH = re.compile(r"[0-9]{1,15}")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, browsers call the origin of a form null
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Knows when a request has arrived, refuses other hosts and bodies without end, and tells
    browsers what they may do with our pages."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app, self._state = app, state
        self._settings = state.settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or what else the server says."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[ARRIVED] = self._state.now()
        _put_below(self._settings.root, scope)
        with speaking(self._state.course.language):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        body = Body(receive, is_there="transfer-encoding" in headers or _length(headers) != 0)
        sends = _with_headers(send, secure=self._settings.secure)
        begun = False

        async def sends_once(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                await body.read_the_rest()
            await sends(message)

        refusal = self._refusal(headers, scope)
        if refusal is not None:  # no page of ours has led there, so nothing more is read
            refusal.headers["connection"] = "close"
            await refusal(scope, receive, sends)
            return
        try:
            length = _length(headers)
            if length is None or length > MOST_BODY:
                raise TooLarge
            await self._app(scope, body.receive, sends_once)
        except (TooLarge, TooSlow) as error:
            if not begun:
                refusal = self._refused(scope, error.status_code, error.detail)
                await refusal(scope, receive, sends_once)

    def _refusal(self, headers: Headers, scope: Scope) -> Response | None:
        if headers.get("host", "").lower() not in self._settings.hosts:
            text = _("This is not the address of the service. It is {address}.")
            text = text.format(address=self._settings.shown)
            if for_programs(scope):
                return JSONResponse({"error": text}, 421)
            return PlainTextResponse(f"{text}\n", 421)  # its pages would lead nowhere
        for name, most in MOST_IN_HEADERS.items():
            if sum(map(len, headers.getlist(name))) > most:
                text = _("What your browser says of this request is too long: {name}.")
                return self._refused(scope, 431, text.format(name=name))
        if len(scope["query_string"]) > MOST_QUERY:
            return self._refused(scope, 414, _("This address is too long."))
        if not scope["path"].isprintable():  # no name of ours, and not every database takes it
            return self._refused(scope, 404, _("There is no such page."))
        return None

    def _refused(self, scope: Scope, status: int, text: str) -> Response:
        if for_programs(scope):
            return JSONResponse({"error": text}, status)
        path: str = scope["path"].removeprefix(self._settings.root)
        own = _EXERCISE.match(path)
        return trouble_page(self._state, status, text, exercise=own[1] if own else "")


def for_programs(scope: Scope) -> bool:
    """Whether it is a program that asks: it gets JSON, also where something is wrong."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path.startswith("/api/")


def arrived(scope: Scope) -> datetime:
    """When the first byte of this request was here, by our clock."""
    moment: datetime = scope[ARRIVED]
    return moment


def _put_below(root: str, scope: Scope) -> None:
    """Let the path begin with `root`, below which the service stands, also where a proxy has taken
    that off; routes are compared with what follows."""
    path: str = scope["path"]
    if root and path != root and not path.startswith(f"{root}/"):
        path = root + path
    scope["path"] = f"{root}/" if path == root else path
    scope["root_path"] = root


def _length(headers: Headers) -> int | None:
    """How long the body is said to be; None where that cannot be."""
    length = headers.get("content-length", "0")
    return int(length) if _LENGTH.fullmatch(length) else None


def _with_headers(send: Send, *, secure: bool) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if secure:
                headers.setdefault("strict-transport-security", "max-age=31536000")
        await send(message)

    return sends
