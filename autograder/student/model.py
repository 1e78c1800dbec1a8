"""A Keras model of the student, or one that is to be trained, as the checks see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.language import _
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student.known import Claimed
from autograder.student.network import Layer, layer_outputs
from autograder.wire.values import (
    MAX_PARAMETERS,
    BadValue,
    ModelValue,
    Opaque,
    Own,
    Shared,
    unpack,
)
from autograder.wire.values import Layer as LayerValue

FLOATS = ("Dense", "BatchNormalization")  # the kinds whose weights are used in computing here
CallMethod = Callable[[int, str, tuple[Any, ...]], Any]


@dataclass(frozen=True)
class Model:
    """What a model claims to be, and a few methods that run in the sandbox.

    Its weights are claims, too: they are judged on data that the sandbox never held, and nothing
    that follows from them can be what a student's answer is compared with: that takes a `Known`.

    `loss` and `optimizer` have one name each, however they were given: "mean_squared_error", "sgd".
    What only calls itself so is not named so: "sgd of your own".
    `inputs` is the shape of a batch, such as (None, 2). `steps` counts the steps of the optimizer;
    `curves` are what the last training noted for each epoch, by name: "loss", "accuracy".
    """

    handle: int
    layers: tuple[Layer, ...]
    is_chain: bool
    inputs: tuple[int | None, ...] | None
    compiled: bool
    loss: str | None
    from_logits: bool | None
    optimizer: str | None
    learning_rate: float | None
    steps: int | None
    curves: dict[str, list[float]]
    call_method: CallMethod

    def __deepcopy__(self, _memo: dict[int, Any]) -> Model:
        """A handle: a copy of it would stand for the same model."""
        return self

    def predict(self, x: Any) -> Any:
        """What the model predicts for a batch, computed in the sandbox: a claim."""
        return self.call_method(self.handle, "predict", (x,))

    def get_weights(self) -> Any:
        """The weights, as a list of arrays."""
        return self.call_method(self.handle, "get_weights", ())

    def set_weights(self, weights: list[Any]) -> None:
        """Set the weights; raises StudentFailure where they do not fit."""
        self.call_method(self.handle, "set_weights", (weights,))

    def fit(self, x: Any, y: Any, *, epochs: int, batch_size: int = 32) -> None:
        """Train it as it was compiled; raises StudentFailure where that is impossible."""
        self.call_method(self.handle, "fit", (x, y, epochs, batch_size))

    def look(self) -> Model:
        """The model as it is now: after a training, with other weights."""
        model = self.call_method(self.handle, "look", ())
        if not isinstance(model, Model):
            raise StudentFailure(Status.CRASHED, _("Your code has changed how Keras works."))
        return model

    def outputs(self, x: Any) -> list[Claimed]:
        """What each layer makes of a batch, computed here from the layers as they were described.

        Raises StudentFailure (failed), with a sentence, where that cannot be computed.
        """
        found = layer_outputs(self.layers, np.asarray(x), is_chain=self.is_chain)
        return [output.view(Claimed) for output in found]

    def compute(self, x: Any) -> Claimed:
        """What the model makes of a batch, computed here: nothing that the sandbox says."""
        return self.outputs(x)[-1]


def open_model(value: ModelValue, call: CallMethod) -> Model:
    """A model from its description; raises BadValue where no model of Keras could be so."""
    layers = tuple(_layer(layer, number) for number, layer in enumerate(value.layers))
    if sum(array.size for layer in layers for array in layer.weights) > MAX_PARAMETERS:
        raise BadValue("a model with too many parameters")
    return Model(
        value.handle,
        layers,
        value.is_chain,
        None if value.inputs is None else tuple(value.inputs),
        value.compiled,
        _name(value.loss),
        value.from_logits,
        _name(value.optimizer),
        value.learning_rate,
        value.steps,
        value.curves,
        call,
    )


def _layer(value: LayerValue, number: int) -> Layer:
    weights = tuple(unpack(array, _no_special) for array in value.weights)
    if any(array.size == 0 for array in weights):
        raise BadValue("a layer with empty weights")
    if value.shares is not None and not 0 <= value.shares < number:
        raise BadValue("a layer that shares weights with none before it")
    if value.kind in FLOATS and any(array.dtype.kind != "f" for array in weights):
        raise BadValue("weights that are not floating-point numbers")
    if value.kind == "Dense":
        _check_dense(value, [array.shape for array in weights])
    return Layer(
        kind=_name(value.kind) or "",
        units=value.units,
        activation=_name(value.activation),
        use_bias=value.use_bias,
        weights=weights,
        settings=value.settings,
        shares=value.shares,
        is_own=isinstance(value.kind, Own),
    )


def _check_dense(value: LayerValue, shapes: list[tuple[int, ...]]) -> None:
    """The weights of a Dense layer, if it has any yet, follow from what is said of it."""
    units = value.units or 0
    if units < 1:
        raise BadValue("a Dense layer without neurons")
    inputs = shapes[0][0] if shapes and shapes[0] else 0
    if shapes and shapes != [(inputs, units), (units,)][: 2 if value.use_bias else 1]:
        raise BadValue("a Dense layer with weights of other shapes than it can have")


def _name(value: str | Own | None) -> str | None:
    """The name of what is Keras' own; of the rest, a name that nothing of Keras has."""
    return _("{name} of your own").format(name=value.name) if isinstance(value, Own) else value


def _no_special(value: ModelValue | Opaque | Shared) -> Any:
    raise BadValue("no array")
