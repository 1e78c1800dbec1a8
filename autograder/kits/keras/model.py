"""A Keras model of the student, or one that is to be trained, as the checks see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import msgspec
import numpy as np

from autograder.kits.claims import Claimed
from autograder.kits.keras.inside.described import (
    MAX_LAYERS,
    MAX_PARAMETERS,
    MODEL,
    UNSEEN,
    LayerDescription,
    LayerFacts,
    ModelDescription,
    ModelFacts,
    Own,
)
from autograder.kits.keras.network import (
    Layer,
    Numbers,
    can_be_computed,
    last_output,
    layer_outputs,
    shown,
)
from autograder.kits.things import CallMethod, Told, described
from autograder.language import _
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.wire.channel import decoder
from autograder.wire.unpacking import unpack_array
from autograder.wire.values import BadValue, Opaque

FLOATS = ("Dense", "Conv2D", "BatchNormalization")  # the kinds whose weights are used here
decoder(ModelDescription)  # made here, before any checker is forked


class Model(Told, ModelFacts, frozen=True, kw_only=True, eq=False):
    """What a model claims to be, and a few methods that run in the sandbox.

    Its layers are claims, their weights, too: they are judged on data that the sandbox never held.
    What they compute (`Claimed`) cannot be what a student's answer is compared with: that takes a
    `Known`. Their weights should not be that either, but nothing keeps a check from it.

    `loss` and `optimizer` have one name each, however they were given: "mean_squared_error", "sgd".
    What only calls itself so is not named so: "sgd of your own".
    """

    kind: ClassVar[str] = MODEL
    word: ClassVar[str] = "model"

    handle: int
    call_method: CallMethod
    layers: tuple[Layer, ...] = ()
    loss: str | None = None
    optimizer: str | None = None

    @classmethod
    def opened(cls, description: bytes, handle: int, call: CallMethod) -> Self:
        value = described(description, ModelDescription)
        layers = tuple(_layer(layer, number) for number, layer in enumerate(value.layers))
        if sum(array.size for layer in layers for array in layer.weights) > MAX_PARAMETERS:
            raise BadValue("a model with too many parameters")
        return cls(
            **{name: getattr(value, name) for name in ModelFacts.__struct_fields__},
            handle=handle,
            call_method=call,
            layers=layers,
            loss=_name(value.loss),
            optimizer=_name(value.optimizer),
        )

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
            raise StudentFailure(Status.CRASHED, has_changed())
        return model

    def outputs(self, x: Any) -> list[Claimed]:
        """What each layer makes of a batch, computed here from the layers as they were described.

        Raises StudentFailure (failed), with a sentence, where that cannot be computed.
        """
        found = layer_outputs(self.layers, np.asarray(x), is_chain=self.is_chain)
        return [output.view(Claimed) for output in found]

    def compute(self, x: Any) -> Claimed:
        """What the model makes of a batch, computed here from the layers that are told."""
        found = last_output(self.layers, np.asarray(x), is_chain=self.is_chain)
        return found.view(Claimed)

    @property
    def can_be_computed(self) -> bool:
        """Whether it is a chain of layers that are known here, so that `compute` can be asked."""
        return can_be_computed(self.layers, is_chain=self.is_chain, inputs=self.inputs)

    @property
    def weights(self) -> list[Numbers]:
        """The weights in the order of Keras; those that layers have in common once."""
        own = [layer for layer in self.layers if layer.shares is None]
        return [array for layer in own for array in layer.weights]

    def with_weights(self, weights: Sequence[Any]) -> Model:
        """The model as it would compute with other weights, of the shapes of `weights`. Nothing
        happens in the sandbox."""
        left = iter(weights)
        layers: list[Layer] = []
        for layer in self.layers:
            own = layer.weights if layer.shares is None else layers[layer.shares].weights
            if layer.shares is None:
                own = tuple(np.asarray(next(left), dtype=np.float32) for _array in own)
            layers.append(msgspec.structs.replace(layer, weights=own))
        return msgspec.structs.replace(self, layers=tuple(layers))

    def shown(self) -> str:
        return shown(self.layers)

    def outline(self) -> str:
        plain = {
            name: getattr(self, name)
            for name in ModelFacts.__struct_fields__
            if name not in ("curves", "steps")  # what a training leaves
        }
        layers = [
            {
                **{name: getattr(layer, name) for name in LayerFacts.__struct_fields__},
                "kind": layer.kind,
                "activation": layer.activation,
                "weights": [array.shape for array in layer.weights],
            }
            for layer in self.layers
        ]
        return repr((self.loss, self.optimizer, plain, layers))

    @classmethod
    def refusal(cls, value: Any, what: str) -> str:
        """A sentence for the student whose `what` is no model, or has a layer that is not one of
        Keras; empty for a model. A method for `autograder.checking.model`."""
        if isinstance(value, tuple) and any(isinstance(part, cls) for part in value):
            text = _("{what} is a tuple of {n} things. Give back the model alone.")
            return text.format(what=what, n=len(value))
        if isinstance(value, Opaque) and value.type_name == UNSEEN:
            text = _(
                "{what} is a model that is too large to be looked at: {layers} layers and "
                "{numbers} parameters are the most."
            )
            return text.format(what=what, layers=MAX_LAYERS, numbers=MAX_PARAMETERS)
        if not isinstance(value, cls):
            name = value.type_name if isinstance(value, Opaque) else type(value).__name__
            text = _("{what} is of type {type}, where a Keras model is wanted.")
            return text.format(what=what, type=name)
        own = next((layer.kind for layer in value.layers if layer.is_own), None)
        if own is None:
            return ""
        text = _("{what} has a layer that is not one of Keras: {kind}. Use Keras' own layers.")
        return text.format(what=what, kind=own)


def has_changed() -> str:
    """For the student whose code keeps us from building a model."""
    return _("Your code has changed how Keras works.")


def _layer(value: LayerDescription, number: int) -> Layer:
    weights = tuple(map(unpack_array, value.weights))
    if any(array.size == 0 for array in weights):
        raise BadValue("a layer with empty weights")
    if value.shares is not None and not 0 <= value.shares < number:
        raise BadValue("a layer that shares weights with none before it")
    if value.kind in FLOATS and any(array.dtype.kind != "f" for array in weights):
        raise BadValue("weights that are not floating-point numbers")
    if value.kind == "Dense":
        _check_dense(value, [array.shape for array in weights])
    return Layer(
        **{name: getattr(value, name) for name in LayerFacts.__struct_fields__},
        kind=_name(value.kind) or "",
        activation=_name(value.activation),
        weights=weights,
        is_own=isinstance(value.kind, Own),
    )


def _check_dense(value: LayerDescription, shapes: list[tuple[int, ...]]) -> None:
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
