"""Names that are nearly the same: both sides ask, the one to find them, the other to believe it."""

from __future__ import annotations

import unicodedata

# Cyrillic letters that look like Latin ones, and these.
CYRILLIC = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
)
LATIN = "aeopcyxijsABEKMHOPCTYXIJS"
_AS_LATIN = str.maketrans(CYRILLIC, LATIN)
SHORTEST = 3  # below that, names with one other letter are simply two names


def is_same_but_for_case(one: str, other: str) -> bool:
    """Whether two names differ in large and small letters only, or in underscores: relu, ReLU; or
    in Cyrillic letters that look like Latin ones."""
    return _plain(one) == _plain(other)


def is_close(one: str, other: str) -> bool:
    """Whether two names are nearly the same: but for case, or for one letter that is missing, too
    many, another one, or changed places with its neighbour."""
    if one == other:
        return False
    if is_same_but_for_case(one, other):
        return True
    one, other = _plain(one), _plain(other)
    if len(one) > len(other):
        one, other = other, one
    if len(one) < SHORTEST or len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])


def as_latin(name: str) -> str:
    """The name with Latin letters for the Cyrillic ones that look like them."""
    return name.translate(_AS_LATIN)


def _plain(name: str) -> str:
    return as_latin(name).lower().replace("_", "")


def cyrillic(name: str) -> str:
    """The Cyrillic letters of a name, each once, with commas between them."""
    found = [each for each in name if unicodedata.name(each, "").startswith("CYRILLIC")]
    return ", ".join(dict.fromkeys(found))


def first_cyrillic(name: str) -> tuple[int, str]:
    """The place of the first Cyrillic letter, counted from 1, and the letter; 0 where none is."""
    for place, letter in enumerate(name, start=1):
        if unicodedata.name(letter, "").startswith("CYRILLIC"):
            return place, letter
    return 0, ""
