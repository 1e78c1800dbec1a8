"""Names as people of the whole world write them: one rule, whatever way one comes."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # within words, Persian and Indian languages are not spelled without these
# Small letters that look like one of a to z, after those that Unicode itself calls compatible.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтιοανρτυκχεβηıɡ01",
    "aeopcyxijshdqwbkmhtioavptukxebnigol",
)
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")


def with_plain_spaces(text: str) -> str:
    """The text with an ordinary space for each sign that is a space somewhere."""
    return "".join(" " if unicodedata.category(each) == "Zs" else each for each in text)


def spaced(text: str) -> str:
    """The same with one space where there are several, and none around it."""
    return re.sub(" +", " ", with_plain_spaces(text)).strip(" ")


def hidden_in(text: str) -> set[int]:
    """The places of what nobody can see, as control characters and what turns the direction of
    writing; a joiner between two letters that are not Latin is part of a word."""
    return {
        place
        for place, each in enumerate(text)
        if not each.isprintable() and not (each in JOINERS and _joins(text, place))
    }


def readable(text: str) -> str:
    """A name from a system that nobody here can mend: spaced, and without what nobody can see."""
    text = spaced(_BREAKS.sub(" ", text))
    while hidden := hidden_in(text):
        text = "".join(each for place, each in enumerate(text) if place not in hidden)
    return spaced(text)


def skeleton(text: str) -> str:
    """What is the same for names that are taken for one another: small letters, none of another
    script where they look alike, and no spaces or accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(each for each in plain if unicodedata.category(each)[0] not in "CZM")
    return seen.translate(_LOOKS_LIKE)


def _joins(text: str, place: int) -> bool:
    beside = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return all(
        each and not each.isascii() and unicodedata.category(each)[0] in "LM" for each in beside
    )
