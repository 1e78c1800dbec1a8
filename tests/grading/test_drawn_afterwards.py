"""Pictures come when all verdicts stand, and cost nothing, whatever happens there."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
import toy_course as toy

from autograder.engine.context import open_context
from autograder.grading import Graded, Submission, run
from autograder.grading.grade import grade
from autograder.results import Status
from autograder.sandbox.control_channel import ControlChannel

PICTURES = '''
import numpy as np
from autograder.checking.pictures import curve, draws

@draws("total")
def sums(student, reference):
    """Your total"""
    x = np.arange(3.0)
    return curve(x, [student.total(np.ones(int(n))) for n in x], x)


@draws("double")
def line(student, reference):
    """Your double over the right one"""
    x = np.linspace(100.0, 101.0, 3)
    return curve(x, student.double(x), reference.double(x))
'''
RIGHT = "def double(x):\n    return 2 * x"


Grade = Callable[..., Graded]


@pytest.fixture
def graded(tmp_path: Path, control: ControlChannel) -> Grade:
    """Grades an answer for `double`."""
    number = itertools.count()

    def made(double: str, pictures: str = PICTURES) -> Graded:
        files = {"pictures": pictures} if pictures else {}
        exercise = toy.write_course(tmp_path / str(next(number)), **files).exercise("toy")
        content = toy.notebook(**{**toy.ANSWERS, "double": double})
        return grade(Submission("ann", "toy", content), open_context(exercise), control)

    return made


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here needs long."""
    monkeypatch.setattr(run, "PICTURE_SECONDS", 0.4)


def test_a_right_and_a_wrong_answer_are_drawn(graded: Grade) -> None:
    _by_hand, double, total = graded(RIGHT).report.questions
    (picture,) = double.pictures
    assert picture.caption == "Your double over the right one"
    assert picture.data["yours"] == picture.data["right"] == [200.0, 201.0, 202.0]
    assert [each.caption for each in total.pictures] == ["Your total"]
    (picture,) = graded("def double(x):\n    return 3 * x").report.questions[1].pictures
    assert picture.data["yours"] == [300.0, 301.5, 303.0]


@pytest.mark.parametrize(
    "odd",
    [
        "raise ValueError('no')",
        "while True: pass",
        "import os; os._exit(3)",
        "import ctypes; ctypes.string_at(0)",
        "return 'text'",
        "return np.zeros(3_000_000)",
    ],
)
def test_what_happens_there_costs_nothing(graded: Grade, odd: str) -> None:
    """The function is right for all that is checked, and odd where only a picture asks."""
    drawn = "    if np.array_equal(x, [100.0, 100.5, 101.0]):"
    source = f"def double(x):\n{drawn}\n        {odd}\n    return 2 * x"
    found, plain = graded(source), graded(source, pictures="")
    assert found.report.score == found.report.max_score == plain.report.score
    assert (found.again, found.momentary) == (plain.again, plain.momentary) == (False, False)
    assert all(not each.data["yours"] for each in found.report.questions[1].pictures)


def test_what_has_no_answer_is_not_drawn(graded: Grade) -> None:
    for source in (toy.STUBS["double"], "def double(x):\n    while True: pass"):
        double = graded(source).report.questions[1]
        assert double.status in (Status.MISSING, Status.TIMEOUT)
        assert not double.pictures


def test_a_fault_in_a_picture_is_no_fault_of_the_grading(graded: Grade) -> None:
    pictures = PICTURES.replace("return curve(x, student", "return curve(y, student")
    report = graded(RIGHT, pictures).report
    assert report.score == report.max_score
    assert not report.questions[1].pictures


def test_the_line_of_an_error_and_the_call_with_both_answers(graded: Grade) -> None:
    check = graded("def double(x):\n    return x[5.5]").report.questions[1].checks[0]
    assert check.line == "return x[5.5]"
    check = graded("def double(x):\n    return x**3").report.questions[1].checks[0]
    assert check.example is not None
    assert check.example.call == "double(np.array([1.0]))"
    assert (check.example.expected, check.example.actual) == ([2], [1])
