"""What somebody may be called on a leaderboard: something short that is nobody's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from autograder.language import _
from autograder.roster import Person
from autograder.roster.names import skeleton, spaced

SHORTEST, LONGEST = 2, 24
PLAIN = " -_."  # what may stand in it beside letters and digits
_WRITTEN = re.compile("(p(mm?)?)*")  # some languages have two marks on a letter, none a tower
_WORD = re.compile(r"[^\W_]+")
LONG = 5  # letters of a name that nobody's pseudonym has by chance


def well_written(text: str) -> str:
    """The pseudonym as it will stand there; spaces around it do not count."""
    return spaced(unicodedata.normalize("NFC", text))


def seems(pseudonym: str) -> str:
    """What two pseudonyms have in common that nobody can tell apart."""
    return "".join(each for each in skeleton(pseudonym) if each.isalnum())


def why_not(pseudonym: str, taken: Iterable[str], people: Iterable[Person]) -> str:
    """A sentence where nobody can be called so; empty where they can. `taken` has what the others'
    seem. That somebody is called so in the class list is not told apart from its being taken."""
    if not SHORTEST <= len(pseudonym) <= LONGEST:
        text = _("A pseudonym has {least} to {most} letters.")
        return text.format(least=SHORTEST, most=LONGEST)
    if not _WRITTEN.fullmatch(_kinds(pseudonym)) or not any(map(str.isalpha, pseudonym)):
        return _("A pseudonym has letters, digits, spaces and - _ . and at least one letter.")
    if seems(pseudonym) in taken or any(_names(pseudonym, each) for each in people):
        return _(
            "This pseudonym is not free: it is taken, looks like one that is, or names somebody. "
            "Please choose another one."
        )
    return ""


def _kinds(pseudonym: str) -> str:
    """A letter for each sign, by what it is."""
    return "".join(map(_kind, pseudonym))


def _kind(sign: str) -> str:
    if sign.isalnum() or sign in PLAIN:
        return "p"
    return "m" if unicodedata.category(sign)[0] == "M" else "?"


def _names(pseudonym: str, person: Person) -> bool:
    """Whether a pseudonym says who somebody is: their id, their address, or their whole name,
    whatever the order of its words, and what else is in it."""
    whole, words = seems(pseudonym), set(map(seems, _WORD.findall(pseudonym)))
    if seems(person.id) in {whole, *words}:
        return True
    address = person.email.partition("@")[0]
    if person.email and whole in (seems(person.email), seems(address)):
        return True
    name = [seems(each) for each in _WORD.findall(person.name)]
    if not name:
        return False
    joined = {"".join(name), "".join(reversed(name))}
    return set(name) <= words or any(
        each == whole or (len(each) >= LONG and each in whole) for each in joined
    )
