"""The comment on a question, for the teacher's view in nbgrader: why points are missing."""

from __future__ import annotations

from autograder.language import _
from autograder.reports.plain import clean
from autograder.reports.statuses import status_words
from autograder.results import QuestionResult, Report, ReportStatus, Status

LINE_LIMIT = 600
COMMENT_LIMIT = 2000


def comment(report: Report, question: QuestionResult) -> str | None:
    """Plain text in the current language; None where there is nothing to say."""
    if question.status is Status.INTERNAL:
        return _("Something went wrong on our side. If it happens again, tell your teacher.")
    if report.status is ReportStatus.UNREADABLE:
        return _joined(list(report.notes))
    if question.score >= question.max_score:
        return None
    lost = [check for check in question.checks if check.status is not Status.PASSED]
    said = [text for check in lost for text in (check.message, check.hint)]
    return _joined(said) or status_words(question.status)


def _joined(texts: list[str]) -> str:
    lines = [clean(text, LINE_LIMIT).strip() for text in texts]
    once = dict.fromkeys(line for line in lines if line)
    return clean("\n".join(once), COMMENT_LIMIT)
