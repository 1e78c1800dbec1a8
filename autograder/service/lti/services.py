"""The services of a learning platform: they are asked with a token, which it gives for something
that we have signed."""

from __future__ import annotations

import math
import re
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

import msgspec
from joserfc import jwt

from autograder.errors import ServiceError
from autograder.language import _
from autograder.service.lti.fetch import Answer, Away, fetch
from autograder.service.lti.keys import OwnKeys
from autograder.service.lti.platforms import Platform

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SIGNED_FOR = timedelta(minutes=5)
MARGIN = timedelta(minutes=1)  # before its end a token is no longer used
WHOLE = re.compile(r"[\x21-\x7e]+")  # what a token is made of
USUAL, LONGEST = 3600, 86_400  # seconds that a token lives: where nobody says it, and at most


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float = USUAL


class Services:
    """Asks platforms, and keeps their tokens as long as they live; for many threads."""

    def __init__(self, keys: Callable[[], OwnKeys]) -> None:
        self._keys = keys
        self._lock = threading.Lock()
        self._tokens: dict[tuple[str, str, str], tuple[str, datetime]] = {}

    def ask(
        self,
        platform: Platform,
        scope: str,
        url: str,
        *,
        accept: str,
        body: object = None,
        kind: str = "",
    ) -> Answer:
        """The answer of a service, whatever its status; with a `body` of this kind it is sent
        something. Raises ServiceError where it gives no token, and where it `is_away`."""
        inside = urlsplit(url).hostname in platform.hosts  # a launch may name any address
        data = None if body is None else msgspec.json.encode(body)
        for is_last in (False, True):
            headers = {
                "authorization": f"Bearer {self._token(platform, scope)}",
                "accept": accept,
            }
            if data is not None:
                headers["content-type"] = kind
            method = "GET" if data is None else "POST"
            answer = fetch(
                url,
                here=platform.is_here,
                inside=inside,
                method=method,
                data=data,
                headers=headers,
            )
            if answer.is_busy:
                raise _busy(answer) from Away(answer.wait)
            if answer.status != 401 or is_last:
                break
            self._forget(platform, scope)  # it may have been called back before its time
        return answer

    def _token(self, platform: Platform, scope: str) -> str:
        key = (platform.issuer, platform.client_id, scope)
        now = datetime.now(UTC)
        with self._lock:
            token, until = self._tokens.get(key, ("", now))
        if until <= now:  # nobody else waits meanwhile
            new = self._new(platform, scope, now)
            lives = timedelta(seconds=min(max(new.expires_in, 0), LONGEST))
            token = new.access_token
            with self._lock:
                self._tokens[key] = token, now + lives - MARGIN
        return token

    def _forget(self, platform: Platform, scope: str) -> None:
        with self._lock:
            self._tokens.pop((platform.issuer, platform.client_id, scope), None)

    def _new(self, platform: Platform, scope: str, now: datetime) -> _Token:
        own = self._keys().signing(now).key
        claims = {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": platform.audience or platform.token_url,
            "iat": int(now.timestamp()),
            "exp": int((now + SIGNED_FOR).timestamp()),
            "jti": secrets.token_urlsafe(16),
        }
        asked = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": jwt.encode({"alg": "RS256", "kid": own.kid}, claims, own),
            "scope": scope,
        }
        answer = fetch(
            platform.token_url,
            here=platform.is_here,
            method="POST",
            data=urlencode(asked).encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        if answer.is_busy:
            raise _busy(answer) from Away(answer.wait)
        if not answer.is_good:
            what = _("The learning platform gives no token: it answers {status}.")
            raise ServiceError(
                what.format(status=answer.status),
                where=platform.token_url,
                todo=_("See that it has our public keys, and lets this tool use its services."),
            )
        try:
            token = msgspec.convert(answer.json(), _Token)
        except msgspec.ValidationError as error:
            raise ServiceError(_odd_token()) from error
        if not WHOLE.fullmatch(token.access_token) or not math.isfinite(token.expires_in):
            raise ServiceError(_odd_token())
        return token


def _odd_token() -> str:
    return _("The learning platform gives a token in an odd form.")


def _busy(answer: Answer) -> ServiceError:
    what = _("The learning platform has too much to do: it answers {status}.")
    return ServiceError(what.format(status=answer.status))
