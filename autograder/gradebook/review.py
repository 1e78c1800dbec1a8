"""What people changed in the gradebook, laid over the record of a grading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

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


def reviewed(report: Report, reviews: Mapping[str, Review], penalty: float = 0.0) -> Report:
    """The report as the student gets it: the teacher's word goes before the automatic one."""
    if not penalty and not any(review != Review() for review in reviews.values()):
        return report
    questions = tuple(
        _told(_reviewed(question, review), review)
        for question, review in (
            (question, reviews.get(question.name, Review())) for question in report.questions
        )
    )
    decided = not any(question.status is Status.INTERNAL for question in questions)
    by_hand = any(review.score is not None for review in reviews.values())
    return msgspec.structs.replace(
        report,
        status=ReportStatus.GRADED if decided and by_hand else report.status,
        score=max(0.0, round(sum(question.score for question in questions) - penalty, 6)),
        questions=questions,
        notes=(*report.notes, *_notes(report, reviews, penalty)),
    )


def _reviewed(question: QuestionResult, review: Review) -> QuestionResult:
    if review.score is None and (question.status in OPEN or review.extra is None):
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


def _notes(report: Report, reviews: Mapping[str, Review], penalty: float) -> list[str]:
    notes = []
    for question in report.questions:
        review = reviews.get(question.name, Review())
        if review.score is not None:
            text = _("Your teacher decided on the points for “{question}”: {points}.")
            notes.append(text.format(question=question.name, points=points(review.score)))
        if review.extra:
            text = _("Your teacher added points for “{question}”: {points}.")
            notes.append(text.format(question=question.name, points=points(review.extra)))
    if penalty:
        text = _("Points taken off, because the work came late: {points}.")
        notes.append(text.format(points=points(penalty)))
    return notes
