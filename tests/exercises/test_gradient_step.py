"""ex04: a fault in one function costs its own question, and no path is right by agreement alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from gradings import graded_by

import autograder
from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.results import QuestionResult
from autograder.validation.candidates import reference_answers

COURSE = load_course(Path(autograder.__file__).parents[1])
SUMS = {
    "mse_gradient": "def mse_gradient(w, x, y):\n    return 2 * x.T @ (x @ w - y)",
    "descend": """
def descend(w, x, y, learning_rate, steps):
    path = [w]
    for _step in range(steps):
        path.append(path[-1] - learning_rate * 2 * x.T @ (x @ path[-1] - y))
    return np.array(path)
""",
}
UPHILL = {
    "gradient_step": "def gradient_step(w, gradient, rate):\n    return w + rate * gradient",
    "descend": """
def descend(w, x, y, learning_rate, steps):
    path = [w]
    for _step in range(steps):
        path.append(path[-1] + learning_rate * mse_gradient(path[-1], x, y))
    return np.array(path)
""",
}
BY_NAME = {"mse_gradient": "def mse_gradient(w, x, y):\n    return np.abs(w) + x.sum()"}
# Functions that agree with one another, and have nothing to do with a gradient.
AGREED = {
    "mse_gradient": "def mse_gradient(w, x, y):\n    return np.ones_like(w)",
    "gradient_step": "def gradient_step(w, gradient, rate):\n    return w + 1",
    "descend": """
def descend(w, x, y, learning_rate, steps):
    return np.array([w + step for step in range(steps + 1)])
""",
}
STILL = {
    "mse_gradient": "def mse_gradient(w, x, y):\n    return np.zeros_like(w)",
    "descend": """
def descend(w, x, y, learning_rate, steps):
    return np.array([w] * (steps + 1))
""",
}


@pytest.fixture(scope="module")
def graded(engine: Engine) -> dict[str, dict[str, QuestionResult]]:
    exercise = COURSE.exercise("ex04_gradient_step")
    right, release = reference_answers(exercise), exercise.release_notebook.read_bytes()
    handed_in = {
        "sums": SUMS,
        "uphill": UPHILL,
        "by name": BY_NAME,
        "agreed": AGREED,
        "still": STILL,
    }
    submissions = [
        Submission(name, exercise.name, fill(release, {**right, **wrong}), visible_checks=False)
        for name, wrong in handed_in.items()
    ]
    return {
        each.report.student: {question.name: question for question in each.report.questions}
        for each in graded_by(engine, exercise, submissions)
    }


@pytest.mark.parametrize("name", ["sums", "uphill", "by name"])
def test_a_fault_costs_one_question(
    name: str, graded: dict[str, dict[str, QuestionResult]]
) -> None:
    questions = graded[name]
    assert questions["descend"].score == questions["descend"].max_score
    earlier = questions["mse_gradient"], questions["gradient_step"]
    assert sum(each.score < each.max_score for each in earlier) == 1


@pytest.mark.parametrize("name", ["agreed", "still"])
def test_functions_that_agree_are_not_right(
    name: str, graded: dict[str, dict[str, QuestionResult]]
) -> None:
    assert graded[name]["descend"].score == 0
