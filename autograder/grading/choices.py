"""Choice questions: a digit was written down, and each has its sentence."""

from __future__ import annotations

from autograder.course.choices import PREDICT, Choice
from autograder.language import _
from autograder.results import CheckResult, QuestionResult, Status


def choice_result(name: str, question: Choice, digit: str, language: str) -> QuestionResult:
    """The verdict on what was written down; see `autograder.notebooks.chosen`."""
    if not digit:
        text = _("Nothing was chosen yet: write the digit of an option, as in `{name} = {digit}`.")
        return undecided_choice(name, question, Status.MISSING, _with_example(text, name, question))
    if digit not in question.digits:
        text = _(
            "`{digit}` is none of the options: write a digit from 1 to {most}, as in "
            "`{name} = {example}`."
        )
        said = text.format(
            digit=digit, most=question.digits[-1], name=name, example=question.digits[0]
        )
        return undecided_choice(name, question, Status.FAILED, said)
    points = question.earns(digit)
    status = Status.PASSED if points == question.points else Status.FAILED
    said = question.texts[language].sentences[int(digit) - 1]
    return undecided_choice(name, question, status, said, points)


def undecided_choice(
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


def _with_example(text: str, name: str, question: Choice) -> str:
    return text.format(name=name, digit=question.digits[0])
