"""A learning platform is asked something: within a time, up to a size, and led nowhere else."""

from __future__ import annotations

import re
from email.message import Message
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec

from autograder.errors import ServiceError
from autograder.language import _
from autograder.service.lti.hurried import Plain, Secure, Terms
from autograder.service.lti.platforms import is_safe

LONGEST = 30.0  # seconds for the whole of a request
MOST = 5_000_000  # bytes of an answer
PIECE = 65_536
_SECONDS = re.compile(r"[0-9]{1,6}")


class Away(Exception):
    """The cause of a ServiceError: a platform cannot be reached, or has too much to do. `wait` is
    for how many seconds it wants to be left alone, where it says so."""

    def __init__(self, wait: int = 0) -> None:
        super().__init__(wait)
        self.wait = wait


def is_away(error: BaseException) -> Away | None:
    """Whether a platform was away, and that is all that an error says."""
    return error.__cause__ if isinstance(error.__cause__, Away) else None


class Answer(NamedTuple):
    """What it has answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_busy(self) -> bool:
        return self.status in (429, 503)

    @property
    def wait(self) -> int:
        """For how many seconds it wants to be left alone; 0 where it does not say so."""
        said = self.headers.get("retry-after", "").strip()
        return int(said) if _SECONDS.fullmatch(said) else 0

    def json(self) -> Any:
        """What stands in it; raises ServiceError where it is no JSON."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ServiceError(
                _("The learning platform has answered with something odd.")
            ) from error


class _Nowhere(HTTPRedirectHandler):
    def redirect_request(self, *_asked: Any) -> None:
        """An address that was configured, or signed, is the one that is asked."""


def fetch(
    url: str,
    *,
    here: bool,
    inside: bool = True,
    method: str = "GET",
    data: bytes | None = None,
    headers: dict[str, str] | None = None,
    most: int = MOST,
) -> Answer:
    """Ask a platform. `here` says that it may be on this machine, and without HTTPS there, and
    `inside` that it may be in a network that is closed to others.

    Raises ServiceError where that is too long, and one that `is_away` where it cannot be reached,
    or its answer is too slow.
    """
    if not is_safe(url, here=here):
        what = _("The address {url} of the learning platform is not safe to ask.")
        raise ServiceError(what.format(url=repr(url)))
    host = urlsplit(url).netloc
    terms = Terms(url, LONGEST, inside=inside or here)
    handlers = [_Nowhere(), Plain(terms), Secure(terms)]
    if here:
        handlers.append(ProxyHandler({}))
    asked = Request(url, data, headers or {}, method=method)
    try:
        try:
            answer = build_opener(*handlers).open(asked)
        except HTTPError as error:  # an answer, too
            answer = error
        with answer:
            body = _read(answer, most, host)
            return Answer(answer.status, answer.headers, body)
    except (OSError, ValueError, HTTPException) as error:  # no name, a bad certificate, too slow
        reason = getattr(error, "reason", None) or error
        what = _("The learning platform at {host} cannot be reached: {reason}.")
        raise ServiceError(
            what.format(host=host, reason=reason),
            todo=_("It is tried again. See that its address is right, and that it is there."),
        ) from Away()


def _read(answer: Any, most: int, host: str) -> bytes:
    body = b""
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > most:
            what = _("The learning platform at {host} has answered with too much.")
            raise ServiceError(what.format(host=host))
    return body
