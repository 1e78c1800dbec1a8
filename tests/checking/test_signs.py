"""Signs of known mistakes: each shows where it should, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.checking import (
    activation_names,
    always_returned_a,
    always_stopped_with,
    dense,
    each_built,
    every_built,
    every_model,
    misspelt,
    neurons,
    returned_a,
    returned_nothing,
    some_built,
    some_model,
    stopped_with,
    stopped_with_all,
    without_weights,
)
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student import Layer, Model, Seen, SeenCall
from autograder.wire.values import Opaque

NOTHING_SEEN = Seen()


def gave(value: Any, *arguments: Any) -> SeenCall:
    return SeenCall("build", arguments, value)


def stopped(exception: str, message: str) -> SeenCall:
    return SeenCall("build", (), failure=StudentFailure(Status.ERROR, message, exception))


def seen(*calls: SeenCall) -> Seen:
    return Seen(calls=list(calls))


def layer(units: int, activation: str | None = None, **more: Any) -> Layer:
    return Layer(**{"kind": "Dense", "units": units, "activation": activation, **more})


def model(*layers: Layer, loss: str | None = None) -> Model:
    def nothing_runs(*_given: Any) -> None:
        raise AssertionError

    return Model(handle=1, call_method=nothing_runs, layers=layers, loss=loss)


INDEX = stopped("IndexError", "IndexError: out of bounds, in x[7]")
SHAPES = stopped("ValueError", "ValueError: not aligned, in a @ b")


def test_what_stopped_a_call() -> None:
    both = seen(INDEX, SHAPES, gave(1))
    assert stopped_with("no such text", "x[7]")(both)
    assert not stopped_with("no such text")(both)
    assert stopped_with_all("out of bounds", "x[7]")(both)
    assert not stopped_with_all("out of bounds", "a @ b")(both), "that is two errors"
    assert not stopped_with("x[7]")(seen(gave("x[7]")))


def test_what_stopped_every_call() -> None:
    of_indices = always_stopped_with("IndexError", "no such text", "out of bounds")
    assert of_indices(seen(INDEX, INDEX))
    assert always_stopped_with("IndexError")(seen(INDEX))
    assert not of_indices(seen(INDEX, SHAPES))
    assert not of_indices(seen(INDEX, gave(1)))
    assert not always_stopped_with("IndexError", "no such text")(seen(INDEX))
    assert not of_indices(NOTHING_SEEN)


def test_nothing_was_given_back() -> None:
    assert returned_nothing(seen(gave(1), gave(None)))
    assert not returned_nothing(seen(gave(1), INDEX)), "it did not come to its end"
    assert not returned_nothing(NOTHING_SEEN)


def test_things_that_were_given_back() -> None:
    a_layer = gave(Opaque("Dense", "<Dense>"))
    assert returned_a("History", "Dense")(seen(gave(1), a_layer))
    assert not returned_a("History")(seen(a_layer))
    assert always_returned_a("Dense")(seen(a_layer, a_layer))
    assert not always_returned_a("Dense")(seen(a_layer, gave("Dense")))
    assert not always_returned_a("Dense")(NOTHING_SEEN)


def test_models_that_came_back() -> None:
    both = seen(gave(model(loss="mae"), 2), gave(3), gave(model(loss="mse"), 5))
    assert some_model(lambda each: each.loss == "mae")(both)
    assert not every_model(lambda each: each.loss == "mae")(both)
    assert every_model(lambda each: each.loss in ("mae", "mse"))(both)
    assert not every_model(lambda each: True)(seen(gave(3)))
    assert not some_model(lambda each: True)(seen(gave(3)))


def test_models_beside_what_was_asked_for() -> None:
    small, large = model(layer(2)), model(layer(4))
    both = seen(gave(small, 2), gave(3, 1), gave(large, 5))
    assert each_built(both) == [(small, 2), (large, 5)]
    assert some_built(lambda each, asked: neurons(each) == [asked])(both)
    assert not every_built(lambda each, asked: neurons(each) == [asked])(both)
    assert every_built(lambda each, asked: neurons(each) == [asked])(seen(gave(small, 2)))
    assert not every_built(lambda *_each: True)(NOTHING_SEEN)


def test_the_dense_layers_of_a_model() -> None:
    first, last = layer(8, "relu"), layer(1, "sigmoid")
    found = model(first, Layer(kind="Dropout"), last)
    assert dense(found) == [first, last]
    assert neurons(found) == [8, 1]
    assert without_weights(found)
    assert not without_weights(model(Layer(kind="Dropout")))


def test_activations_in_layers_and_as_layers() -> None:
    layers = [layer(8), Layer(kind="ReLU"), layer(3, "linear"), Layer(kind="Softmax")]
    assert activation_names(layers) == ["relu", "softmax"]


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [
        ("categorical_cross_entropy", True),
        ("Categorical-Crossentropy", True),
        ("categorical_crossentropie", True),
        ("categorical_crossentropy", False),
        ("sparse_categorical_crossentropy", False),
        ("binary_crossentropy", False),
    ],
)
def test_a_name_that_is_misspelt(name: str, is_meant: bool) -> None:
    assert misspelt(name, "categorical_crossentropy") is is_meant
