"""Names that somebody else has chosen, in a sentence of ours: short, and all of it can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

MAX_SHOWN = 80  # characters of a name
MAX_NAMED = 10  # names in a row
MAX_LISTED = 300  # characters of them together


def shown(name: str) -> str:
    """A name for a sentence: what cannot be seen is written as a code, and all is short."""
    cut = name if len(name) <= MAX_SHOWN else name[: MAX_SHOWN - 1] + "…"
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in cut)


def listed(names: Iterable[str]) -> str:
    """The first of the names in a row, as many as fit."""
    row = ""
    for name in map(shown, islice(names, MAX_NAMED)):
        longer = f"{row}, {name}" if row else name
        if len(longer) > MAX_LISTED:
            return f"{row}, …"
        row = longer
    return row
