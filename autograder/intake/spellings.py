"""Names in a zip archive that does not say in which encoding they are: the one that reads best.

A program for Windows writes Russian names in cp866, or in cp1251; one for a Mac in UTF-8, often
without saying so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

ENCODINGS = ("cp866", "cp1251", "cp437", "cp850", "cp1252")  # of equals the first
_WORDS = re.compile(r"[^\W\d_]+")
_USUAL = "«»–—’…"
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def spelled(names: Sequence[bytes]) -> list[str]:
    """The names as text: one program has written all of them, so in one encoding."""
    try:
        return [name.decode("utf-8") for name in names]
    except UnicodeDecodeError:
        best = min(ENCODINGS, key=lambda encoding: _oddness(names, encoding))
        return [name.decode(best, "replace") for name in names]


def _oddness(names: Sequence[bytes], encoding: str) -> int:
    return sum(_odd(name.decode(encoding, "replace")) for name in names if not name.isascii())


def _odd(text: str) -> int:
    """How much there is in a text that nobody writes."""
    signs = [each for each in text if not each.isascii() and not _is_letter(each)]
    found = 3 * sum(each not in _USUAL for each in signs)
    for word in _WORDS.findall(text):
        russian = len(_RUSSIAN.findall(word))
        others = sum(not each.isascii() and "CYRILLIC" in _called(each) for each in word) - russian
        has_latin = any("LATIN" in _called(each) for each in word)
        found += others + 2 * (has_latin and russian + others > 0)
        found += sum(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word))
    return found


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign) in ("Lu", "Ll")


def _called(sign: str) -> str:
    return unicodedata.name(sign, "")
