"""A name that is not there hides nothing else that was found in the same question."""

from __future__ import annotations

import pytest
import toy_course as toy
from toy_course import GradeHere
from toy_files import CHECKS, MANIFEST, SOLUTION

from autograder.results import QuestionResult, Status

LOOP = "def b():\n    while True: pass"
FAILED, MISSING = Status.FAILED, Status.MISSING
B = '''

@value_check("by_hand", points=1)
def test_b(student, reference):
    """computes B"""
    {asked}equal(student.value("B"), reference.B, "B")


@value_check("by_hand", points=1)
def test_b_again(student, reference):
    """computes B once more"""
    equal(student.value("B"), reference.B, "B")
'''
COURSE = {
    "solution": SOLUTION.replace("A = 5 * x1\n", "A = 5 * x1\nB = 3.0\n"),
    "manifest": MANIFEST.replace("points = 10", "points = 12"),
}


def by_hand(grade_toy: GradeHere, answer: str, asked: str = "") -> QuestionResult:
    """The verdict on one question, whose checks of B begin with another line."""
    checks = CHECKS + B.format(asked=asked)
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "by_hand": answer}), checks=checks, **COURSE)
    return next(each for each in graded.report.questions if each.name == "by_hand")


@pytest.mark.parametrize(
    ("answer", "asked", "statuses"),
    [
        ("A = 2,5", "", [FAILED, MISSING, MISSING]),
        ("B = 1", "1 / 0\n    ", [MISSING, Status.INTERNAL, FAILED]),
        (f"B = 1\n{LOOP}", "student.b()\n    ", [MISSING, Status.TIMEOUT, Status.SKIPPED]),
    ],
    ids=["a wrong value", "a fault of ours", "a loop"],
)
def test_what_else_was_found_stays(
    grade_toy: GradeHere, answer: str, asked: str, statuses: list[Status]
) -> None:
    result = by_hand(grade_toy, answer, asked)
    assert [each.status for each in result.checks] == statuses
    assert result.checks[0].hint == ("The decimal mark is a point." if "2,5" in answer else "")


def test_one_name_alone_is_said_once(grade_toy: GradeHere) -> None:
    result = by_hand(grade_toy, "A = 2.5")
    assert [each.status for each in result.checks] == [Status.PASSED, MISSING, MISSING]
    assert [bool(each.message) for each in result.checks] == [False, True, False]
