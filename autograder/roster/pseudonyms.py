"""The names under which points stand of people who were forgotten."""

from __future__ import annotations

import re
import secrets

PSEUDONYM = "forgotten-"  # how they begin; eight digits follow


def new_pseudonym() -> str:
    """A name that nobody has."""
    return f"{PSEUDONYM}{secrets.token_hex(4)}"


def is_pseudonym(name: str) -> bool:
    """Whether somebody who was forgotten stands under this name: nobody hands in under it."""
    return re.fullmatch(f"{PSEUDONYM}[0-9a-f]{{8}}", name) is not None
