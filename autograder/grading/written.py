"""Answers in words: nothing here judges them; a person does."""

from __future__ import annotations

from autograder.course.written import Written
from autograder.language import _
from autograder.results import CheckResult, QuestionResult, Status


def written_result(name: str, question: Written, text: str, released: str) -> QuestionResult:
    """Open until a person has read it; missing where nothing was written.

    `released` is the text that the student was to replace.
    """
    if text.strip() in ("", released.strip()):
        return undecided(name, question, Status.MISSING, _("There is no answer yet."))
    message = _("Your teacher reads this answer and gives the points.")
    return undecided(name, question, Status.MANUAL, message)


def undecided(name: str, question: Written, status: Status, message: str = "") -> QuestionResult:
    """A written question without points, so far."""
    check = CheckResult(
        name="in_words",
        description=_("answers in your own words"),
        status=status,
        points=0.0,
        max_points=question.points,
        hidden=False,
        message=message,
    )
    return QuestionResult(
        name=name, status=status, score=0.0, max_score=question.points, checks=(check,)
    )
