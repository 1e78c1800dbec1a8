"""Places of this service to which somebody is led who has signed in: never out of it."""

from __future__ import annotations

import re

START = "/exercises"
# No part of it is empty, "." or "..": browsers would make another place of it.
_OURS = re.compile(r"/|(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9_\-.]+)+/?")


def own_place(wanted: str) -> str:
    """Where somebody wants to go, if that is a page of ours; else the exercises."""
    return wanted if _OURS.fullmatch(wanted) else START
