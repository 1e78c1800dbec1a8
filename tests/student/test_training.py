"""Models are trained over there, looked at again, and computed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import numpy as np
import pytest

from autograder.checking import best_of_two, require, second_chance
from autograder.checking.answers import CheckFailed
from autograder.results import Status
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure

X = np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25], [2.0, 2.0]])
SOURCE = """
import os
import keras
import numpy as np
from keras import layers
def train(model, x, y):
    model.fit(x, y, epochs=30, verbose=0)
def compiled(loss, optimizer):
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    model.compile(loss=loss, optimizer=optimizer)
    return model
def logits():
    return compiled(keras.losses.BinaryCrossentropy(from_logits=True, name="mine"), "adam")
def listed():
    return compiled(["kld"], keras.optimizers.RMSprop(0.5))
def objects():
    return compiled(keras.losses.KLDivergence(), keras.optimizers.AdamW(learning_rate=0.25))
def own():
    def my_loss(a, b):
        return keras.ops.mean(a - b)
    return compiled(my_loss, "sgd")
def every_layer():
    model = keras.Sequential([
        keras.Input((2,)), layers.Rescaling(0.5, offset=1.0), layers.Dense(5, "selu"),
        layers.BatchNormalization(), layers.Dense(4), layers.LeakyReLU(negative_slope=0.1),
        layers.Dropout(0.5), layers.Dense(4), layers.ReLU(max_value=3.0, negative_slope=0.2),
        layers.Dense(3, use_bias=False), layers.ELU(alpha=0.5), layers.Flatten(),
        keras.Sequential([layers.Dense(3), layers.Activation("tanh")]), layers.Softmax(),
    ])
    model.compile(loss="mse", optimizer="sgd")
    model.fit(np.array([[0.0, 1.0], [2.0, 3.0]]), np.eye(3)[:2], epochs=3, verbose=0)
    return model
def activated(name):
    return keras.Sequential([keras.Input((2,)), layers.Dense(6, activation=name)])
def functional(skip):
    x = keras.Input((2,))
    hidden = layers.Dense(2, activation="relu")(x)
    out = layers.Add()([x, hidden]) if skip else hidden
    return keras.Model(x, layers.Dense(1)(out))
def convolution():
    return keras.Sequential([keras.Input((2, 1)), layers.Conv1D(1, 2)])
def read(name):
    return open(name).read() + str(sorted(os.listdir(".")))
def go(folder):
    os.chdir(folder)
def draw():
    import random, numpy
    return [random.random(), numpy.random.rand(), float(keras.random.uniform(()))]
"""


@pytest.fixture(scope="module")
def student(keras_side: StudentSide) -> Iterator[Student]:
    session = Session(keras_side.control, Clock(60, 240), 10_000, {})
    done = session.run_cell(SOURCE)
    assert not done.failed, done
    yield Student(session, passed={"build_model"})
    session.close()


def test_a_model_is_trained_in_place_and_looked_at_again(student: Student) -> None:
    model = student.untrained(2, [(1, "linear")], loss="mse", optimizer="sgd", learning_rate=0.05)
    target = X @ [[1.0], [-2.0]] + 0.5
    before = np.mean((model.compute(X) - target) ** 2)
    student.train(model, X, target)
    trained = model.look()
    assert np.mean((trained.compute(X) - target) ** 2) < 0.1 * before
    np.testing.assert_array_equal(model.compute(X), model.compute(X))
    np.testing.assert_allclose(trained.compute(X), model.predict(X), rtol=1e-5)
    assert (trained.loss, trained.optimizer) == ("mean_squared_error", "sgd")
    assert trained.learning_rate == pytest.approx(0.05)


def test_a_model_without_a_loss_is_not_compiled(student: Student) -> None:
    model = student.untrained(3, [(4, "relu"), (2, "softmax", False)])
    assert not model.compiled
    assert model.inputs == (None, 3)
    assert [(layer.units, layer.activation, layer.use_bias) for layer in model.layers] == [
        (4, "relu", True), (2, "softmax", False),
    ]  # fmt: skip


def test_fit_trains_as_compiled(student: Student) -> None:
    model = student.untrained(2, [(1, "linear")], loss="mse", optimizer="adam", learning_rate=0.1)
    model.fit(X, X[:, :1], epochs=40, batch_size=2)
    assert np.abs(model.look().compute(X) - X[:, :1]).max() < 1.0


@pytest.mark.parametrize(
    ("name", "loss", "optimizer", "rate", "from_logits"),
    [
        ("logits", "binary_crossentropy", "adam", 0.001, True),
        ("listed", "kl_divergence", "rmsprop", 0.5, None),
        ("objects", "kl_divergence", "adamw", 0.25, None),
        ("own", "my_loss of your own", "sgd", 0.01, None),
    ],
)
def test_one_name_for_a_loss_however_it_was_given(
    student: Student, name: str, loss: str, optimizer: str, rate: float, from_logits: bool | None
) -> None:
    model = student.call(name, ()).value
    assert (model.loss, model.optimizer, model.from_logits) == (loss, optimizer, from_logits)
    assert model.learning_rate == pytest.approx(rate)


def test_every_layer_is_computed_as_keras_computes_it(student: Student) -> None:
    model = student.every_layer()
    assert model.is_chain
    np.testing.assert_allclose(model.compute(X), model.predict(X), rtol=1e-4, atol=1e-5)
    assert len(model.outputs(X)) == len(model.layers) == 14


@pytest.mark.parametrize(
    "name",
    ["linear", "relu", "relu6", "leaky_relu", "sigmoid", "hard_sigmoid", "tanh", "softmax",
     "softplus", "softsign", "exponential", "elu", "selu", "silu", "mish", "gelu", "celu",
     "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink", "log_sigmoid",
     "log_softmax", "squareplus"],
)  # fmt: skip
def test_every_activation_is_keras_own(student: Student, name: str) -> None:
    model = student.activated(name)
    np.testing.assert_allclose(model.compute(X), model.predict(X), rtol=1e-4, atol=1e-5)


def test_only_a_chain_can_be_computed(student: Student) -> None:
    chain = student.functional(False)
    np.testing.assert_allclose(chain.compute(X), chain.predict(X), rtol=1e-5)
    with pytest.raises(StudentFailure, match="must be a chain") as caught:
        student.functional(True).compute(X)
    assert caught.value.status is Status.FAILED


def test_other_layers_and_other_shapes_are_named(student: Student) -> None:
    with pytest.raises(StudentFailure, match="Conv1D is not expected"):
        student.convolution().compute(X[:, :, None])
    with pytest.raises(StudentFailure, match=r"shape \(4, 3\)"):
        student.activated("relu").compute(np.ones((4, 3)))


def test_files_are_put_beside_the_code(student: Student) -> None:
    student.put_file("hidden.txt", b"42 ")
    assert student.read("hidden.txt") == "42 ['hidden.txt']"


def test_files_are_put_where_the_code_began(student: Student) -> None:
    student.go("/")
    student.put_file("hidden.txt", b"42")
    assert student.read("hidden.txt") == "42['hidden.txt']"


def test_seeds_repeat_what_is_random(student: Student) -> None:
    draws = []
    for seed in (3, 4, 3):
        student.seed(seed)
        draws.append(student.draw())
    assert draws[0] == draws[2]
    assert all(one != other for one, other in zip(draws[0], draws[1], strict=True))


def test_what_has_passed_is_known(student: Student) -> None:
    assert student.passed("build_model")
    assert not student.passed("train")


def test_a_second_chance_has_other_luck_and_is_the_last(student: Student) -> None:
    seen: list[float] = []

    def lucky_once(wanted: int) -> None:
        seen.append(student.draw()[0])
        require(len(seen) == wanted, "no luck")

    second_chance(student, lambda: lucky_once(2))
    assert len(seen) == 2 and seen[0] != seen[1]
    seen.clear()
    with pytest.raises(CheckFailed, match="no luck"):
        second_chance(student, lambda: lucky_once(3))
    assert len(seen) == 2


def test_a_second_chance_is_not_for_errors(student: Student) -> None:
    calls: list[int] = []

    def attempt() -> None:
        calls.append(1)
        student.read("no such file")

    with pytest.raises(StudentFailure, match="FileNotFoundError"):
        second_chance(student, attempt)
    assert calls == [1]


@pytest.mark.parametrize("try_twice", [second_chance, best_of_two])
def test_an_error_in_the_second_try_takes_nothing_away(
    student: Student, try_twice: Callable[[Student, Callable[[], None]], None]
) -> None:
    calls: list[int] = []

    def attempt() -> None:
        calls.append(1)
        require(len(calls) > 1, "no luck")
        student.read("no such file")

    expected = pytest.raises(CheckFailed, match="no luck")
    with expected if try_twice is second_chance else nullcontext():
        try_twice(student, attempt)
    assert calls == [1, 1]


def test_the_better_of_two_is_asked_for_twice_at_most(student: Student) -> None:
    calls: list[int] = []

    def attempt() -> None:
        calls.append(1)
        require(len(calls) == 1, "no luck")

    best_of_two(student, attempt)
    assert calls == [1]
    best_of_two(student, attempt)
    assert calls == [1, 1, 1]
