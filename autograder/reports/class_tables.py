"""A class in the terminal: one row for each submission, and the summary of an exercise."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.plain import one_line
from autograder.reports.reasons import reasons
from autograder.reports.statistics import ClassSummary, Ungraded
from autograder.reports.statuses import (
    SYMBOLS,
    open_points,
    report_status_words,
    status_words,
)
from autograder.reports.values import points
from autograder.results import Report, ReportStatus

NAME_LIMIT = 80
REASON_LIMIT = 200
MISTAKES_SHOWN = 10
MANUAL_SHOWN = 30


def class_table(reports: Iterable[Report], *, language: str) -> Table:
    """One row for each submission: its score, and why points are missing."""
    with speaking(language):
        table = _table(_("Student"), _("Exercise"), _("Points"), _("Status"), _("Why"))
        table.columns[2].justify = "right"
        for report in reports:
            table.add_row(
                _text(report.student),
                _text(report.exercise),
                Text(_score(report), no_wrap=True),
                Text(report_status_words(report.status)),
                Text("\n".join(reason.line for reason in reasons(report))),
            )
    return table


def summary_view(summary: ClassSummary, *, language: str) -> RenderableType:
    """What `autograder report` prints: scores, hardest questions, commonest mistakes."""
    with speaking(language):
        parts: list[RenderableType] = [*_scores(summary)]
        if summary.hardest:
            parts += [Text(), _hardest(summary)]
        if summary.mistakes:
            parts += [Text(), _mistakes(summary)]
        if summary.manual:
            parts += [Text(), _manual(summary)]
        if summary.ungraded:
            parts += [Text(), _ungraded(summary)]
    return Group(*parts)


def _score(report: Report) -> str:
    if report.status is ReportStatus.INTERNAL:
        return "–"
    score = _("{points} of {max_points}").format(
        points=points(report.score), max_points=points(report.max_score)
    )
    if report.automatic is not None:
        score += ", " + _("automatic: {points}").format(points=points(report.automatic))
    waiting = open_points(report)
    return f"{score}, " + _("{points} open").format(points=points(waiting)) if waiting else score


def _scores(summary: ClassSummary) -> list[Text]:
    lines = [Text(_("Submissions: {number}").format(number=summary.submissions), "bold")]
    for status, number in summary.statuses.items():
        lines.append(Text(f"  {report_status_words(status)}: {number}"))
    if summary.mean is not None and summary.median is not None and summary.full_marks is not None:
        whole = points(summary.max_score)
        mean = _("Mean: {points} of {max_points}")
        median = _("Median: {points} of {max_points}")
        lines.append(Text(mean.format(points=points(summary.mean), max_points=whole)))
        lines.append(Text(median.format(points=points(summary.median), max_points=whole)))
        full = _("With full marks: {percent}")
        lines.append(Text(full.format(percent=f"{summary.full_marks:.0%}")))
    if summary.open_points:
        text = _("Points that you have still to give are not in these scores: {points}")
        lines.append(Text(text.format(points=points(summary.open_points))))
    if summary.question_statuses:
        lines.append(Text(_("Answers to questions:")))
    for kind, number in summary.question_statuses.items():
        lines.append(Text(f"  {SYMBOLS[kind]} {status_words(kind)}: {number}"))
    return lines


def _hardest(summary: ClassSummary) -> Table:
    table = _table(_("Question"), _("Mean share of points"), _("Answers"))
    table.title = _("Hardest questions first")
    for column in table.columns[1:]:
        column.justify = "right"
    for question in summary.hardest:
        table.add_row(_text(question.name), f"{question.share:.0%}", str(question.answers))
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
