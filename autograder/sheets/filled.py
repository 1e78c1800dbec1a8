"""Points filled into a sheet that a learning platform has exported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from autograder.errors import UsageError
from autograder.language import _
from autograder.reports.values import points
from autograder.roster import Person
from autograder.sheets.matching import match, shown_name
from autograder.sheets.numbers import has_comma, is_same, number_in, written
from autograder.sheets.platforms import Layout


class Line(NamedTuple):
    """A row that is told of: where it begins in the file, and what it calls its student."""

    number: int
    name: str


class Other(NamedTuple):
    """Points that stood in the sheet, and others that stand there now."""

    student: str
    before: str
    now: str


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet as it was, but for one column; and what there is to say of it, by ids or by rows.

    `written` are those whose cell was changed, `same` those whose points stood there already,
    `waiting` those for whom a person has to decide first, `without` those who have handed in
    nothing, and `closed` those for whom the platform takes no points. `above` have more points
    than the exercise is worth there.
    """

    content: bytes
    column: str
    written: tuple[str, ...]
    same: tuple[str, ...]
    others: tuple[Other, ...]
    waiting: tuple[str, ...]
    without: tuple[str, ...]
    closed: tuple[str, ...]
    above: tuple[str, ...]
    not_in_class: tuple[Line, ...]
    not_in_sheet: tuple[str, ...]
    unclear: tuple[Line, ...]
    by_name: bool


def fill(
    layout: Layout,
    people: Collection[Person],
    earned: Mapping[str, float | None],
    *,
    worth: float,
    scale: bool = False,
    zeros: bool = False,
    where: str = "",
) -> Filled:
    """Write what was earned of `worth` points, by id, into the column; None is what nobody can say
    yet. Raises UsageError where the exercise is worth something else in the sheet, unless the
    points are to be brought to that `scale`. With `zeros`, who has handed in nothing gets 0."""
    factor = _factor(layout, worth, scale, where)
    found = match(layout, people)
    comma = _comma(layout)
    cells, told = dict[tuple[int, int], str](), _Told()
    for place, id in found.ids.items():
        row = layout.table.rows[place]
        there = row.value(layout.column)
        value = earned.get(id, 0.0 if zeros else None)
        if value is None:
            (told.waiting if id in earned else told.without).append(id)
        elif layout.is_closed(row):
            told.closed.append(id)
        elif is_same(there, value * factor):
            told.same.append(id)
        else:
            now = written(value * factor, comma=comma)
            cells[place, layout.column] = now
            told.written.append(id)
            if number_in(there) is not None:
                told.others.append(Other(id, there, now))
        if value is not None and layout.most is not None and value * factor > layout.most + 1e-6:
            told.above.append(id)
    here = set(found.ids.values())
    return Filled(
        content=layout.table.with_cells(cells),
        column=layout.table.headings[layout.column],
        written=tuple(told.written),
        same=tuple(told.same),
        others=tuple(told.others),
        waiting=tuple(told.waiting),
        without=tuple(told.without),
        closed=tuple(told.closed),
        above=tuple(told.above),
        not_in_class=_lines(layout, found.unknown),
        not_in_sheet=tuple(each.id for each in people if each.id not in here),
        unclear=_lines(layout, found.unclear),
        by_name=found.by_name,
    )


class _Told:
    """The students of each sort, as they come."""

    def __init__(self) -> None:
        self.written, self.same = list[str](), list[str]()
        self.waiting, self.without = list[str](), list[str]()
        self.closed, self.above = list[str](), list[str]()
        self.others = list[Other]()


def _factor(layout: Layout, worth: float, scale: bool, where: str) -> float:
    most = layout.most
    if most is None or not worth or abs(most - worth) < 1e-6:
        return 1.0
    if scale and most > 0:
        return most / worth
    what = _("In this sheet the exercise is worth {there} points, and here {here}.")
    raise UsageError(
        what.format(there=points(most), here=points(worth)),
        where=where or None,
        todo=_("Change that there and export anew, or let us bring it into proportion (--scale)."),
    )


def _comma(layout: Layout) -> bool:
    """The decimal sign of the column; where it shows none, that of the columns beside it."""
    own = has_comma(layout.numbers)
    if own is not None:
        return own
    strange = {*layout.keys, *layout.names}
    others = (
        cell.value.strip()
        for row in layout.table.rows[1:]
        for place, cell in enumerate(row.cells)
        if place not in strange
    )
    return bool(has_comma(others))


def _lines(layout: Layout, places: Iterable[int]) -> tuple[Line, ...]:
    rows = (layout.table.rows[place] for place in places)
    return tuple(Line(row.line, shown_name(layout, row)) for row in rows)
