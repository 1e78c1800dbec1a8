"""A learning platform is asked something: within a time, up to a size, and led nowhere else."""

from __future__ import annotations

import time
from email.message import Message
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec

from autograder.errors import ServiceError
from autograder.service.lti.platforms import is_safe

SECONDS = 10.0  # for each step of a request
LONGEST = 30.0  # seconds for the whole of it
MOST = 5_000_000  # bytes of an answer
PIECE = 65_536


class Answer(NamedTuple):
    """What it has answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """What stands in it; raises ServiceError where it is no JSON."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ServiceError("The learning platform has answered with something odd.") from error


class _Nowhere(HTTPRedirectHandler):
    def redirect_request(self, *_asked: Any) -> None:
        """An address that was configured, or signed, is the one that is asked."""


def fetch(
    url: str,
    *,
    here: bool,
    method: str = "GET",
    data: bytes | None = None,
    headers: dict[str, str] | None = None,
    most: int = MOST,
) -> Answer:
    """Ask a platform. `here` says that it may be on this machine, and without HTTPS there.

    Raises ServiceError where it cannot be reached, or its answer is too long or too slow.
    """
    if not is_safe(url, here=here):
        raise ServiceError(f"The address {url!r} of the learning platform is not safe to ask.")
    host = urlsplit(url).netloc
    handlers = [_Nowhere()] if not here else [_Nowhere(), ProxyHandler({})]
    asked = Request(url, data, headers or {}, method=method)
    end = time.monotonic() + LONGEST
    try:
        try:
            answer = build_opener(*handlers).open(asked, timeout=SECONDS)
        except HTTPError as error:  # an answer, too
            answer = error
        with answer:
            body = _read(answer, most, end, host)
            return Answer(answer.status, answer.headers, body)
    except (OSError, ValueError) as error:  # not there, no name, a bad certificate, too slow
        reason = getattr(error, "reason", None) or error
        raise ServiceError(
            f"The learning platform at {host} cannot be reached: {reason}.",
            todo="It is tried again. See that its address is right, and that it is there.",
        ) from error


def _read(answer: Any, most: int, end: float, host: str) -> bytes:
    body = b""
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > most:
            raise ServiceError(f"The learning platform at {host} has answered with too much.")
        if time.monotonic() > end:
            raise ServiceError(f"The learning platform at {host} answers too slowly.")
    return body
