"""Untrusted text made plain: what a submission wrote can neither steer a terminal nor hide.

Everything that comes from a record passes through here before a person sees it. Escaping for HTML
is left to the template.
"""

from __future__ import annotations

import re

from autograder.visible import visible

ELLIPSIS = "…"

# What is cut is cut before anything is looked for: the work is that of what can be shown.
SPARE = 4  # so much longer than what is shown a text may be, for what is taken out of it
_BLANKS = re.compile(r"\s+")


def clean(text: str, limit: int) -> str:
    """The text without escapes and invisible characters, and no longer than `limit`."""
    cut = text[: SPARE * limit]
    rest = ELLIPSIS if len(text) > len(cut) else ""
    text = visible(cut) + rest
    return shortened(text.expandtabs(4), limit)


def one_line(text: str, limit: int) -> str:
    """The same on a single line."""
    return shortened(_BLANKS.sub(" ", clean(text, 2 * limit)).strip(), limit)


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS
