"""Patched libraries, thieves and tellers earn nothing in the course, and see nothing hidden.

`autograder validate` tries them on every exercise. Here are two: one with functions that stand in
for a student's, and one with models whose weights are known.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import autograder
from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.validation.candidates import Sort, candidates
from autograder.validation.liars import NUMBERS
from autograder.validation.prove import prove

COURSE = load_course(Path(autograder.__file__).parents[1])
LIARS = ["patches_and_zero", "patches_and_a_zero_for_each_row", "thief", "teller"]
ONE_NUMBER = [f"{number} in the shape of what is right" for number in NUMBERS]
OF_KERAS = [*LIARS[:2], "patches_and_a_zero_for_each_layer", *LIARS[2:]]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("ex04_gradient_step", LIARS + ONE_NUMBER), ("ex06_logistic_regression", OF_KERAS)],
)
def test_a_liar_earns_nothing(name: str, wanted: list[str], engine: Engine) -> None:
    exercise = COURSE.exercise(name)
    lies = [each for each in candidates(exercise) if each.sort is Sort.LIAR]
    assert [each.name for each in lies] == wanted
    proofs = prove(exercise, lies, engine)
    assert {proof.candidate.name: proof.faults for proof in proofs if proof.faults} == {}
    assert all(proof.report.score == 0 for proof in proofs)
