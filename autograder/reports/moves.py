"""Whose points move after a change of an exercise: sentences, and tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.table import Table

from autograder.language import _, speaking
from autograder.reports.plain import one_line
from autograder.reports.tables import name_cell, plain_table
from autograder.reports.values import points

DESCRIPTION_LIMIT = 160
ROWS_SHOWN = 40
MORE_STEPS = 4  # of gains, and of losses, that one line names


class CheckLine(NamedTuple):
    """A check, and how many students gain and lose how many points by it."""

    question: str
    description: str
    gains: Mapping[float, int]
    losses: Mapping[float, int]


class MoveLine(NamedTuple):
    """A student: the points before and after, and by which checks."""

    student: str
    before: float
    after: float
    checks: Sequence[tuple[str, str, float]]
    by_hand: Sequence[str] = ()


def counts(gains: Mapping[float, int], losses: Mapping[float, int]) -> str:
    """How many gain and lose how much: “17 gain 0.5, 2 lose 1”."""
    gain, lose = _("{number} gain {points}"), _("{number} lose {points}")
    said = [gain.format(number=n, points=points(by)) for by, n in _few(gains)]
    said += [lose.format(number=n, points=points(by)) for by, n in _few(losses)]
    if not said:
        return _("nobody’s points change")
    more = len(gains) - len(_few(gains)) + len(losses) - len(_few(losses))
    return ", ".join(said) + (", …" if more > 0 else "")


def by_check_table(lines: Sequence[CheckLine], *, language: str) -> Table:
    """The checks that move points."""
    with speaking(language):
        table = plain_table(_("Question"), _("Check"), _("What changes"))
        for each in lines:
            table.add_row(
                name_cell(each.question),
                check_words(each.description),
                counts(each.gains, each.losses),
            )
    return table


def students_table(lines: Sequence[MoveLine], *, language: str, whole: bool = False) -> Table:
    """The students whose points move; all of them if the `whole` table is asked for."""
    with speaking(language):
        table = plain_table(_("Student"), _("Points now"), _("Points then"), _("By"))
        table.columns[1].justify = table.columns[2].justify = "right"
        for each in lines if whole else lines[:ROWS_SHOWN]:
            table.add_row(
                name_cell(each.student),
                points(each.before),
                points(each.after),
                reasons_of(each),
            )
        if not whole and len(lines) > ROWS_SHOWN:
            text = _("… and {number} more: --all shows them")
            table.add_row(text.format(number=len(lines) - ROWS_SHOWN))
    return table


def reasons_of(line: MoveLine) -> str:
    """By which checks one student's points move, and where a person's points stay."""
    said = [
        f"{one_line(question, DESCRIPTION_LIMIT)}: {check_words(what)} {signed(by)}"
        for question, what, by in line.checks
    ]
    text = _("{question}: the points by hand stay")
    said += [text.format(question=one_line(name, DESCRIPTION_LIMIT)) for name in line.by_hand]
    return "; ".join(said)


def check_words(description: str) -> str:
    """What a check looks at; where it is no check that moves, the question as a whole."""
    return one_line(description, DESCRIPTION_LIMIT) if description else _("the whole question")


def signed(by: float) -> str:
    """Points that are gained or lost, with their sign."""
    return f"{'+' if by > 0 else '−'}{points(abs(by))}"


def _few(steps: Mapping[float, int]) -> list[tuple[float, int]]:
    return list(steps.items())[:MORE_STEPS]
