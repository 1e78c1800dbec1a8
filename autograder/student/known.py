"""Stock models, and which numbers may be what is expected.

A `Known` model has weights that a check has chosen: what it computes is computed here, from them.
Of every other model the sandbox says which weights it has. What follows from these is judged, and
is never what a student's answer is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.responder import StudentFailure
from autograder.student.network import Layer, Numbers, layer_outputs
from autograder.wire.requests import StockLayer

Shape = tuple[int, str] | tuple[int, str, bool]  # units, activation, use_bias


@dataclass(frozen=True)
class Recipe:
    """What a stock model is made of: Dense layers; without a loss it is not compiled."""

    inputs: int
    layers: tuple[StockLayer, ...]
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None


@dataclass(frozen=True, eq=False)
class Known:
    """A stock model with weights of a check's own.

    It is an argument for a student's function, which gets a Keras model with these weights. Nothing
    about that one is ever asked: whatever becomes of it in the sandbox, this one stays what it is.
    """

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


def recipe(
    inputs: int,
    layers: Sequence[Shape],
    loss: str | None,
    optimizer: str | None,
    learning_rate: float | None,
) -> Recipe:
    """The recipe in the words of a check."""
    made = tuple(StockLayer(*layer) for layer in layers)
    return Recipe(inputs, made, loss, optimizer, learning_rate)


def known(wanted: Recipe, weights: Sequence[Any]) -> Known:
    """A model of that recipe with these weights; raises ValueError where they do not fit."""
    left = [np.asarray(array, dtype=np.float32) for array in weights]
    sizes = [wanted.inputs, *(layer.units for layer in wanted.layers)]
    layers = []
    for layer, shape in zip(wanted.layers, pairwise(sizes), strict=True):
        own, left = left[: 1 + layer.use_bias], left[1 + layer.use_bias :]
        shapes = [shape, shape[1:]][: 1 + layer.use_bias]
        if [array.shape for array in own] != shapes:
            raise ValueError(f"the weights of a layer have the shapes {shapes}")
        layers.append(Layer("Dense", layer.units, layer.activation, layer.use_bias, tuple(own)))
    if left:
        raise ValueError("there are more weights than the layers have")
    return Known(wanted, tuple(layers))


class Claimed(np.ndarray[Any, Any]):
    """Numbers computed from weights that the sandbox describes. `equal` takes them as the actual
    value only; what is made of them with NumPy stays such an array."""


@dataclass(frozen=True)
class Unjudged:
    """In place of what a function gave back that was handed a model of unknown weights.

    The sandbox knows both, so there is nothing of ours to compare it with.
    """

    function: str
