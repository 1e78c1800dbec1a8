"""A class in the terminal: one row for each submission, and the summary of an exercise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.plain import one_line, shortened
from autograder.reports.reasons import Reason, reasons
from autograder.reports.statistics import ClassSummary, Ungraded
from autograder.reports.statuses import (
    OPEN,
    SYMBOLS,
    open_points,
    report_status_words,
    status_words,
)
from autograder.reports.values import points, points_of
from autograder.results import Report, ReportStatus

NAME_LIMIT = 80
REASON_LIMIT = 200
ONE_LINE = 100
MISTAKES_SHOWN = 10
MANUAL_SHOWN = 30


def class_table(reports: Iterable[Report], *, language: str, whole: bool = False) -> Table:
    """One line for each submission: its score, and the first reason why points are missing; all
    the reasons, on a line each, if the `whole` table is asked for."""
    everyone = list(reports)
    several = len({report.exercise for report in everyone}) > 1
    with speaking(language):
        headings = [_("Student"), _("Exercise"), _("Points"), _("Why points are missing")]
        table = _table(*(headings if several else headings[:1] + headings[2:]))
        table.columns[-2].justify = "right"
        for report in everyone:
            exercise = [_text(report.exercise)] if several else []
            why = _all_reasons(report) if whole else _one_reason(report)
            score = Text(_score(report), no_wrap=True)
            table.add_row(_text(report.student), *exercise, score, why)
    return table


def totals_view(summary: ClassSummary, *, language: str) -> RenderableType:
    """What `autograder grade` prints below the table: how many, and how well they did."""
    with speaking(language):
        return Group(*_scores(summary))


def places(gradebook: str, notebooks: Path, pages: Path, *, language: str) -> list[str]:
    """Where everything is, a line each."""
    with speaking(language):
        return [
            _("Gradebook: {place}").format(place=gradebook),
            _("Notebooks: {place}").format(place=notebooks),
            _("Pages for the students: {place}").format(place=pages),
        ]


def summary_view(summary: ClassSummary, *, language: str) -> RenderableType:
    """What `autograder report` prints: scores, hardest questions, commonest mistakes."""
    with speaking(language):
        parts: list[RenderableType] = [*_scores(summary), *_verdicts(summary)]
        if summary.hardest:
            parts += [Text(), _hardest(summary)]
        if summary.counted:
            parts += [Text(), Text(_rule(summary))]
        if summary.mistakes:
            parts += [Text(), _mistakes(summary)]
        if summary.manual:
            parts += [Text(), _manual(summary)]
        if summary.ungraded:
            parts += [Text(), _ungraded(summary)]
    return Group(*parts)


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


def _scores(summary: ClassSummary) -> list[Text]:
    lines = [Text(_("Submissions: {number}").format(number=summary.submissions), "bold")]
    for status, number in summary.statuses.items():
        if status is not ReportStatus.GRADED:
            lines.append(Text(f"  {report_status_words(status)}: {number}"))
    if summary.mean is not None and summary.median is not None:
        mean = _("Mean: {points} of {max_points}")
        median = _("Median: {points} of {max_points}")
        for text, value in ((mean, summary.mean), (median, summary.median)):
            whole = points(summary.max_score)
            lines.append(Text(text.format(points=points(value), max_points=whole)))
        full = _("With full marks: {number} of {counted}")
        said = full.format(number=summary.full_marks, counted=summary.counted)
        if summary.may_be_full:
            more = _("{number} more lack nothing but points that you have still to give")
            said += "; " + more.format(number=summary.may_be_full)
        lines.append(Text(said))
    if summary.open_points:
        text = _("Points that you have still to give are not in these scores: {points}")
        lines.append(Text(text.format(points=points(summary.open_points))))
    return lines


def _verdicts(summary: ClassSummary) -> list[Text]:
    lines = [Text(_("Answers to questions:"))] if summary.question_statuses else []
    for kind, number in summary.question_statuses.items():
        lines.append(Text(f"  {SYMBOLS[kind]} {status_words(kind)}: {number}"))
    return lines


def _rule(summary: ClassSummary) -> str:
    """What these numbers count, in words."""
    said = [_("All that was handed in counts; what could not be read counts as 0 points.")]
    if summary.counted < summary.submissions:
        text = _("Left out is what could not be graded through our fault: {number}.")
        said.append(text.format(number=summary.submissions - summary.counted))
    if summary.open_points:
        said.append(_("Open points count as not earned yet; an open answer has no share yet."))
    return " ".join(said)


def _hardest(summary: ClassSummary) -> Table:
    headings = [_("Question"), _("Mean share of points"), _("Answers")]
    waiting = any(question.open for question in summary.hardest)
    table = _table(*headings, *([_("Open")] if waiting else []))
    table.title = _("Hardest questions first")
    for column in table.columns[1:]:
        column.justify = "right"
    for question in summary.hardest:
        cells = [f"{question.share:.0%}", str(question.answers)]
        cells += [str(question.open)] if waiting else []
        table.add_row(_text(question.name), *cells)
    return table


def _mistakes(summary: ClassSummary) -> Table:
    table = _table(_("Students"), _("Question"), _("Mistake"), _("Hint"))
    table.title = _("Commonest mistakes first")
    table.columns[0].justify = "right"
    for mistake in summary.mistakes[:MISTAKES_SHOWN]:
        table.add_row(
            str(mistake.students),
            _text(mistake.question),
            _text(mistake.mistake),
            Text(one_line(mistake.hint, REASON_LIMIT)),
        )
    return table


def _manual(summary: ClassSummary) -> Table:
    title = _("Waiting for you in formgrader: {number}").format(number=len(summary.manual))
    return _without_verdict(title, summary.manual[:MANUAL_SHOWN])


def _ungraded(summary: ClassSummary) -> Table:
    return _without_verdict(_("Not graded, by a fault of ours"), summary.ungraded)


def _without_verdict(title: str, ungraded: Iterable[Ungraded]) -> Table:
    table = _table(_("Student"), _("Question"), _("What happened"))
    table.title = title
    for each in ungraded:
        table.add_row(
            _text(each.student), _text(each.question), Text(one_line(each.message, REASON_LIMIT))
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _text(name: str) -> Text:
    return Text(one_line(name, NAME_LIMIT))
