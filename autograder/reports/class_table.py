"""A class in the terminal: one row for each submission."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.plain import shortened
from autograder.reports.reasons import Reason, reasons
from autograder.reports.statuses import OPEN, open_points, report_status_words
from autograder.reports.tables import name_cell, plain_table
from autograder.reports.values import points, points_of
from autograder.results import Report, ReportStatus

ONE_LINE = 100


def class_table(reports: Iterable[Report], *, language: str, whole: bool = False) -> Table:
    """One line for each submission: its score, and the first reason why points are missing; all
    the reasons, on a line each, if the `whole` table is asked for."""
    everyone = list(reports)
    several = len({report.exercise for report in everyone}) > 1
    with speaking(language):
        headings = [_("Student"), _("Exercise"), _("Points"), _("Why points are missing")]
        table = plain_table(*(headings if several else headings[:1] + headings[2:]))
        table.columns[-2].justify = "right"
        for report in everyone:
            exercise = [name_cell(report.exercise)] if several else []
            why = _all_reasons(report) if whole else _one_reason(report)
            score = Text(_score(report), no_wrap=True)
            table.add_row(name_cell(report.student), *exercise, score, why)
    return table


def places(gradebook: str, notebooks: Path, pages: Path, *, language: str) -> list[str]:
    """Where everything is, a line each."""
    with speaking(language):
        return [
            _("Gradebook: {place}").format(place=gradebook),
            _("Notebooks: {place}").format(place=notebooks),
            _("Pages for the students: {place}").format(place=pages),
        ]


def _all_reasons(report: Report) -> Text:
    return Text("\n".join(_line(report, reason) for reason in reasons(report)))


def _line(report: Report, reason: Reason) -> str:
    """A reason on one line; of a submission without a verdict, with that word in front."""
    if report.status is ReportStatus.GRADED:
        return reason.line
    return f"{report_status_words(report.status)}: {reason.line}"


def _one_reason(report: Report) -> RenderableType:
    """The first one that loses points, and how many more there are; never more than a line."""
    found = sorted(reasons(report), key=lambda reason: reason.status in OPEN)
    if not found:
        return Text()
    more = _("(and {number} more)").format(number=len(found) - 1) if len(found) > 1 else ""
    return _Shortened(shortened(_line(report, found[0]), ONE_LINE - len(more)), more)


class _Shortened:
    """A line that is cut to the width that there is, before what has to stand at its end."""

    def __init__(self, line: str, end: str) -> None:
        self._line, self._end = line, f" {end}" if end else ""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(1, max(1, cell_len(self._line + self._end)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(self._line, no_wrap=True)
        text.truncate(max(1, options.max_width - cell_len(self._end)), overflow="ellipsis")
        text.append(self._end)
        text.overflow = "ellipsis"
        yield text


def _score(report: Report) -> str:
    if report.status is ReportStatus.INTERNAL:
        return "–"
    score = points_of(report.score, report.max_score)
    if report.automatic is not None:
        score += ", " + _("{points} automatic").format(points=points(report.automatic))
    waiting = open_points(report)
    return f"{score}, " + _("{points} open").format(points=points(waiting)) if waiting else score
