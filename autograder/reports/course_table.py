"""A class in the whole course so far, in the terminal: one row for each student."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from autograder.language import _, percent, speaking
from autograder.reports.class_page import CourseFacts, ExerciseFacts
from autograder.reports.class_page.course_view import over_exercises, over_sections
from autograder.reports.plain import one_line
from autograder.reports.tables import NAME_LIMIT, name_cell, plain_table
from autograder.reports.values import points

NOTHING = "–"


def course_table(facts: CourseFacts, *, language: str) -> RenderableType:
    """What each student has of every exercise, and in all; at the end the means of these."""
    with speaking(language):
        short = short_names([each.name for each in facts.exercises])
        table = plain_table(_("Student"), *short, _("Total"), "%")
        for column in table.columns[1:]:
            column.justify, column.no_wrap = "right", True
        for each in facts.totals:
            cells = [NOTHING if some is None else points(some) for some in each.points]
            mark = "*" if each.is_open else ""
            table.add_row(
                name_cell(each.pupil.id), *cells, points(each.total) + mark, _share(each.share)
            )
        if facts.totals:
            table.add_section()
            table.add_row(*_means(facts), style="bold")
        return Group(table, *_below(facts, short))


def short_names(names: Sequence[str]) -> list[str]:
    """What stands before the first underscore, where that tells them apart."""
    short = [name.partition("_")[0] for name in names]
    return short if len(set(short)) == len(names) else list(names)


def _means(facts: CourseFacts) -> list[str]:
    every = [_mean(_earned(each)) for each in facts.exercises]
    shares = [each.share for each in facts.totals if each.share is not None]
    totals = [each.total for each in facts.totals]
    last = _share(statistics.fmean(shares)) if shares else NOTHING
    return [_("Mean"), *every, _mean(totals), last]


def _earned(facts: ExerciseFacts) -> list[float]:
    return [work.points for work in facts.works if work.points is not None]


def _mean(values: Sequence[float]) -> str:
    return points(round(statistics.fmean(values), 2)) if values else NOTHING


def _share(share: float | None) -> str:
    return NOTHING if share is None else percent(share)


def _below(facts: CourseFacts, short: Sequence[str]) -> Iterable[RenderableType]:
    """What the headings mean, how every exercise went, and the sections."""
    yield Text()
    most = facts.totals[0].max_points if facts.totals else 0.0
    text = _("Students: {number}. Points to reach so far: {points}.")
    yield Text(text.format(number=len(facts.totals), points=points(most)), "bold")
    yield Text(_("What was not handed in counts as 0 in the total; the means are of what was."))
    if any(each.is_open for each in facts.totals):
        yield Text(_("* Points are still to be given."))
    if facts.not_yet:
        titles = ", ".join(facts.not_yet)
        yield Text(_("Not in it yet: {titles}.").format(titles=titles))
    yield Text()
    table = plain_table("", _("Exercise"), _("Handed in"), _("Came late"), _("Weight"), _("Mean"))
    for column in table.columns[2:]:
        column.justify = "right"
    for name, each in zip(short, over_exercises(facts), strict=True):
        weight = points(each.facts.weight) + (f" {_('bonus')}" if each.facts.bonus else "")
        numbers = [str(each.handed_in), str(each.late), weight, _share(each.mean)]
        table.add_row(name, Text(one_line(each.facts.title, NAME_LIMIT)), *numbers)
    yield table
    sections = over_sections(facts)
    if sections:
        yield Text()
        table = plain_table(_("Section"), _("Students"), *short, _("Total"))
        for column in table.columns[1:]:
            column.justify = "right"
        for some in sections:
            means = [*map(_share, some.means), _share(some.total)]
            table.add_row(name_cell(some.name), str(some.students), *means)
        yield table
