"""What of a report a student is told, by the rules of the course."""

from __future__ import annotations

import msgspec

from autograder.policies import Tells
from autograder.results import CheckResult, QuestionResult, Report, Status

# Verdicts whose message says what has happened in the student's code, and not what is right.
HAPPENED = (
    Status.ERROR,
    Status.TIMEOUT,
    Status.MEMORY,
    Status.CRASHED,
    Status.MISSING,
    Status.SKIPPED,
)


def told(report: Report, tells: Tells) -> Report:
    """The report with no more in it than `tells` allows. Without scores, all points are 0."""
    if tells is Tells.FULL:
        return report
    questions = tuple(told_question(each, tells) for each in report.questions)
    left: Report = msgspec.structs.replace(
        report, questions=questions, score=0.0, max_score=0.0, automatic=None
    )
    return left


def told_question(question: QuestionResult, tells: Tells) -> QuestionResult:
    """The same for one question."""
    if tells is Tells.FULL:
        return question
    checks = question.checks if tells is Tells.HINTS else ()
    left: QuestionResult = msgspec.structs.replace(
        question, score=0.0, max_score=0.0, checks=tuple(map(_hinted, checks)), pictures=()
    )
    return left


def _hinted(check: CheckResult) -> CheckResult:
    """The check with its hint, and what the student's code has done; without any answer."""
    left: CheckResult = msgspec.structs.replace(
        check,
        points=0.0,
        max_points=0.0,
        message=check.message if check.status in HAPPENED else "",
        mistake=None,
        expected=None,
        actual=None,
        counterexample=None,
        example=None,
    )
    return left
