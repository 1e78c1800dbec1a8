"""Keras' own layers, activations, losses and optimizers, and what only calls itself so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.checking import CheckFailed
from autograder.checking import model as checked
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Model, Student, StudentFailure

SOURCE = """
import keras, tensorflow as tf
from keras import layers, losses, optimizers
Input = keras.Input

def chain(*given, **compiled):
    model = keras.Sequential([Input((2,)), *given])
    if compiled:
        model.compile(**compiled)
    return model

class Dense(layers.Dense):
    pass
class Doubled(layers.Dense):
    def call(self, x): return 2 * super().call(x)
Doubled.__name__ = Doubled.__qualname__ = "Dense"
Doubled.__module__ = layers.Dense.__module__
class Equal(type(layers.Dense)):
    def __eq__(self, other): return True
    def __hash__(self): return hash(layers.Dense)
class Sly(layers.Layer, metaclass=Equal):
    units = 3
    def call(self, x): return x
Sly.__name__ = "Dense"
class InputLayer(layers.Layer):
    def call(self, x): return -x
class Sequential(keras.Sequential):
    def call(self, x, **k): return -super().call(x, **k)

def sigmoid(x): return x
def mean_squared_error(y, p): return keras.ops.mean(y - p, axis=-1)
class MeanSquaredError(losses.Loss):
    def call(self, y, p): return keras.ops.mean(y - p, axis=-1)
class SGD(optimizers.SGD):
    pass

def subclass(): return chain(Dense(3))
def renamed(): return chain(Doubled(3))
def sly(): return chain(Sly())
def hidden_input(): return chain(layers.Dense(3), InputLayer())
def own_sequential(): return Sequential([Input((2,)), layers.Dense(3)])
def changed_object():
    layer = layers.Dense(3)
    layer.call = lambda x: 0 * x
    return chain(layer)
def odd_weights(answer):
    class Odd(layers.Dense):
        def get_weights(self): return answer
    return chain(Odd(3))
def own_functions():
    return chain(layers.Dense(3, activation=sigmoid), layers.Dense(3, activation=lambda x: x))
def own_loss(): return chain(layers.Dense(1), loss=mean_squared_error, optimizer=SGD(0.1))
def own_loss_class(): return chain(layers.Dense(1), loss=MeanSquaredError())
def gutted_loss():
    loss = losses.MeanSquaredError()
    loss.fn = mean_squared_error
    return chain(layers.Dense(1), loss=loss)
def unknown_loss(): return chain(layers.Dense(1), loss="mean_sqared")

def functions():
    given = ["relu", keras.activations.relu, keras.ops.relu, tf.nn.relu, tf.nn.softmax, tf.sigmoid,
             layers.ReLU(), layers.ReLU(max_value=6.0), None]
    return chain(*[layers.Dense(1, activation=each) for each in given])
def losses_of_keras():
    given = ["mse", "MSE", losses.MeanSquaredError, losses.MeanSquaredError(),
             losses.mean_squared_error, ["mean_squared_error"], tf.keras.losses.MeanSquaredError()]
    return [chain(layers.Dense(1), loss=each, optimizer=tf.keras.optimizers.Adam())
            for each in given]
def kinds():
    return chain(layers.Rescaling(2.0), layers.BatchNormalization(), layers.Dropout(0.5),
                 layers.Activation("relu"), layers.LeakyReLU(), layers.Flatten())

def five_times():
    return chain(layers.Dense(4), *[layers.Dense(4)] * 5, layers.Dense(1))
def in_chains():
    one = layers.Dense(2)
    return chain(keras.Sequential([one]), keras.Sequential([one]))
def one_kernel():
    model = chain(layers.Dense(2), layers.Dense(2))
    first, second = model.layers
    second._trainable_variables[0] = first.kernel
    object.__setattr__(second, "_kernel", first._kernel)
    return model
def unbuilt():
    one = layers.Dense(2)
    return keras.Sequential([one, one])
def one_relu():
    relu = layers.ReLU()
    return chain(layers.Dense(2), relu, layers.Dense(2), relu)
def branches():
    x = Input((2,))
    one = layers.Dense(2)
    return keras.Model(x, one(one(x)))
def joined():
    x = Input((2,))
    return keras.Model(x, layers.Dense(1)(layers.Dense(3)(x)))
"""
PATCH = """
layers.Dense = keras.layers.Dense = Dense
keras.activations.linear.__name__ = "sigmoid"
keras.Sequential.__name__ = "Other"
losses.get = keras.losses.get = lambda name: MeanSquaredError()
def patched(): return chain(keras.layers.Dense(3, activation="linear"))
def patched_linear(): return chain(layers.EinsumDense("ab,bc->ac", 3, activation="linear"))
def patched_loss(): return chain(layers.Activation("tanh"), loss="mse")
"""


@pytest.fixture(scope="module")
def student(keras_side: StudentSide) -> Iterator[Student]:
    session = Session(keras_side.control, Clock(60, 300), 10_000, {})
    done = session.run_cell(SOURCE)
    assert not done.failed, done
    yield Student(session)
    session.close()


def model(student: Student, name: str, *arguments: object) -> Model:
    found = student.call(name, arguments).value
    assert isinstance(found, Model)
    return found


@pytest.mark.parametrize("name", ["subclass", "renamed", "sly", "changed_object"])
def test_a_layer_that_calls_itself_dense_is_none(student: Student, name: str) -> None:
    found = model(student, name)
    (layer,) = found.layers
    assert (layer.kind, layer.is_own) == ("Dense of your own", True)
    with pytest.raises(CheckFailed, match="not one of Keras: Dense of your own"):
        checked(found, "build()")
    with pytest.raises(StudentFailure, match="kind Dense of your own is not expected"):
        found.compute(np.ones((1, 2)))


def test_a_layer_cannot_hide(student: Student) -> None:
    assert [layer.kind for layer in model(student, "hidden_input").layers] == [
        "Dense",
        "InputLayer of your own",
    ]
    assert not model(student, "own_sequential").is_chain


@pytest.mark.parametrize("answer", [5, None, [[1], [2, 3]], [[[1], [2, 3]]], "text", [[None]]])
def test_weights_that_are_none_are_left_out(student: Student, answer: object) -> None:
    (layer,) = model(student, "odd_weights", answer).layers
    assert (layer.kind, layer.is_own) == ("Odd of your own", True)


def test_what_calls_itself_like_a_function_of_keras_is_none(student: Student) -> None:
    found = [layer.activation for layer in model(student, "own_functions").layers]
    assert found == ["sigmoid of your own", "<lambda> of your own"]
    with pytest.raises(StudentFailure, match="activation sigmoid of your own is not expected"):
        model(student, "own_functions").compute(np.ones((1, 2)))
    own = model(student, "own_loss")
    assert (own.loss, own.optimizer) == ("mean_squared_error of your own", "SGD of your own")
    assert model(student, "own_loss_class").loss == "MeanSquaredError of your own"
    assert model(student, "gutted_loss").loss == "MeanSquaredError of your own"
    assert model(student, "unknown_loss").loss == "mean_sqared"


def test_what_is_keras_own_keeps_its_name(student: Student) -> None:
    assert [layer.activation for layer in model(student, "functions").layers] == [
        "relu", "relu", "relu", "relu", "softmax", "sigmoid", "relu", "ReLU of your own", "linear",
    ]  # fmt: skip
    for found in student.losses_of_keras():
        assert (found.loss, found.optimizer) == ("mean_squared_error", "adam")
    found = model(student, "kinds")
    assert not any(layer.is_own for layer in found.layers)
    assert [layer.kind for layer in found.layers][:3] == [
        "Rescaling", "BatchNormalization", "Dropout",
    ]  # fmt: skip
    assert found.is_chain
    assert model(student, "joined").is_chain
    assert checked(found, "build()") is found


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("five_times", [None, None, 1, 1, 1, 1, None]),
        ("in_chains", [None, 0]),
        ("one_kernel", [None, 0]),
        ("unbuilt", [None, 0]),
        ("one_relu", [None] * 4),
        ("joined", [None, None]),
    ],
)
def test_layers_that_share_weights(student: Student, name: str, shares: list[int | None]) -> None:
    assert [layer.shares for layer in model(student, name).layers] == shares


def test_a_layer_used_twice_is_no_chain(student: Student) -> None:
    assert not model(student, "branches").is_chain


def test_names_that_are_changed_later_change_nothing(keras_side: StudentSide) -> None:
    session = Session(keras_side.control, Clock(60, 120), 10_000, {})
    try:
        assert not session.run_cell(SOURCE).failed
        assert not session.run_cell(PATCH).failed
        student = Student(session)
        assert model(student, "patched").layers[0].is_own
        assert model(student, "patched").is_chain
        (layer,) = model(student, "patched_linear").layers
        assert (layer.kind, layer.activation) == ("EinsumDense", "linear")
        assert model(student, "patched_loss").loss == "mean_squared_error"
    finally:
        session.close()
