"""Keras under each level: an honest model trains, a giant one costs only its own student."""

from __future__ import annotations

import pytest
from attack_tools import need

from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.sandbox.clock import Clock
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.control import BASE, FULL

TRAIN = """
import keras, numpy as np
def small():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer="sgd")
    model.fit(np.ones((8, 4)), np.ones((8, 1)), epochs=1, verbose=0)
    return model
def giant():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(2 * 10**9)])
def deep():
    return keras.Sequential([keras.layers.Dense(1) for n in range(1000)])
def liar():
    model = small()
    model.count_params = lambda: 3
    type(model).layers = property(lambda self: [self] * 10**6)
    return model
"""


@pytest.mark.parametrize("level", [FULL, BASE])
def test_models_of_every_size(level: str, keras_side: StudentSide) -> None:
    need(keras_side, level)
    control = keras_side.control.open_control()
    control.confinement = Confinement(level, DEFAULT_LIMITS)
    session = Session(control, Clock(3, 90), 10_000, {})
    try:
        assert not session.run_cell(TRAIN).failed
        student = Student(session)
        assert [layer.units for layer in student.small().layers] == [3, 1]
        assert not hasattr(student.deep(), "layers")
        assert not hasattr(student.liar(), "layers")
        with pytest.raises(StudentFailure) as caught:  # TensorFlow waits for memory to come
            student.giant()
        assert caught.value.status in (Status.MEMORY, Status.ERROR, Status.TIMEOUT)
    finally:
        session.close()
        control.close()
