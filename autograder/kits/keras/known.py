"""Stock models: what checks make themselves, by `student.known` and `student.untrained`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.kits.keras.inside.described import DenseLayer, Recipe
from autograder.kits.keras.model import Model, has_changed
from autograder.kits.keras.network import Layer, Numbers, layer_outputs, shown
from autograder.kits.things import Build, Chosen
from autograder.responder import StudentFailure
from autograder.results import Status

Shape = tuple[int, str] | tuple[int, str, bool]  # units, activation, use_bias


@dataclass(frozen=True, eq=False)
class Known(Chosen):
    """A stock model with weights of a check's own: what it computes is computed here, from them.

    It is an argument for a student's function, which gets a Keras model with these weights.
    """

    kind = Model.kind
    word = Model.word

    recipe: Recipe
    layers: tuple[Layer, ...]

    def outputs(self, x: Any) -> list[Numbers]:
        """What each layer makes of a batch."""
        try:
            return layer_outputs(self.layers, np.asarray(x))
        except StudentFailure as failure:  # both come from the check
            raise ValueError(failure.message) from failure

    def compute(self, x: Any) -> Numbers:
        """What the model makes of a batch."""
        return self.outputs(x)[-1]

    @property
    def weights(self) -> list[Numbers]:
        """The weights in the order of Keras: of each layer the table, then the biases."""
        return [array for layer in self.layers for array in layer.weights]

    @property
    def state(self) -> list[Numbers]:
        return self.weights

    def shown(self) -> str:
        return shown(self.layers)

    def changed(self) -> str:
        return has_changed()


def untrained(
    build: Build,
    inputs: int,
    layers: Sequence[Shape],
    *,
    loss: str | None = None,
    optimizer: str | None = None,
    learning_rate: float | None = None,
) -> Model:
    """A model of Dense layers, each (units, activation) or (units, activation, use_bias), for the
    student's code to train.

    It is built in the sandbox and owes nothing to the student's code. Without `loss` it is not
    compiled.
    """
    model = build(Model.kind, recipe(inputs, layers, loss, optimizer, learning_rate))
    if not isinstance(model, Model):
        raise StudentFailure(Status.CRASHED, has_changed())
    return model


def known(
    _build: Build,
    inputs: int,
    layers: Sequence[Shape],
    weights: Sequence[Any],
    *,
    loss: str | None = None,
    optimizer: str | None = None,
    learning_rate: float | None = None,
) -> Known:
    """Such a model with these weights, in the order of Keras, for the student's code to use.

    What it computes is known here: it can be compared with what the student's code gives back.
    Raises ValueError where the weights do not fit.
    """
    return with_weights(recipe(inputs, layers, loss, optimizer, learning_rate), weights)


def recipe(
    inputs: int,
    layers: Sequence[Shape],
    loss: str | None,
    optimizer: str | None,
    learning_rate: float | None,
) -> Recipe:
    """The recipe in the words of a check."""
    made = tuple(DenseLayer(*layer) for layer in layers)
    return Recipe(inputs, made, loss, optimizer, learning_rate)


def with_weights(wanted: Recipe, weights: Sequence[Any]) -> Known:
    """A model of that recipe with these weights; raises ValueError where they do not fit."""
    left = [np.asarray(array, dtype=np.float32) for array in weights]
    sizes = [wanted.inputs, *(layer.units for layer in wanted.layers)]
    layers = []
    for layer, shape in zip(wanted.layers, pairwise(sizes), strict=True):
        own, left = left[: 1 + layer.use_bias], left[1 + layer.use_bias :]
        shapes = [shape, shape[1:]][: 1 + layer.use_bias]
        if [array.shape for array in own] != shapes:
            raise ValueError(f"the weights of a layer have the shapes {shapes}")
        layers.append(
            Layer(
                kind="Dense",
                units=layer.units,
                activation=layer.activation,
                use_bias=layer.use_bias,
                weights=tuple(own),
            )
        )
    if left:
        raise ValueError("there are more weights than the layers have")
    return Known(wanted, tuple(layers))
