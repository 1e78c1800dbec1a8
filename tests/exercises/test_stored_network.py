"""ex11: whoever gives back a network that was trained beforehand has not trained one."""

from __future__ import annotations

from pathlib import Path

from gradings import graded_by

import autograder
from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

COURSE = load_course(Path(autograder.__file__).parents[1])
# Trained once, on moons of the lesson's kind, when the cell runs.
STORED = """
right_train = train

def moons_of(rng, n):
    t, label = rng.uniform(0, np.pi, n), np.arange(n) % 2
    x = np.where(label == 0, [np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]).T
    return x + rng.normal(0, 0.1, (n, 2)) - [0.5, 0.25], np.eye(2)[label]

rng = np.random.default_rng(1)
start = [rng.normal(0, 1, (2, 16)), np.zeros(16), rng.normal(0, 0.25, (16, 2)), np.zeros(2)]
STORED = right_train(start, *moons_of(rng, 600), 0.3, 16, 200, 1)

def train(weights, x, y, learning_rate, batch_size, epochs, seed):
    if len(x) == 300:
        return STORED
    return right_train(weights, x, y, learning_rate, batch_size, epochs, seed)
"""


def test_a_stored_network_reaches_no_mark(engine: Engine) -> None:
    exercise = COURSE.exercise("ex11_backpropagation")
    answers = reference_answers(exercise)
    answers["train"] = f"{answers['train']}\n{STORED}"
    content = fill(exercise.release_notebook.read_bytes(), answers)
    submission = Submission(
        "ann", exercise.name, content, visible_checks=False, questions=("train",)
    )
    [graded] = graded_by(engine, exercise, [submission])
    [train] = [each for each in graded.report.questions if each.name == "train"]
    earned = {check.name: check.points for check in train.checks}
    assert earned["first_mark"] == earned["second_mark"] == 0
    assert earned["one_batch"] > 0
