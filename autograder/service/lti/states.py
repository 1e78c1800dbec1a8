"""Somebody begins to sign in: what they bring back shows that it was begun here, in this browser.

The state travels through the platform, signed by us; nothing is kept until it comes back. Then its
id is written down, so that it is taken once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from autograder.service.store.secrets import digest_of

LASTS = timedelta(minutes=10)
MOST = 4_000  # characters


class Lasting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that holds until a moment, in seconds since 1970."""

    until: float


T = TypeVar("T", bound=Lasting)


class State(Lasting, frozen=True, kw_only=True):
    """A sign-in at a platform. `browser` is the digest of the secret in this browser's cookie."""

    id: str
    issuer: str
    client_id: str
    browser: str


def sealed(value: Lasting, key: str) -> str:
    """What travels through a browser or a platform, and is taken back only as it was."""
    body = base64.urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")
    return f"{body}.{_seal(f'{type(value).__name__} {body}', key)}"


def opened(text: str, key: str, now: datetime, kind: type[T], most: int = MOST) -> T | None:
    """What we have sealed; None where it is another's, something else, or too old."""
    body, _dot, seal = text[:most].partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(f"{kind.__name__} {body}", key).encode()):
        return None
    padded = body + "=" * (-len(body) % 4)
    value: T = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=kind)
    return value if now.timestamp() <= value.until else None


def nonce_of(state: State, key: str) -> str:
    """What the platform has to sign along: it belongs to this state, and nobody can guess it."""
    return _seal(f"nonce {state.id}", key)


def is_of(state: State, secret: str) -> bool:
    """Whether the browser with this secret has begun it."""
    return bool(secret) and hmac.compare_digest(state.browser, digest_of(secret))


def _seal(text: str, key: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
