"""The people of a class list, by all that a path may call them: id, e-mail, full name.

Nothing is guessed: a name in other letters is another name, and a surname alone is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import permutations
from typing import NamedTuple

from autograder.intake.file_names import bare
from autograder.roster import Person

Words = tuple[str, ...]
MOST_WORDS = 5  # of a name
SHORT_ID, SHORT_NUMBER = 3, 4  # below that an id may be anything, where more stands beside it
_WORDS = re.compile(r"[^\W_]+")
_EMAIL = re.compile(r"[\w.+'-]+@[^\W_][\w.-]*")
_AFTER, _BEFORE = re.compile(r"(?<=[_.+'-])"), re.compile(r"(?=[_.-])")


class How(IntEnum):
    """How somebody was recognised; of several ways the first is told."""

    TOLD = 0  # by the command
    SHEET = 1  # by the sheet of the learning platform
    EMAIL = 2
    ID = 3
    NAME = 4
    PART = 5  # two words or more of a longer name


class Mention(NamedTuple):
    """Words of a text that mean somebody, from one to before another; whom they may mean."""

    first: int
    end: int
    people: dict[str, How]


class ClassList:
    """The students of a class list."""

    def __init__(self, people: Iterable[Person], exercise: str) -> None:
        """Words of the exercise's name are not anybody's where it stands itself."""
        self.people = {each.id: each for each in people}
        self._exercise = words(exercise)
        self._by_words = defaultdict[Words, dict[str, How]](dict)
        self._exact = defaultdict[Words, set[str]](set)
        self._of_word = defaultdict[str, set[str]](set)
        self._emails: dict[str, str] = {}
        self._ids: dict[Words, set[str]] = defaultdict(set)
        for each in self.people.values():
            self._add(each)

    def named(self, text: str) -> dict[str, How]:
        """Who is called so, by the whole text, as a learning platform writes it."""
        own = words(text)
        if not own:
            return {}
        email = self._emails.get(_folded(text.strip()))
        if email is not None:
            return {email: How.EMAIL}
        exact = self._exact.get(own) or self._exact.get(("".join(own),))
        if exact:
            return dict.fromkeys(sorted(exact), How.NAME)
        if self._ids.get(own):
            return dict.fromkeys(sorted(self._ids[own]), How.ID)
        return dict(self._by_words.get(own, {}))

    def mentioned(self, text: str) -> list[Mention]:
        """Who is named somewhere in a text; what is part of a longer name does not count."""
        folded = _folded(text)
        found = list[Mention]()
        for each in _EMAIL.finditer(folded):
            before = len(_WORDS.findall(folded[: each.start()]))
            length = len(_WORDS.findall(each[0]))
            people = dict.fromkeys(self._with_email(each[0]), How.EMAIL)
            found.append(Mention(before, before + length, people))
        own = tuple(_WORDS.findall(folded))
        found += self._of_whole(own, text)
        for first in range(len(own)):
            for end in range(first + 1, min(len(own), first + MOST_WORDS) + 1):
                named = self._by_words.get(own[first:end])
                if named:
                    found.append(Mention(first, end, self._with_others(own[first:end], named)))
        whole = [each for each in found if not any(_covers(other, each) for other in found)]
        return [each for each in whole if each.people]

    def is_in_one_of(self, id: str, texts: Iterable[str]) -> bool:
        """Whether a text is the name of a section of this person, as a whole."""
        own = {words(section) for section in self.people[id].sections}
        return any(words(bare(text)) in own for text in texts)

    def like(self, text: str) -> list[str]:
        """Who may be meant by a word of the text: to be asked about, and never taken."""
        found = {id for word in words(text) for id in self._of_word.get(word, ())}
        return sorted(found)

    def _add(self, person: Person) -> None:
        name, own = words(person.name), words(person.id)
        if person.email:
            self._emails[_folded(person.email)] = person.id
        self._ids[own].add(person.id)
        if not _is_weak(own):
            self._by_words[own][person.id] = How.ID
        if len(name) < 2:
            if name:
                self._exact[name].add(person.id)
            return
        for word in name:
            self._of_word[word].add(person.id)
        for order in _orders(name):
            self._exact[order].add(person.id)
            self._exact[("".join(order),)].add(person.id)
            self._by_words[order].setdefault(person.id, How.NAME)
            self._by_words[("".join(order),)].setdefault(person.id, How.NAME)
        for length in range(2, min(len(name), MOST_WORDS)):
            for part in permutations(name[:MOST_WORDS], length):
                self._by_words[part].setdefault(person.id, How.PART)

    def _with_email(self, text: str) -> set[str]:
        """Whose address it is, with what may stand around it: ex02_anna@example.org_1.ipynb."""
        name, at, host = text.partition("@")
        names = [name[place.start() :] for place in _AFTER.finditer(name)]
        hosts = [host[: place.start()] for place in _BEFORE.finditer(host)]
        tried = (f"{a}{at}{b}" for a in (name, *names) for b in (host, *hosts))
        return {self._emails[each] for each in tried if each in self._emails}

    def _of_whole(self, own: Words, text: str) -> Iterator[Mention]:
        """An id that stands alone, or beside the exercise's name, but for words that saving a file
        adds."""
        left, length = words(bare(text)), len(self._exercise)
        if left[:length] == self._exercise:
            left = left[length:]
        elif left[-length:] == self._exercise:
            left = left[:-length]
        found = self._ids.get(left) if left else None
        starts = [n for n in range(len(own)) if own[n : n + len(left)] == left]
        if found and len(left) == 1 and bare(text) != text.strip():
            # of a file its owner has chosen the name, and may have meant a surname
            found = found if self._of_word.get(left[0], found) <= found else None
        if found and starts:
            yield Mention(starts[0], starts[0] + len(left), dict.fromkeys(sorted(found), How.ID))

    def _with_others(self, own: Words, people: dict[str, How]) -> dict[str, How]:
        """An id of one word may be the surname of somebody else, too."""
        if len(own) > 1:
            return people
        return {**dict.fromkeys(sorted(self._of_word.get(own[0], ())), How.PART), **people}


def words(text: str) -> Words:
    """The words of a text, in small letters and without accents."""
    return tuple(_WORDS.findall(_folded(text)))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each))


def _orders(name: Words) -> Iterator[Words]:
    """Either order of a name; of three words or four any."""
    if len(name) <= MOST_WORDS - 1:
        yield from permutations(name)
    else:
        yield from (name, (*name[1:], name[0]), (name[-1], *name[:-1]))


def _is_weak(own: Words) -> bool:
    joined = "".join(own)
    return len(joined) < SHORT_ID or (joined.isdecimal() and len(joined) < SHORT_NUMBER)


def _covers(other: Mention, each: Mention) -> bool:
    """Whether one stands in a longer one."""
    inside = other.first <= each.first and each.end <= other.end
    return inside and (other.end - other.first) > (each.end - each.first)
