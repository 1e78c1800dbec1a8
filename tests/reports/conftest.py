"""Realistic records, as the grading of a small class makes them."""

from __future__ import annotations

import gettext
from types import SimpleNamespace

import pytest

from autograder import language
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status

HINT = "Sum over the last axis and keep it: axis=-1, keepdims=True."


def check(name: str, points: float = 1.0, max_points: float = 1.0, **fields: object) -> CheckResult:
    defaults: dict[str, object] = {
        "description": name.replace("_", " "),
        "status": Status.PASSED if points == max_points else Status.FAILED,
    }
    return CheckResult(name=name, points=points, max_points=max_points, **(defaults | fields))


def question(name: str, *checks: CheckResult, status: Status | None = None) -> QuestionResult:
    score = sum(each.points for each in checks)
    max_score = sum(each.max_points for each in checks)
    verdict = status or (Status.PASSED if score == max_score else Status.FAILED)
    return QuestionResult(
        name=name, status=verdict, score=score, max_score=max_score, checks=checks
    )


def report(student: str, *questions: QuestionResult, **fields: object) -> Report:
    defaults: dict[str, object] = {
        "exercise": "ex02_activations",
        "status": ReportStatus.GRADED,
        "score": sum(each.score for each in questions),
        "max_score": sum(each.max_score for each in questions),
    }
    return Report(student=student, questions=questions, **(defaults | fields))


def sigmoid() -> QuestionResult:
    return question(
        "sigmoid",
        check("gives the right values", 1.0, 1.0),
        check("stays finite for numbers up to 1000", 0.5, 0.5),
    )


def softmax() -> QuestionResult:
    return question(
        "softmax",
        check("turns a row of numbers into the right probabilities", 1.0, 1.0),
        check(
            "rows_sum_to_one",
            0.0,
            1.5,
            description="each row of the result sums to 1",
            message="softmax([[1, 2], [3, 4]]) has rows that sum to 0.12 and 0.88",
            hint=HINT,
            mistake="sums_over_everything",
            expected=[[0.26894142, 0.73105858], [0.26894142, 0.73105858]],
            actual=[[0.0320586, 0.08714432], [0.23688282, 0.64391426]],
            counterexample={"z": [[0.0], [0.0]]},
        ),
        check(
            "large",
            0.0,
            0.5,
            description="stays finite for numbers up to 1000",
            message="softmax([1000, 999]) is [nan, nan] instead of [0.731059, 0.268941]",
            hint=HINT,
            mistake="sums_over_everything",
            expected=[0.7310586, 0.2689414],
            actual=["nan", "nan"],
        ),
    )


def tanh() -> QuestionResult:
    return question(
        "tanh",
        check(
            "gives the right values",
            0.0,
            2.0,
            status=Status.ERROR,
            message="tanh(0.5) raised NameError: name 'npp' is not defined (line 3 of your cell)",
        ),
        status=Status.ERROR,
    )


def linear() -> QuestionResult:
    return question(
        "linear",
        check(
            "gives the right values",
            0.0,
            1.0,
            status=Status.MISSING,
            message="The function linear is still the stub.",
        ),
        status=Status.MISSING,
    )


def essay() -> QuestionResult:
    return question(
        "why_it_diverged",
        check("explains why a large step diverges", 0.0, 2.0, status=Status.MANUAL),
        status=Status.MANUAL,
    )


@pytest.fixture
def ivanova() -> Report:
    """Some of everything: right, wrong with a hint, an error, the stub, and a written answer."""
    return report(
        "ivanova",
        sigmoid(),
        softmax(),
        tanh(),
        linear(),
        essay(),
        notes=("The cell 'softmax-checks' had been changed and was restored.",),
    )


@pytest.fixture
def petrov() -> Report:
    """All is right."""
    return report("petrov", sigmoid())


@pytest.fixture
def unreadable() -> Report:
    return report(
        "sidorov",
        status=ReportStatus.UNREADABLE,
        max_score=10.0,
        notes=("The file is not a notebook: line 1 is no JSON.",),
    )


@pytest.fixture
def internal() -> Report:
    """One question without a verdict, by our fault."""
    broken = check(
        "gives the right values",
        0.0,
        2.0,
        status=Status.INTERNAL,
        message="The checker ended early.",
    )
    return report("orlova", sigmoid(), question("tanh", broken, status=Status.INTERNAL))


@pytest.fixture
def hint() -> str:
    return HINT


@pytest.fixture
def make() -> SimpleNamespace:
    """The functions that build records with sensible defaults."""
    return SimpleNamespace(check=check, question=question, report=report)


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> str:
    """A language that puts brackets around every text that was translated."""

    class Brackets(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"⟦{message}⟧"

    catalogs = {"ru": Brackets()}
    monkeypatch.setattr(
        language, "_engine", lambda name: catalogs.get(name, gettext.NullTranslations())
    )
    return "ru"
