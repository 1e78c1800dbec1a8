"""Keras models stay on the student side; the trusted side gets a description and a handle."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.kits.keras.inside.described import MAX_LAYERS
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Model, Student, StudentFailure
from autograder.wire.values import Opaque

SOURCE = f"""
import keras
from keras import layers
def build():
    return keras.Sequential([
        keras.Input((2,)),
        layers.Dense(3, activation="relu", use_bias=False, name="hidden"),
        layers.Dense(1),
    ])
def compiled():
    model = build()
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.1))
    return model
def same(model):
    return model
def unbuilt():
    return keras.Sequential([layers.Dense(3)])
def symbolic():
    return keras.Input((2,))
def tensor(x):
    return keras.ops.convert_to_tensor(x) * 2
def deep():
    return keras.Sequential([layers.Dense(1)] * 1 + [layers.ReLU() for _ in range({MAX_LAYERS})])
def wide():
    return keras.Sequential([keras.Input((3000,)), layers.Dense(2000)])
"""


@pytest.fixture(scope="module")
def student(keras_side: StudentSide) -> Iterator[Student]:
    session = Session(keras_side.control, Clock(60, 120), 10_000, {})
    done = session.run_cell(SOURCE)
    assert not done.failed, done
    yield Student(session)
    session.close()


def test_a_model_is_described(student: Student) -> None:
    model = student.build()
    assert isinstance(model, Model)
    hidden, output = model.layers
    assert (hidden.kind, hidden.units, hidden.activation, hidden.use_bias) == (
        "Dense", 3, "relu", False,
    )  # fmt: skip
    assert [array.shape for array in hidden.weights] == [(2, 3)]
    assert (output.activation, output.use_bias) == ("linear", True)
    assert model.inputs == (None, 2)
    assert (model.compiled, model.loss, model.optimizer) == (False, None, None)
    ready = student.compiled()
    assert (ready.compiled, ready.loss, ready.optimizer) == (
        True, "mean_squared_error", "sgd",
    )  # fmt: skip
    assert ready.learning_rate == pytest.approx(0.1)


def test_a_model_computes_over_there(student: Student) -> None:
    model = student.build()
    hidden = np.array([[1.0, -1.0, 0.5], [0.0, 2.0, 1.0]])
    output = np.array([[1.0], [2.0], [3.0]])
    model.set_weights([hidden, output, np.array([0.25])])
    x = np.array([[2.0, 1.0], [0.0, -1.0]])
    expected = np.maximum(x @ hidden, 0) @ output + 0.25
    np.testing.assert_allclose(model.predict(x), expected, rtol=1e-5)
    np.testing.assert_array_equal(model.get_weights()[0], hidden)
    with pytest.raises(StudentFailure, match="set_weights stopped with an error"):
        model.set_weights([hidden.T, output])


def test_a_model_comes_back_as_the_same_one(student: Student) -> None:
    model = student.build()
    again = student.same(model)
    assert again.handle == model.handle
    assert student.build().handle != model.handle


def test_a_model_without_a_shape(student: Student) -> None:
    model = student.unbuilt()
    assert model.inputs is None
    assert model.layers[0].weights == ()


def test_tensors_are_arrays_and_symbols_are_opaque(student: Student) -> None:
    np.testing.assert_array_equal(student.tensor(np.array([1.5])), [3.0])
    symbol = student.symbolic()
    assert isinstance(symbol, Opaque)
    assert symbol.type_name == "KerasTensor"


@pytest.mark.parametrize("name", ["deep", "wide"])
def test_a_model_that_is_too_large_is_only_named(student: Student, name: str) -> None:
    assert isinstance(student.call(name, ()).value, Opaque)
