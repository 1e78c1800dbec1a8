"""The keys with which a learning platform signs, as its key set has them."""

from __future__ import annotations

import base64
import threading
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from autograder.errors import ServiceError
from autograder.language import _
from autograder.service.lti.fetch import fetch
from autograder.service.lti.platforms import Platform

KEPT_FOR = timedelta(hours=12)
AGAIN_AFTER = timedelta(seconds=30)  # an unknown key asks for the set anew, and not more often
PATIENCE = 5.0  # seconds that somebody waits for what another one asks for just now
MOST_BYTES = 200_000
MOST_KEYS = 100
BITS = range(2048, 8193)  # shorter can be broken, longer keeps us busy
MOST_E = 2**33  # with a huge exponent, a signature would take minutes


class _Known:
    """A key set as it was fetched."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.keys: dict[str, RSAKey] = {}
        self.fetched: datetime | None = None
        self.tried: datetime | None = None
        self.trouble: ServiceError | None = None


class KeySets:
    """The key sets of platforms, for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}

    def find(
        self, platform: Platform, kid: str, now: datetime, wrong: RSAKey | None = None
    ) -> RSAKey | None:
        """The key with this id; None where the platform has none. `wrong` is one with this id that
        has not signed what is looked at: there may be a new one. Raises ServiceError where its key
        set cannot be had."""
        with self._lock:
            known = self._known.setdefault(platform.keys_url, _Known())
        found = _among(known, kid, wrong)
        if found is not None and _is_fresh(known, now):
            return found  # whatever others wait for just now
        if not known.lock.acquire(timeout=0 if found is not None else PATIENCE):
            return found
        try:  # one of many asks, the others wait for what it brings
            is_enough = _is_fresh(known, now) and _among(known, kid, wrong) is not None
            if not is_enough and _may_ask(known, now):
                _refresh(known, platform, now)
        finally:
            known.lock.release()
        found = _among(known, kid, wrong)
        if found is None and wrong is None and known.trouble is not None:
            raise known.trouble
        return found


def _among(known: _Known, kid: str, wrong: RSAKey | None) -> RSAKey | None:
    found = known.keys.get(kid)
    is_wrong = found is not None and wrong is not None and found.as_dict() == wrong.as_dict()
    return None if is_wrong else found


def _is_fresh(known: _Known, now: datetime) -> bool:
    return known.fetched is not None and now - known.fetched < KEPT_FOR


def _may_ask(known: _Known, now: datetime) -> bool:
    return known.tried is None or now - known.tried >= AGAIN_AFTER


def _refresh(known: _Known, platform: Platform, now: datetime) -> None:
    """Where that fails, what was known before goes on until it is too old."""
    known.tried = now
    try:
        answer = fetch(platform.keys_url, here=platform.is_here, most=MOST_BYTES)
        if not answer.is_good:
            what = _("The learning platform gives no keys: it answers {status}.")
            raise ServiceError(
                what.format(status=answer.status),
                where=platform.keys_url,
                todo=_("Compare the address with the one in the platform's settings."),
            )
        known.keys, known.fetched, known.trouble = _fit(answer.json()), now, None
    except ServiceError as error:
        known.trouble = error
        if known.fetched is None or now - known.fetched > 2 * KEPT_FOR:
            known.keys = {}


def _fit(answer: Any) -> dict[str, RSAKey]:
    """The keys of a set that may have signed something: public RSA keys of a usual size. Of others
    nothing is taken, and an id that two keys have is nobody's."""
    listed = answer.get("keys") if isinstance(answer, dict) else None
    found: dict[str, RSAKey] = {}
    twice = set()
    for each in listed[:MOST_KEYS] if isinstance(listed, list) else ():
        kid = each.get("kid") if isinstance(each, dict) else None
        if not isinstance(kid, str) or not _is_fit(each):
            continue
        if kid in found:
            twice.add(kid)
        try:
            bare = {name: each[name] for name in ("kty", "n", "e", "kid")}
            found[kid] = RSAKey.import_key(bare)
        except (JoseError, ValueError, TypeError):
            continue
    return {kid: key for kid, key in found.items() if kid not in twice}


def _is_fit(key: dict[str, Any]) -> bool:
    is_for_this = key.get("use", "sig") == "sig" and key.get("alg", "RS256") == "RS256"
    if key.get("kty") != "RSA" or not is_for_this:
        return False
    n, e = _number(key.get("n")), _number(key.get("e"))
    return n.bit_length() in BITS and 2 < e < MOST_E


def _number(text: object) -> int:
    if not isinstance(text, str) or len(text) > 4_000:
        return 0
    try:
        return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")
    except ValueError:
        return 0
