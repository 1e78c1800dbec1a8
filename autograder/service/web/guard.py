"""What holds for every request, before any route sees it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autograder.notebooks.raw import MAX_BYTES
from autograder.service.web.settings import Settings

MOST_BODY = MAX_BYTES + 1_000_000  # a notebook and what a form puts around it
BODY_SECONDS = 120.0  # for one request to come in
MOST_REST = 3 * MOST_BODY  # of what nobody wants, and the time for it
REST_SECONDS = 10.0
ARRIVED = "autograder.arrived"
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


class TooLarge(HTTPException):
    """More has come than one request may have."""

    def __init__(self) -> None:
        super().__init__(413, _too_large())


class TooSlow(HTTPException):
    """A request has not come to its end in time."""

    def __init__(self) -> None:
        super().__init__(408, "This has not come to its end in time. Please send it again.")


class Guard:
    """Knows when a request has arrived, refuses other hosts and bodies without end, and tells
    browsers what they may do with our pages."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._app, self._settings, self._now = app, settings, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or what else the server says."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[ARRIVED] = self._now()
        _put_below(self._settings.root, scope)
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
        if refusal is not None:
            await refusal(scope, receive, sends_once)
            return
        try:
            await self._app(scope, body.receive, sends_once)
        except (TooLarge, TooSlow) as error:
            if not begun:
                refusal = _refused(scope, error.status_code, error.detail)
                await refusal(scope, receive, sends_once)

    def _refusal(self, headers: Headers, scope: Scope) -> Response | None:
        if headers.get("host", "").lower() not in self._settings.hosts:
            text = f"This is not the address of the service. It is {self._settings.shown}."
            return _refused(scope, 421, text)
        length = _length(headers)
        if length is None or length > MOST_BODY:
            return _refused(scope, 413, _too_large())
        if not scope["path"].isprintable():  # no name of ours, and not every database takes it
            return _refused(scope, 404, "There is no such page.")
        return None


def for_programs(scope: Scope) -> bool:
    """Whether it is a program that asks: it gets JSON, also where something is wrong."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path.startswith("/api/")


def _refused(scope: Scope, status: int, text: str) -> Response:
    if for_programs(scope):
        return JSONResponse({"error": text}, status)
    return PlainTextResponse(f"{text}\n", status)


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


def _too_large() -> str:
    return f"This is too large: {MOST_BODY // 10**6} MB may be sent at once."


def _length(headers: Headers) -> int | None:
    """How long the body is said to be; None where that cannot be."""
    length = headers.get("content-length", "0")
    return int(length) if _LENGTH.fullmatch(length) else None


class Body:
    """What a request sends, until that is too much or takes too long."""

    def __init__(self, receive: Receive, *, is_there: bool) -> None:
        self._receive = receive
        self._came = 0
        self._ended = not is_there
        self._end = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receive(self) -> Message:
        """The next part of it; raises TooLarge and TooSlow."""
        if self._ended:  # only its end can come, whenever that is
            return await self._receive()
        left = self._end - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._next(), max(left, 0.0))
        except TimeoutError:
            raise TooSlow from None
        if self._came > MOST_BODY:
            raise TooLarge
        return message

    async def read_the_rest(self) -> None:
        """Before an answer that came early: whoever still sends does not read it, and a connection
        that is closed with something unread takes the answer along."""
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                while not self._ended and self._came < MOST_REST:
                    await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._came += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        return message


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
