"""One submission in the terminal; readable without colour."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.plain import one_line
from autograder.reports.values import Shown
from autograder.reports.view import CheckView, QuestionView, ReportView, view
from autograder.results import Report, ReportStatus, Status

TITLE_LIMIT = 200
STYLES = {Status.PASSED: "green", Status.MANUAL: "dim", Status.INTERNAL: "dim"}
LOST = "bold yellow"
HINT = "bold cyan"
CHECK_INDENT = 4
DETAIL_INDENT = 6


def verdict(report: Report, *, title: str, language: str) -> RenderableType:
    """What `autograder check` prints: the score, the questions, and how to mend each of them."""
    with speaking(language):
        shown = view(report)
        lines = [*_headline(shown, one_line(title, TITLE_LIMIT)), *_notes(shown)]
        for question in shown.questions:
            lines += _question(question)
    return Group(*lines)


def _headline(shown: ReportView, title: str) -> list[RenderableType]:
    heading = Text(title, "bold")
    if shown.student:  # a file alone may be nobody's
        heading.append(f" · {shown.student}", "not bold")
    if shown.status is not ReportStatus.GRADED:
        return [heading, Text(shown.verdict, LOST)]
    score = [Text(_("Points: {score}").format(score=shown.points), "bold")]
    if shown.open_points:
        waiting = _("Still to be decided by your teacher: {points}")
        score.append(Text(waiting.format(points=shown.open_points)))
    return [heading, *score]


def _notes(shown: ReportView) -> list[RenderableType]:
    return [Text(_("Note: {note}").format(note=note)) for note in shown.notes]


def _question(question: QuestionView) -> list[RenderableType]:
    heading = Text()
    heading.append(f"{question.symbol} ", STYLES.get(question.status, LOST))
    heading.append(question.name, "bold")
    heading.append(f" · {question.points} · ")
    heading.append(question.words, STYLES.get(question.status, LOST))
    lines: list[RenderableType] = [Text(), heading]
    lines += [_indented(Text(text), CHECK_INDENT) for text in question.said]
    if question.comment:
        said = Text(_("Your teacher: {comment}").format(comment=question.comment), HINT)
        lines.append(_indented(said, CHECK_INDENT))
    if question.status is not Status.PASSED:
        for check in question.checks:
            lines += _check(check, question.status)
    return lines


def _check(check: CheckView, question_status: Status) -> list[RenderableType]:
    heading = Text()
    heading.append(f"{check.symbol} ", STYLES.get(check.status, LOST))
    heading.append(f"{check.description} · {check.points}")
    if check.status not in (Status.PASSED, question_status):
        heading.append(f" · {check.words}")
    lines: list[RenderableType] = [_indented(heading, CHECK_INDENT)]
    if check.message:
        lines.append(_indented(Text(check.message), DETAIL_INDENT))
    if check.hint:
        hint = Text(_("Hint: {hint}").format(hint=check.hint), HINT)
        lines.append(_indented(hint, DETAIL_INDENT))
    lines += _values(_("Your answer: {value}"), check.actual)
    lines += _values(_("Expected: {value}"), check.expected)
    if check.counterexample:
        smallest = _("The smallest input on which it goes wrong: {arguments}")
        arguments = ", ".join(check.counterexample)
        lines.append(_indented(Text(smallest.format(arguments=arguments)), DETAIL_INDENT))
    return lines


def _values(sentence: str, shown: Shown | None) -> list[RenderableType]:
    if shown is None:
        return []
    value = f"\n{shown.text}" if "\n" in shown.text else shown.text
    return [_indented(Text(sentence.format(value=value)), DETAIL_INDENT)]


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns), expand=False)
