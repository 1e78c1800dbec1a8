"""A report as it is shown: every text cleaned and bounded, every number written out.

The page and the terminal both draw this view, so that neither handles untrusted text itself.
Nothing is said twice: a hint or a counterexample stands only at the first check that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from autograder.language import _
from autograder.reports.pictures import Drawn, drawn
from autograder.reports.plain import clean, one_line
from autograder.reports.statuses import (
    OPEN,
    SYMBOLS,
    open_points,
    question_symbol,
    question_words,
    status_words,
)
from autograder.reports.values import Shown, comparison, points, points_of, value_text
from autograder.results import CheckResult, Example, QuestionResult, Report, ReportStatus, Status

NAME_LIMIT = 80
# Where one line stops them, all checks of a question have the same reason.
ONE_REASON = (Status.ERROR, Status.MISSING, Status.CRASHED, Status.TIMEOUT, Status.MEMORY)
DESCRIPTION_LIMIT = 300
MESSAGE_LIMIT = 1500
HINT_LIMIT = 1000
ARGUMENTS_LIMIT = 8
CHANGES = ("regraded", "withdrawn")  # rules of a record that say what has become of it
CALL_LIMIT = 400
PICTURES_LIMIT = 4

Said = TypeVar("Said", str, tuple[str, ...])


@dataclass(frozen=True)
class CheckView:
    """One check, ready to be shown; an empty text means that there is nothing to say.

    `told` is what a check that passed has to tell, such as a share that was reached.
    """

    status: Status
    symbol: str
    words: str
    description: str
    points: str
    message: str
    told: str
    hint: str
    expected: Shown | None
    actual: Shown | None
    counterexample: tuple[str, ...]
    example: ExampleView | None = None


@dataclass(frozen=True)
class ExampleView:
    """A call that can be pasted, and both answers to it. `stopped` says that nothing came back."""

    call: str
    expected: str
    actual: str
    stopped: bool


@dataclass(frozen=True)
class QuestionView:
    """One question, ready to be shown. `kind` is how its verdict is drawn; `comment` is the
    teacher's. `lines` are those of the student's code at which it stopped."""

    name: str
    status: Status
    kind: str
    symbol: str
    words: str
    points: str
    checks: tuple[CheckView, ...]
    comment: str
    pictures: tuple[Drawn, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def passed(self) -> tuple[CheckView, ...]:
        """The checks that passed."""
        return tuple(check for check in self.checks if check.status is Status.PASSED)

    @property
    def open(self) -> tuple[CheckView, ...]:
        """The other ones."""
        return tuple(check for check in self.checks if check.status is not Status.PASSED)

    @property
    def said(self) -> tuple[str, ...]:
        """What checks that passed have to tell."""
        return tuple(dict.fromkeys(check.told for check in self.passed if check.told))

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do or to read."""
        return self.status is Status.PASSED and not self.open and not self.comment


@dataclass(frozen=True)
class ReportView:
    """One submission, ready to be shown. `verdict` is empty where the score says it all; `changes`
    say what became of it after it was graded, and why."""

    student: str
    status: ReportStatus
    verdict: str
    points: str
    open_points: str
    percent: float
    open_percent: float
    notes: tuple[str, ...]
    questions: tuple[QuestionView, ...]
    changes: tuple[str, ...] = ()


def view(report: Report) -> ReportView:
    """What there is to show of a report, in the current language."""
    waiting = open_points(report)
    return ReportView(
        student=one_line(report.student, NAME_LIMIT),
        status=report.status,
        verdict=_verdict(report.status),
        points=points_of(report.score, report.max_score),
        open_points=points(waiting) if waiting else "",
        percent=_percent(report.score, report.max_score),
        open_percent=_percent(waiting, report.max_score),
        notes=tuple(clean(note, MESSAGE_LIMIT) for note in report.notes),
        questions=tuple(question_view(question) for question in report.questions),
        changes=tuple(
            clean(rule.sentence, MESSAGE_LIMIT)
            for rule in report.policy or ()
            if rule.name in CHANGES
        ),
    )


def _verdict(status: ReportStatus) -> str:
    if status is ReportStatus.UNREADABLE:
        return _("There was nothing in this submission that could be graded.")
    if status is ReportStatus.INTERNAL:
        return _(
            "Your work could not be graded, and this is our fault. It costs you no points. If it "
            "happens again, tell your teacher."
        )
    return ""


def question_view(question: QuestionResult) -> QuestionView:
    """What there is to show of one question, in the current language."""
    said: set[object] = set()
    return QuestionView(
        name=one_line(question.name, NAME_LIMIT),
        status=question.status,
        kind=Status.MANUAL if question.by_hand else question.status,
        symbol=question_symbol(question),
        words=question_words(question),
        points=_earned(question.score, question.max_score, question.status),
        checks=tuple(
            _check(check, said, question.checks[:place])
            for place, check in enumerate(question.checks)
        ),
        comment=clean(question.comment, MESSAGE_LIMIT).strip(),
        pictures=tuple(filter(None, map(drawn, question.pictures[:PICTURES_LIMIT]))),
        lines=tuple(dict.fromkeys(check.line for check in question.checks if check.line)),
    )


def _check(check: CheckResult, said: set[object], above: Sequence[CheckResult]) -> CheckView:
    passed = check.status is Status.PASSED
    expected, actual = comparison(check.expected, check.actual)
    return CheckView(
        status=check.status,
        symbol=SYMBOLS[check.status],
        words=status_words(check.status),
        description=one_line(check.description or check.name, DESCRIPTION_LIMIT),
        points=_earned(check.points, check.max_points, check.status),
        message=_message(check, above),
        told=clean(check.message, MESSAGE_LIMIT) if passed else "",
        hint=_once("" if passed else clean(check.hint, HINT_LIMIT), said),
        expected=None if passed else expected,
        actual=None if passed else actual,
        counterexample=() if passed else _once(_counterexample(check), said),
        example=None if passed or check.example is None else _example(check.example),
    )


def _example(example: Example) -> ExampleView:
    actual = example.actual
    return ExampleView(
        call=one_line(example.call, CALL_LIMIT),
        expected=value_text(example.expected),
        actual=clean(str(actual), MESSAGE_LIMIT) if example.stopped else value_text(actual),
        stopped=example.stopped,
    )


def _message(check: CheckResult, above: Sequence[CheckResult]) -> str:
    is_silent = check.status in ONE_REASON and not (check.message or check.hint)
    if is_silent and any(
        each.status is check.status and (each.message or each.hint) for each in above
    ):
        return _("For the same reason as above.")  # it is told once for all checks of a question
    if check.status is not Status.PASSED:
        return clean(check.message, MESSAGE_LIMIT)
    if check.points < check.max_points:
        return _("This is right. It counts as soon as the values of this question are right too.")
    return ""


def _counterexample(check: CheckResult) -> tuple[str, ...]:
    given = list((check.counterexample or {}).items())[:ARGUMENTS_LIMIT]
    return tuple(f"{one_line(name, NAME_LIMIT)} = {value_text(value)}" for name, value in given)


def _once(text: Said, said: set[object]) -> Said:
    """The text, or an empty one where it has been said before."""
    if text in said:
        return type(text)()
    said.add(text)
    return text


def _earned(part: float, whole: float, status: Status) -> str:
    if not whole:  # nobody is told any points
        return ""
    if status in OPEN and part == 0:
        return _("up to {max_points}").format(max_points=points(whole))
    return points_of(part, whole)


def _percent(part: float, whole: float) -> float:
    return round(min(max(part / whole, 0.0), 1.0) * 100, 2) if whole > 0 else 0.0
