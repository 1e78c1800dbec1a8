"""Keras computes with JAX where the instructor says so; a child trains and is isolated as ever."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.clock import Clock
from autograder.sandbox.isolation import ENOUGH
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student

SOURCE = """
import keras
print(keras.backend.backend())
def build():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.1))
    return model
def train(model, x, y):
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)
"""


def test_a_model_is_trained_with_jax(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    with StudentSide(["numpy", "keras"]) as side:
        side.wait_until_warm()
        assert side.control.confinement.level in ENOUGH
        for _child in range(2):
            session = Session(side.control, Clock(60, 120), 10_000, {})
            done = session.run_cell(SOURCE)
            assert [getattr(each, "text", each) for each in done.outputs] == ["jax\n"]
            student = Student(session)
            student.seed(0)
            x = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.5, -1.0]])
            model = student.build()
            student.train(model, x, x @ np.array([[2.0], [-1.0]]) + 0.5)
            trained = model.look()
            assert np.abs(trained.compute(x) - (x @ [[2.0], [-1.0]] + 0.5)).max() < 0.3
            assert (trained.steps, len(trained.curves["loss"])) == (30, 30)
            session.close()
