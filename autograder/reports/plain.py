"""Untrusted text made plain: what a submission wrote can neither steer a terminal nor hide.

Everything that comes from a record passes through here before a person sees it. Escaping for HTML
is left to the template.
"""

from __future__ import annotations

import re
import unicodedata

from autograder.visible import visible

ELLIPSIS = "…"

# What is cut is cut before anything is looked for: the work is that of what can be shown.
SPARE = 4  # so much longer than what is shown a text may be, for what is taken out of it
_BLANKS = re.compile(r"\s+")
MARKS = 5  # upon one letter: as many as any language writes. Towers of them cover other lines.


def clean(text: str, limit: int) -> str:
    """The text without escapes and invisible characters, and no longer than `limit`."""
    cut = text[: SPARE * limit]
    rest = ELLIPSIS if len(text) > len(cut) else ""
    text = _without_towers(visible(cut)) + rest
    return shortened(text.expandtabs(4), limit)


def _without_towers(text: str) -> str:
    """The text with no more marks upon a letter than can be read."""
    if text.isascii():
        return text
    kept, marks = list[str](), 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MARKS:
            kept.append(character)
    return "".join(kept)


def one_line(text: str, limit: int) -> str:
    """The same on a single line."""
    return shortened(_BLANKS.sub(" ", clean(text, 2 * limit)).strip(), limit)


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS
