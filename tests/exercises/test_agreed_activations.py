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
# The functions were put into a table before anybody could stand in for them.
FROM_A_TABLE = """
TABLE = {"linear": linear, "relu": relu, "sigmoid": sigmoid, "tanh": tanh}

def forward(x, weights, activation):
    hidden, output = weights
    bend = TABLE[activation]
    one = x.ndim == 1
    values = bend(bend(np.atleast_2d(x) @ hidden) @ output)
    return values[0] if one else values
"""


@pytest.mark.parametrize(("forward", "points"), [("", 2.0), (AGREED, 0.0), (FROM_A_TABLE, 2.0)])
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


ONCE = """
def forward(x, weights, activation):
    hidden, output = weights
    return {"linear": linear, "relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation](
        x @ hidden
    ) @ output
"""


def test_the_own_mistake_of_forward_is_named_beside_wrong_activations(engine: Engine) -> None:
    """It shows only with right activations; of these nothing is told but that they were tried."""
    exercise = COURSE.exercise("ex02_activations")
    stops = "def linear(x):\n    return nothing_of_this_name"
    answers = {**reference_answers(exercise), "linear": stops, "forward": ONCE}
    content = fill(exercise.release_notebook.read_bytes(), answers)
    submission = Submission("ann", exercise.name, content, visible_checks=False)
    [graded] = graded_by(engine, exercise, [submission])
    (forward,) = [each for each in graded.report.questions if each.name == "forward"]
    found = [each.mistake for each in forward.checks if each.mistake]
    assert found == ["activation_on_the_hidden_layer_only"]
    lost = [each for each in forward.checks if each.points < each.max_points and each.message]
    assert any("forward calls linear, which stopped" in each.message for each in lost)
    assert not any(each.counterexample for each in lost)
