"""A class in the terminal: how many handed in, how well they did, and where they went wrong."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from autograder.language import _, percent, speaking
from autograder.reports.plain import one_line
from autograder.reports.statistics import ClassSummary, Ungraded
from autograder.reports.statuses import SYMBOLS, report_status_words, status_words
from autograder.reports.tables import name_cell, plain_table
from autograder.reports.values import points
from autograder.results import ReportStatus

REASON_LIMIT = 200
MISTAKES_SHOWN = 10
MANUAL_SHOWN = 30


def totals_view(summary: ClassSummary, *, language: str) -> RenderableType:
    """What `autograder grade` prints below the table: how many, and how well they did."""
    with speaking(language):
        return Group(*_scores(summary))


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
    table = plain_table(*headings, *([_("Open")] if waiting else []))
    table.title = _("Hardest questions first")
    for column in table.columns[1:]:
        column.justify = "right"
    for question in summary.hardest:
        cells = [percent(question.share), str(question.answers)]
        cells += [str(question.open)] if waiting else []
        table.add_row(name_cell(question.name), *cells)
    return table


def _mistakes(summary: ClassSummary) -> Table:
    table = plain_table(_("Students"), _("Question"), _("Mistake"), _("Hint"))
    table.title = _("Commonest mistakes first")
    table.columns[0].justify = "right"
    for mistake in summary.mistakes[:MISTAKES_SHOWN]:
        table.add_row(
            str(mistake.students),
            name_cell(mistake.question),
            name_cell(mistake.mistake),
            Text(one_line(mistake.hint, REASON_LIMIT)),
        )
    return table


def _manual(summary: ClassSummary) -> Table:
    title = _("Waiting for you in formgrader: {number}").format(number=len(summary.manual))
    return _without_verdict(title, summary.manual[:MANUAL_SHOWN])


def _ungraded(summary: ClassSummary) -> Table:
    return _without_verdict(_("Not graded, by a fault of ours"), summary.ungraded)


def _without_verdict(title: str, ungraded: Iterable[Ungraded]) -> Table:
    table = plain_table(_("Student"), _("Question"), _("What happened"))
    table.title = title
    for each in ungraded:
        table.add_row(
            name_cell(each.student),
            name_cell(each.question),
            Text(one_line(each.message, REASON_LIMIT)),
        )
    return table
