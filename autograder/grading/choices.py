"""Choice questions: a digit was written down, and each has its sentence."""

from __future__ import annotations

from autograder.course.choices import PREDICT, Choice
from autograder.language import _
from autograder.results import CheckResult, QuestionResult, Status


def choice_result(name: str, question: Choice, digit: str, language: str) -> QuestionResult:
    """The verdict on what was written down; see `autograder.notebooks.chosen`."""
    if digit in question.digits:
        points = question.earns(digit)
        status = Status.PASSED if points == question.points else Status.FAILED
        said = question.texts[language].sentences[int(digit) - 1]
        return judged_choice(name, question, status, said, points)
    if digit:
        status = Status.FAILED
        text = _(
            "`{digit}` is not the number of an option: write a digit from 1 to {most}, as in "
            "`{name} = 1`."
        )
    else:
        status = Status.MISSING
        text = _("Nothing was chosen yet: write a digit from 1 to {most}, as in `{name} = 1`.")
    said = text.format(digit=digit, most=question.digits[-1], name=name)
    return judged_choice(name, question, status, said)


def judged_choice(
    name: str, question: Choice, status: Status, message: str = "", points: float = 0.0
) -> QuestionResult:
    """A choice question with this status; without points where nothing else is said."""
    is_guess = question.kind == PREDICT
    check = CheckResult(
        name="chosen",
        description=_("guesses before looking") if is_guess else _("chooses the right option"),
        status=status,
        points=points,
        max_points=question.points,
        hidden=not is_guess,
        message=message,
    )
    return QuestionResult(
        name=name, status=status, score=points, max_score=question.points, checks=(check,)
    )
