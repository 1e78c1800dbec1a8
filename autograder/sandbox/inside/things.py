"""What is no plain data: tensors become arrays, models become descriptions with a handle."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.protocol.values import (
    MAX_LAYERS,
    MAX_NAME,
    Array,
    BadValue,
    Layer,
    ModelValue,
    Opaque,
    Value,
    clean,
    opaque,
    pack_array,
)
from autograder.sandbox.inside.outputs import without_addresses

MAX_PARAMETERS = 5_000_000


class Things:
    """The models of one submission, by handle."""

    def __init__(self) -> None:
        self._models: list[Any] = []

    def special(self, thing: Any) -> Value:
        """Describe anything that `pack` does not know."""
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(thing, keras.Model):
            return self._describe(thing)
        try:
            if hasattr(thing, "__array__"):
                return pack_array(np.asarray(thing))
            return opaque(thing, without_addresses(repr(thing)))
        except Exception:  # a symbolic tensor has no values; a student's class may be wrong
            return opaque(thing)

    def by_handle(self, handle: int) -> Any:
        """The model that was handed out under this number."""
        if not 0 <= handle < len(self._models):
            raise BadValue("no such model")
        return self._models[handle]

    def resolve(self, value: ModelValue | Opaque) -> Any:
        """A model that comes back as an argument."""
        if isinstance(value, ModelValue):
            return self.by_handle(value.handle)
        raise BadValue("no such thing")

    def _describe(self, model: Any) -> ModelValue | Opaque:
        if len(model.layers) > MAX_LAYERS:
            return Opaque("a model", f"a model of {len(model.layers)} layers, too many to look at")
        if model.built and model.count_params() > MAX_PARAMETERS:
            return Opaque("a model", "a model with too many parameters to look at")
        if any(model is known for known in self._models):
            handle = next(i for i, known in enumerate(self._models) if known is model)
        else:
            handle = len(self._models)
            self._models.append(model)
        return ModelValue(
            handle,
            [_layer(layer) for layer in model.layers if type(layer).__name__ != "InputLayer"],
            inputs=_inputs(model),
            compiled=bool(model.compiled),
            loss=_name(getattr(model, "loss", None)),
            optimizer=_name(getattr(model, "optimizer", None)),
        )


def _layer(layer: Any) -> Layer:
    packed = [pack_array(array) for array in layer.get_weights()]
    return Layer(
        kind=clean(type(layer).__name__, MAX_NAME),
        units=_int(getattr(layer, "units", None)),
        activation=_name(getattr(layer, "activation", None)),
        use_bias=getattr(layer, "use_bias", None),
        weights=[array for array in packed if isinstance(array, Array)],
    )


def _inputs(model: Any) -> list[int | None] | None:
    shape = getattr(model, "input_shape", None) if model.built else None
    return [_int(size) for size in shape] if isinstance(shape, tuple) else None


def _int(value: Any) -> int | None:
    return int(value) if isinstance(value, int) else None


def _name(thing: Any) -> str | None:
    """What Keras calls it: "relu" for the function relu, "mse" for the text "mse"."""
    if thing is None:
        return None
    name = thing if isinstance(thing, str) else getattr(thing, "__name__", None)
    name = name or getattr(thing, "name", None) or type(thing).__name__
    return clean(str(name), MAX_NAME)
