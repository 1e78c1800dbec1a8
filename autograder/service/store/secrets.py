"""Secrets of links, sessions and tokens: made here, and kept as digests only."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32
MOST = 200  # characters of a secret that is looked up; ours have 43


def new_secret() -> str:
    """A secret that nobody can guess: 256 random bits, as it may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """What is kept of it. It has enough random bits that a slow hash would add nothing."""
    return hashlib.sha256(secret[:MOST].encode()).hexdigest()
