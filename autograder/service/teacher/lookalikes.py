"""Names that are not what they seem: with signs that nobody sees, or letters of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from autograder.roster import Person
from autograder.roster.names import skeleton

_WORD = re.compile(r"\S+")


def spelled(text: str) -> str:
    """The text with the name of each sign that nobody sees in its place, and behind each letter
    that is of another script than the word."""
    return _WORD.sub(lambda word: _word(word[0]), "".join(map(_seen, text)))


def resembled(text: str, people: Iterable[Person]) -> list[str]:
    """The ids of those whom somebody with this name is taken for, though it is written
    otherwise."""
    seems = skeleton(text)
    found = []
    for each in people:
        called = [name for name in (each.id, each.name, each.email) if name]
        if any(skeleton(name) == seems and _plain(name) != _plain(text) for name in called):
            found.append(each.id)
    return found


def _seen(sign: str) -> str:
    is_seen = sign == " " or unicodedata.category(sign)[0] not in "CZM"
    return sign if is_seen else f"[{unicodedata.name(sign, f'U+{ord(sign):04X}')}]"


def _word(word: str) -> str:
    """What stands in brackets is ours."""
    own = re.sub(r"\[[^\]]*\]", "", word)
    if own.isascii() or not re.search("[A-Za-z]", own):
        return word
    return "".join(
        f"{each}[{unicodedata.name(each, '')}]" if _is_foreign(each) else each for each in word
    )


def _is_foreign(letter: str) -> bool:
    return not letter.isascii() and not unicodedata.name(letter, "").startswith("LATIN ")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
