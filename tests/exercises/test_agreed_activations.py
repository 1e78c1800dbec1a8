"""ex02: a wrong activation costs nothing in forward, and what only agrees earns nothing there."""

from __future__ import annotations

from pathlib import Path

import pytest
from gradings import graded_by

import autograder
from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

COURSE = load_course(Path(autograder.__file__).parents[1])
NAMES = ("linear", "relu", "sigmoid", "tanh")
COUNTED = {
    name: f"def {name}(x):\n    return np.arange(x.size, dtype=float).reshape(x.shape) + 1"
    for name in NAMES
}
# It reads neither the inputs nor the weights: it gives what these activations give of anything.
AGREED = """
def forward(x, weights, activation):
    values = np.arange(1 if x.ndim == 1 else len(x), dtype=float) + 1
    return values if x.ndim == 1 else values.reshape(-1, 1)
"""


@pytest.mark.parametrize(("forward", "points"), [("", 2.0), (AGREED, 0.0)])
def test_forward_with_wrong_activations(engine: Engine, forward: str, points: float) -> None:
    exercise = COURSE.exercise("ex02_activations")
    answers = {**reference_answers(exercise), **COUNTED}
    if forward:
        answers["forward"] = forward
    content = fill(exercise.release_notebook.read_bytes(), answers)
    submission = Submission("ann", exercise.name, content, visible_checks=False)
    [graded] = graded_by(engine, exercise, [submission])
    earned = {each.name: each.score for each in graded.report.questions}
    assert earned["forward"] == points
    assert [earned[name] for name in NAMES] == [0, 0, 0, 0]
