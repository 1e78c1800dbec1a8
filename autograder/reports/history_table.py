"""Who had what when, in the terminal: a row for each hand-in and each of its gradings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.table import Table

from autograder.language import _, speaking
from autograder.reports.tables import name_cell, plain_table
from autograder.reports.values import points, points_of


class Line(NamedTuple):
    """A hand-in with one of its gradings. `came` is empty where nobody knows when that was, and
    `late` says what the course's dates make of it; times are as they are to be shown.

    `score` is what the student had, and `automatic` what the checks gave where that is another.
    """

    exercise: str
    student: str
    attempt: int
    came: str
    late: str
    graded: str
    score: float | None
    max_score: float
    automatic: float | None


def history_table(lines: Iterable[Line], *, language: str) -> Table:
    """The table, in the order of the lines."""
    with speaking(language):
        headings = [_("Exercise"), _("Student"), _("Attempt"), _("Handed in"), _("Late")]
        table = plain_table(*headings, _("Graded"), _("Points"))
        table.columns[2].justify = table.columns[-1].justify = "right"
        for each in lines:
            cells = [each.exercise, each.student, str(each.attempt), each.came or _("unknown")]
            cells += [each.late, each.graded or _("not yet"), _points(each)]
            table.add_row(*map(name_cell, cells))
    return table


def late_words(days: int, in_hand: int = 0, *, language: str) -> str:
    """How late something is, and how many of the days were in hand; empty where it is not."""
    with speaking(language):
        if in_hand:
            return _("{number} d, {used} in hand").format(number=days, used=in_hand)
        return _("{number} d").format(number=days) if days else ""


def refused_words(verdict: str, *, language: str) -> str:
    """Why a hand-in does not count by the course's dates, by the name of the verdict."""
    with speaking(language):
        words = {
            "not_open": _("before it opened"),
            "closed": _("after it closed"),
            "too_many": _("no attempt was left"),
            "too_soon": _("too soon after the last one"),
        }
        return words[verdict]


def _points(line: Line) -> str:
    if line.score is None:
        return "–"
    said = points_of(line.score, line.max_score)
    if line.automatic is not None:
        said += ", " + _("{points} automatic").format(points=points(line.automatic))
    return said
