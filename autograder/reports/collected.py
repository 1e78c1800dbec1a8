"""What was taken in, in the terminal: whose each file is, who is missing, what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.plain import one_line
from autograder.reports.tables import name_cell, plain_table

PLACE_LIMIT = 200
MOST_NAMED = 400  # people in one list


class Line(NamedTuple):
    """What a student has sent: `state` is a value of intake.shelf.State, `how` one of intake's ways
    to recognise somebody, and `came` a date as it is to be shown."""

    student: str
    name: str
    state: str
    place: str
    how: str
    platform: str
    versions: int
    came: str
    remarks: Sequence[str]


class Lines(NamedTuple):
    """All that is told; `not_taken` has places, reasons, and what to do."""

    exercise: str
    is_dry: bool
    taken: Sequence[Line]
    missing: Sequence[str]
    not_taken: Sequence[tuple[str, str, str]]
    notes: Sequence[str] = ()


def collected(told: Lines, *, language: str) -> Iterator[RenderableType]:
    """The tables, and below them what everybody has to know."""
    with speaking(language):
        if told.taken:
            yield _table(told.taken)
        twice = [each for each in told.taken if each.versions > 1]
        if twice:
            what = _("Several versions, of which one counts (the others are kept):")
            names = [f"{each.student} ({each.versions})" for each in twice]
            yield Text(f"\n{what} {_row(names)}")
        if told.missing:
            what = _("Nothing from: {names}")
            yield Text("\n" + what.format(names=_row(told.missing)))
        if told.not_taken:
            yield _left(told.not_taken)
        for note in told.notes:
            yield Text(f"\n{note}", "yellow")
        yield _summary(told)


def _table(lines: Sequence[Line]) -> Table:
    headings = [_("What was done"), _("Known by"), _("File")]
    has_dates = any(each.came for each in lines)
    table = plain_table("id", *headings, *([_("Handed in")] if has_dates else []))
    states, ways = _states(), _ways()
    for each in lines:
        how = ways[each.how]
        known = f"{each.platform}: {how}" if each.platform else how
        file = Text(one_line(each.place, PLACE_LIMIT))
        for remark in each.remarks:
            file.append(f"\n{one_line(remark, PLACE_LIMIT)}", "yellow")
        cells: list[Text | str] = [name_cell(each.student), states[each.state], known, file]
        table.add_row(*cells, *([each.came] if has_dates else []))
    return table


def _left(lines: Sequence[tuple[str, str, str]]) -> Table:
    table = plain_table(_("Not taken"), _("Why, and what to do"))
    table.title = ""
    for place, what, todo in lines:
        said = one_line(f"{what} {todo}".strip(), 2 * PLACE_LIMIT)
        table.add_row(Text(one_line(place, PLACE_LIMIT)), Text(said, "yellow"))
    return table


def _summary(told: Lines) -> Text:
    counted = Counter(each.state for each in told.taken)
    states = _states()
    parts = [f"{states[state]}: {counted[state]}" for state in states if counted[state]]
    parts.append(_("missing: {number}").format(number=len(told.missing)))
    parts.append(_("files not taken: {number}").format(number=len(told.not_taken)))
    text = f"\n{told.exercise} · {' · '.join(parts)}"
    if told.is_dry:
        text += "\n" + _("Nothing was written: without --dry-run it will be.")
    return Text(text, "bold")


def _states() -> dict[str, str]:
    return {
        "first": _("taken"),
        "newer": _("newer one taken"),
        "earlier": _("older one kept beside"),
        "same": _("there already"),
    }


def _ways() -> dict[str, str]:
    return {
        "told": _("what you said"),
        "sheet": _("the worksheet"),
        "email": _("e-mail"),
        "id": _("id"),
        "name": _("full name"),
        "part": _("part of the name"),
    }


def _row(names: Sequence[str]) -> str:
    cut = [one_line(name, 80) for name in names[:MOST_NAMED]]
    return ", ".join([*cut, "…"] if len(names) > MOST_NAMED else cut)
