"""What is wrong or endless in one function costs nothing in another that calls it."""

from __future__ import annotations

import pytest
import toy_course as toy
from toy_course import GradeHere
from toy_files import CHECKS

from autograder.results import Status

LOOP = "def double(x):\n    while True: pass"
FAIR = CHECKS.replace("import edge_check, equal,", "import edge_check, equal, fairly,").replace(
    "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))",
    """    def adds(who):
        same(who.total, reference.total, np.array([1.5, 2.0, -0.25]))

    fairly(student, "def double(x):\\n    return 2 * x", ["double"], adds)""",
)
CALLS = "def total(x):\n    return sum(double(x)) / 2"
FULL = {"by_hand": 2.0, "double": 4.0, "total": 4.0}


@pytest.mark.parametrize(
    "double", [LOOP, "def double(x):\n    return 3 * x", "def double(x): 1 / 0"]
)
def test_a_wrong_function_costs_no_caller(grade_toy: GradeHere, double: str) -> None:
    answers = {**toy.ANSWERS, "double": double, "total": CALLS}
    report = grade_toy(toy.notebook(**answers), checks=FAIR).report
    assert {each.name: each.score for each in report.questions} == {**FULL, "double": 0.0}


@pytest.mark.parametrize("total", ["while True: pass", "return sum(double(x))"])
def test_a_caller_that_is_wrong_itself(grade_toy: GradeHere, total: str) -> None:
    answers = {**toy.ANSWERS, "double": LOOP, "total": f"def total(x):\n    {total}"}
    report = grade_toy(toy.notebook(**answers), checks=FAIR).report
    assert {each.name: each.score for each in report.questions} == {**FULL, "double": 0, "total": 0}
    assert {each.status for each in report.questions[1:]} == {Status.TIMEOUT}


def test_without_a_word_of_the_checks_the_caller_pays(grade_toy: GradeHere) -> None:
    answers = {**toy.ANSWERS, "double": LOOP, "total": CALLS}
    report = grade_toy(toy.notebook(**answers)).report
    assert {each.name: each.score for each in report.questions} == {**FULL, "double": 0, "total": 0}
