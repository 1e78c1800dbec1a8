"""Untrusted text made plain: what a submission wrote can neither steer a terminal nor hide.

Everything that comes from a record passes through here before a person sees it. Escaping for HTML
is left to the template.
"""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"

# What is cut is cut before anything is looked for: the work is that of what can be shown. No part
# that is repeated holds a character with which a match can begin, so nothing is read twice.
SPARE = 4  # so much longer than what is shown a text may be, for what is taken out of it
_ESCAPES = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d]*(?:\x07|\x1b\\|\x9c)"  # titles, links of a terminal
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and movements of the cursor
)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")

_PRINTABLE = str.maketrans("", "", "\n\t")

# Control characters; invisible ones, among them those that turn the direction of writing.
_REMOVED = ("Cc", "Cf", "Cs")


def clean(text: str, limit: int) -> str:
    """The text without escapes and invisible characters, and no longer than `limit`."""
    cut = text[: SPARE * limit]
    rest = ELLIPSIS if len(text) > len(cut) else ""
    text = _LINE_ENDS.sub("\n", _ESCAPES.sub("", cut)) + rest
    if not text.translate(_PRINTABLE).isprintable():  # what is printable is visible, and common
        text = "".join(character for character in text if _visible(character))
    return shortened(text.expandtabs(4), limit)


def one_line(text: str, limit: int) -> str:
    """The same on a single line."""
    return shortened(_BLANKS.sub(" ", clean(text, 2 * limit)).strip(), limit)


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def _visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in _REMOVED
