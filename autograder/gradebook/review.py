"""What people and rules changed in the gradebook, laid over the record of a grading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from autograder.gradebook.late import Lateness
from autograder.language import _
from autograder.reports.statuses import OPEN
from autograder.reports.values import points
from autograder.results import QuestionResult, Report, ReportStatus, Status


@dataclass(frozen=True)
class Review:
    """What a person said about one question: a score, extra points, a comment."""

    score: float | None = None
    extra: float | None = None
    comment: str | None = None


def reviewed(report: Report, reviews: Mapping[str, Review], late: Lateness | None = None) -> Report:
    """The report with the score that the gradebook gives: the teacher's word goes before the
    automatic one, what is late costs points, and what is open counts nothing yet."""
    questions = tuple(
        _told(_reviewed(question, review), review)
        for question, review in (
            (question, reviews.get(question.name, Review())) for question in report.questions
        )
    )
    notes = _notes(report, reviews, late)
    if questions == report.questions and not notes:
        return report
    earned = sum(question.score for question in questions)
    score = max(0.0, round(earned - (late.penalty if late else 0.0), 6))
    decided = not any(question.status is Status.INTERNAL for question in questions)
    by_hand = any(review.score is not None for review in reviews.values())
    return msgspec.structs.replace(
        report,
        status=ReportStatus.GRADED if decided and by_hand else report.status,
        score=score,
        automatic=report.score if score != report.score else None,
        questions=questions,
        notes=(*report.notes, *notes),
    )


def _reviewed(question: QuestionResult, review: Review) -> QuestionResult:
    if review.score is None:
        if question.status in OPEN:
            return msgspec.structs.replace(question, score=0.0)
        if not review.extra:
            return question
    automatic = question.score if review.score is None else review.score
    score = automatic + (review.extra or 0.0)
    status, checks = question.status, question.checks
    if review.score is not None:
        status = Status.PASSED if score >= question.max_score else Status.FAILED
        checks = tuple(check for check in checks if check.status is not Status.MANUAL)
    return msgspec.structs.replace(question, score=score, status=status, checks=checks)


def _told(question: QuestionResult, review: Review) -> QuestionResult:
    """The question with the teacher's word on it."""
    return msgspec.structs.replace(
        question, by_hand=review.score is not None, comment=review.comment or ""
    )


def _notes(report: Report, reviews: Mapping[str, Review], late: Lateness | None) -> list[str]:
    notes = []
    for question in report.questions:
        review = reviews.get(question.name, Review())
        if review.score is not None:
            text = _("Your teacher decided on the points for “{question}”: {points}.")
            notes.append(text.format(question=question.name, points=points(review.score)))
        if review.extra:
            text = _("Your teacher added points for “{question}”: {points}.")
            notes.append(text.format(question=question.name, points=points(review.extra)))
    if late is not None and _is_told(report):
        if late.penalty:
            text = _("Points taken off, because it came late: {points}.")
            notes.append(text.format(points=points(late.penalty)))
    elif late is not None:
        text = _(
            "This work was due on {due} and came on {came}. No points were taken off for that."
        )
        if late.penalty:
            text = _(
                "This work was due on {due} and came on {came}. Points taken off, because it came "
                "late: {points}."
            )
        due, came = _date(late.due), _date(late.came)
        notes.append(text.format(due=due, came=came, points=points(late.penalty)))
    return notes


def _is_told(report: Report) -> bool:
    """Whether the dates of the course say why it is late."""
    return any(rule.sentence for rule in report.policy or ())


def _date(time: datetime) -> str:
    """To the second only where the minute would not tell why it is late."""
    return f"{time:%Y-%m-%d %H:%M:%S} UTC" if time.second else f"{time:%Y-%m-%d %H:%M} UTC"
