"""Whom the rows of a sheet are about. Where that is not one person for sure, it is nobody."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from autograder.personal import plain_id
from autograder.roster import Person
from autograder.roster.names import readable
from autograder.sheets.platforms import Layout
from autograder.sheets.table import Row

Index = Mapping[Hashable, set[str]]


@dataclass(frozen=True)
class Matched:
    """By row, whose it is; rows that nobody of the class has, and rows that may be one person's or
    another's. `by_name` says that only names could tell."""

    ids: dict[int, str]
    unknown: tuple[int, ...]
    unclear: tuple[int, ...]
    by_name: bool = False


def match(layout: Layout, people: Iterable[Person]) -> Matched:
    """By e-mail or id, in whatever columns these stand; where that finds nobody at all, by whole
    names."""
    everyone = tuple(people)
    index = _index((each.id, form) for each in everyone for form in _ids(each))
    found = _match(layout, index, lambda row: {_id(row.value(each)) for each in layout.keys})
    if found.ids or not layout.names:
        return found
    called = _index((each.id, form) for each in everyone for form in _names(each))
    by_name = _match(layout, called, lambda row: {words(shown_name(layout, row))})
    return Matched(by_name.ids, by_name.unknown, by_name.unclear, by_name=True)


def shown_name(layout: Layout, row: Row) -> str:
    """What a row calls its student, for a person to read."""
    columns = layout.names or layout.keys
    return readable(" ".join(row.value(each) for each in columns))


def words(name: str) -> frozenset[str]:
    """The words of a name, whichever comes first."""
    text = unicodedata.normalize("NFKC", name).casefold().replace(",", " ")
    return frozenset(text.split())


def _match(layout: Layout, index: Index, said: Callable[[Row], set[Hashable]]) -> Matched:
    ids, unknown, unclear = dict[int, str](), list[int](), list[int]()
    for place in layout.students:
        own = {id for form in said(layout.table.rows[place]) for id in index.get(form, ())}
        if len(own) == 1:
            ids[place] = own.pop()
        else:
            (unclear if own else unknown).append(place)
    rows = defaultdict[str, list[int]](list)
    for place, id in ids.items():
        rows[id].append(place)
    twice = {place for places in rows.values() if len(places) > 1 for place in places}
    sure = {place: id for place, id in ids.items() if place not in twice}
    return Matched(sure, tuple(unknown), tuple(sorted({*unclear, *twice})))


def _index(forms: Iterable[tuple[str, Hashable]]) -> Index:
    found = defaultdict[Hashable, set[str]](set)
    for id, form in forms:
        if form:
            found[form].add(id)
    return found


def _ids(person: Person) -> tuple[Hashable, ...]:
    return _id(person.id), _id(person.email)


def _names(person: Person) -> tuple[Hashable, ...]:
    return words(person.name), words(person.id)


def _id(text: str) -> str:
    return plain_id(text)  # type: ignore[no-any-return]
