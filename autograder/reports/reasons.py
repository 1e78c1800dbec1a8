"""Why points are missing: one reason for each question, in the order of the exercise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.language import _
from autograder.reports.plain import clean, one_line
from autograder.reports.statuses import question_words, status_words
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status

NAME_LIMIT = 80
TEXT_LIMIT = 600
LINE_LIMIT = 200


@dataclass(frozen=True)
class Reason:
    """Why a question has not all its points; `place` is the question's place in the report.

    A submission that was not graded as a whole has one reason without a question or a place.
    """

    question: str
    place: int | None
    status: Status
    missing: float
    text: str

    @property
    def behind(self) -> str:
        """The text as it stands behind the question's name, with which it may begin itself."""
        if not self.question:
            return self.text
        return re.sub(rf"^{re.escape(self.question)}:? ", "", self.text)

    @property
    def line(self) -> str:
        """The reason on one short line, for a table."""
        goes_on = self.behind != self.text or not self.question
        return one_line(self.text if goes_on else f"{self.question}: {self.text}", LINE_LIMIT)


def reasons(report: Report) -> list[Reason]:
    """One reason for each question that lost points, could not be graded, or waits for a person.

    The text is the most useful one that the record has: the hint, else the message, else what
    was looked at.
    """
    if report.status is not ReportStatus.GRADED:
        return [_whole(report)]
    return [
        _reason(place, question)
        for place, question in enumerate(report.questions)
        if question.score < question.max_score
    ]


def _whole(report: Report) -> Reason:
    internal = report.status is ReportStatus.INTERNAL
    said = _("The submission was not graded.") if internal else _("The file could not be read.")
    return Reason(
        question="",
        place=None,
        status=Status.INTERNAL if internal else Status.MISSING,
        missing=report.max_score,
        text=clean(report.notes[0], TEXT_LIMIT) if report.notes else said,
    )


def _reason(place: int, question: QuestionResult) -> Reason:
    return Reason(
        question=one_line(question.name, NAME_LIMIT),
        place=place,
        status=question.status,
        missing=question.max_score - question.score,
        text=clean(_text(question), TEXT_LIMIT),
    )


def _text(question: QuestionResult) -> str:
    if question.by_hand:
        return question.comment or question_words(question)
    failed = [check for check in question.checks if check.status is not Status.PASSED]
    said = [check.hint for check in failed if check.hint]
    said += [check.message for check in failed if check.message]
    said += [_looked_at(check) for check in failed]
    return said[0] if said else status_words(question.status)


def _looked_at(check: CheckResult) -> str:
    return _("{description}: {status}").format(
        description=check.description or check.name, status=status_words(check.status)
    )
