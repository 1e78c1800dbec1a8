"""Our own key pairs: learning platforms fetch the public half, and know by it what we have signed.

A new pair is shown for a day before anything is signed with it, as platforms keep what they have
fetched for a while; the one before stays, since they may still ask for it.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from joserfc.jwk import RSAKey

from autograder.course import Course
from autograder.errors import ServiceError
from autograder.files import PRIVATE, create_atomically, write_atomically
from autograder.roster import changing

FILE = ".autograder/lti-keys.json"
BITS = 2048
SHOWN_BEFORE = timedelta(days=1)
KEPT = 3  # key pairs: the new one, the one in use, the one before


class OwnKey(msgspec.Struct, frozen=True):
    """A key pair as a JWK, and since when there is one."""

    made_at: datetime
    jwk: dict[str, Any]

    @property
    def key(self) -> RSAKey:
        """For signing; its `kid` is in it."""
        return RSAKey.import_key(self.jwk)


class OwnKeys(msgspec.Struct, frozen=True):
    """All of them, the oldest first, and the secret that states of sign-ins are made with."""

    keys: tuple[OwnKey, ...]
    states: str

    def signing(self, now: datetime) -> OwnKey:
        """The newest one that everybody has had time to fetch; else the oldest."""
        known = [each for each in self.keys if now - each.made_at >= SHOWN_BEFORE]
        return known[-1] if known else self.keys[0]

    def public(self) -> dict[str, Any]:
        """The key set that platforms fetch."""
        return {"keys": [each.key.as_dict(private=False) for each in self.keys]}


def own_keys(course: Course) -> OwnKeys:
    """Those of a course; the first time they are made. Raises ServiceError, FileError."""
    path = course.folder / FILE
    if not path.exists():
        first = OwnKeys((_new(datetime.now(UTC)),), secrets.token_urlsafe(32))
        create_atomically(path, msgspec.json.encode(first), PRIVATE, durable=True)
    try:
        return msgspec.json.decode(path.read_bytes(), type=OwnKeys)
    except (OSError, ValueError) as error:
        raise ServiceError(
            f"The keys for learning platforms cannot be read: {error}.",
            where=path,
            todo="Put a copy of the file in its place, or move it away: new keys are made then.",
        ) from error


def rotate(course: Course) -> OwnKeys:
    """Make a new key pair; of too many, the oldest go that are not in use."""
    with changing(course):  # two at once would lose one
        return _rotated(course)


def _rotated(course: Course) -> OwnKeys:
    known = own_keys(course)
    now = datetime.now(UTC)
    keys = [*known.keys, _new(now)]
    used = known.signing(now)
    while len(keys) > KEPT:  # the one in use stays: of those before it, and else of those after it
        del keys[0 if keys[0] is not used else 1]
    new = OwnKeys(tuple(keys), known.states)
    path = course.folder / FILE
    write_atomically(path, msgspec.json.encode(new), PRIVATE, durable=True)
    return new


def _new(now: datetime) -> OwnKey:
    key = RSAKey.generate_key(BITS, {"use": "sig", "alg": "RS256"}, private=True, auto_kid=True)
    return OwnKey(now, dict(key.as_dict(private=True)))
