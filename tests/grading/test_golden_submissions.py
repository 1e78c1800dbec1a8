"""Whole submissions of the toy course, and the verdict that a fair human would give."""

from __future__ import annotations

import toy_course as toy
from toy_course import GradeHere

from autograder.grading import Graded
from autograder.results import ReportStatus, Status


def scores(graded: Graded) -> dict[str, tuple[Status, float]]:
    return {each.name: (each.status, each.score) for each in graded.report.questions}


def test_right_answers_get_everything(grade_toy: GradeHere) -> None:
    graded = grade_toy(toy.notebook(**toy.ANSWERS))
    assert graded.report.status is ReportStatus.GRADED
    assert graded.report.score == graded.report.max_score == 10
    assert graded.report.notes == ()
    assert graded.answers == toy.ANSWERS
