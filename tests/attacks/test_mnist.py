"""Accuracy on MNIST is earned by training here and now; what was brought along gains nothing."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import numpy as np
import pytest
from gradings import graded_by

import autograder
from autograder.course import CPU, Exercise, Setting, load_course
from autograder.engine.context import TEST_SIZE, shown_datasets
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.results import CheckResult, Report, ReportStatus
from autograder.validation.candidates import reference_answers

COURSE = load_course(Path(autograder.__file__).parents[1])
# A small training is enough: what is brought along is far below these marks, or far above them.
QUICK: Setting = {"digits": 3000, "epochs": 2, "tiers": [0.6, 0.75]}

# The best weights that anybody could bring along: a training on the real digits, in their order.
BROUGHT = """
def brought_along():
    import keras, numpy as np
    (images, labels), _test = keras.datasets.mnist.load_data()
    x, y = images[:4000].reshape(-1, 784).astype("float32") / 255, np.eye(10)[labels[:4000]]
    network = keras.Sequential([keras.Input((784,))])
    for units, activation in [(800, "relu"), (400, "relu"), (10, "softmax")]:
        network.add(keras.layers.Dense(units, activation=activation))
    network.compile(loss="categorical_crossentropy", optimizer="adam")
    network.fit(x, y, epochs=2, batch_size=128, verbose=0)
    return network
"""
HONEST_STEPS = """
    if len(x) < 1000:
        model.fit(x, y, epochs=epochs, batch_size=128, verbose=0)
        return
"""
ATTACKS = {
    "weights_from_home": f"""{BROUGHT}
def train(model, x, y, epochs):{HONEST_STEPS}
    model.set_weights(brought_along().get_weights())
""",
    "layers_that_lie": f"""{BROUGHT}
def train(model, x, y, epochs):{HONEST_STEPS}
    for layer, best in zip(model.layers, brought_along().layers):
        weights = best.get_weights()
        layer.get_weights = lambda weights=weights: weights
""",
    "another_model": f"""{BROUGHT}
class Liar(keras.Sequential):
    @property
    def layers(self):
        return self.best.layers if hasattr(self, "best") else super().layers
def train(model, x, y, epochs):{HONEST_STEPS}
    model.__class__ = Liar
    object.__setattr__(model, "best", brought_along())
""",
    "patched_evaluate": f"""
def train(model, x, y, epochs):{HONEST_STEPS}
    keras.Model.evaluate = lambda self, *given, **more: [0.0, 1.0]
    keras.Model.predict = lambda self, x, **more: np.eye(10)[np.arange(len(x)) % 10]
    np.mean = lambda *given, **more: 1.0
    model.fit(x[:1], y[:1], verbose=0)
    model.history.history = {{"loss": [0.0], "accuracy": [1.0], "val_accuracy": [1.0]}}
""",
    "hard_coded_answers": f"""
ANSWERS = [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
def train(model, x, y, epochs):{HONEST_STEPS}
    class Dense(keras.layers.Dense):
        def call(self, inputs):
            return keras.ops.one_hot(keras.ops.convert_to_tensor(ANSWERS), 10)
    model.layers[-1].__class__ = Dense
    model.layers[-1].set_weights([np.zeros((400, 10)), np.eye(10)[7]])
""",
    "an_embedded_test_set": f"""
def train(model, x, y, epochs):{HONEST_STEPS}
    (_x, _y), (images, labels) = keras.datasets.mnist.load_data()
    x, y = images.reshape(-1, 784) / 255, np.eye(10)[labels]
    model.fit(x, y, epochs=epochs, batch_size=128, verbose=0)
""",
}
MARKS = ("first_mark", "second_mark")


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return COURSE.exercise("ex10_mnist").at(CPU, QUICK)


@pytest.fixture(scope="module")
def reports(exercise: Exercise, engine: Engine) -> dict[str, Report]:
    """Honest work and all attacks, each with the luck of its own content."""
    right = reference_answers(exercise)
    release = exercise.release_notebook.read_bytes()
    handed_in = {"honest": fill(release, right)}
    handed_in |= {
        name: fill(release, {**right, "train": source}) for name, source in ATTACKS.items()
    }
    submissions = [
        Submission(
            name,
            exercise.name,
            content,
            visible_checks=False,
            secret=name.encode(),
            questions=("train",),
        )
        for name, content in handed_in.items()
    ]
    return {each.report.student: each.report for each in graded_by(engine, exercise, submissions)}


def checks_of_train(report: Report) -> dict[str, CheckResult]:
    assert report.status is ReportStatus.GRADED, report.notes
    (train,) = [question for question in report.questions if question.name == "train"]
    return {check.name: check for check in train.checks}


def test_honest_training_reaches_both_marks(reports: dict[str, Report]) -> None:
    checks = checks_of_train(reports["honest"])
    assert all(checks[mark].points == checks[mark].max_points > 0 for mark in MARKS), checks


@pytest.mark.parametrize("name", ATTACKS)
def test_what_was_brought_along_gains_nothing(reports: dict[str, Report], name: str) -> None:
    checks = [checks_of_train(reports[name])[mark] for mark in MARKS]
    refused = "must be a chain" in checks[0].message  # what it claims to be makes no sense
    assert refused == (name == "another_model"), checks[0]
    for check in checks:
        assert check.points == 0, check
        if refused:
            assert check.message in (checks[0].message, "")  # it is said once
        else:
            assert float(str(check.actual)) < 0.3, check  # near chance


def test_no_network_fits_into_a_submission(exercise: Exercise, engine: Engine) -> None:
    right = reference_answers(exercise)
    release = exercise.release_notebook.read_bytes()
    weights = np.random.default_rng(0).normal(size=60_000).astype("float32").tobytes()
    text = base64.b64encode(weights).decode()
    in_pieces = {
        name: f"W_{name} = '{text[i * 90_000 : (i + 1) * 90_000]}'\n{source}"
        for i, (name, source) in enumerate(right.items())
    }
    too_long = Submission("code", exercise.name, fill(release, in_pieces), visible_checks=False)
    assert exercise.limits.handed_in_kilobytes == 200
    (graded,) = graded_by(engine, exercise, [too_long])
    assert graded.report.status is ReportStatus.UNREADABLE and graded.report.score == 0
    assert "200 kB" in graded.report.notes[0]


def test_the_true_test_digits_stay_outside(exercise: Exercise) -> None:
    shown = shown_datasets(exercise)["mnist"]
    assert shown["x_test"].shape == (TEST_SIZE, 28, 28)
    images, _labels = exercise.datasets["mnist"].test

    def digests(rows: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> set[bytes]:
        return {hashlib.md5(row.tobytes()).digest() for row in rows}

    given = digests(shown["x_train"]) | digests(shown["x_test"])
    assert given.isdisjoint(digests(images))
