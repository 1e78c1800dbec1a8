"""Keras models as plain data: what they claim to be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

import numpy as np

from autograder.kits.keras.inside.described import (
    AXES,
    MAX_CURVE,
    MAX_LAYERS,
    MAX_PARAMETERS,
    MAX_SETTINGS,
    UNSEEN,
    LayerDescription,
    ModelDescription,
)
from autograder.kits.keras.inside.genuine import Genuine
from autograder.kits.keras.inside.names import (
    activation_name,
    loss_itself,
    loss_name,
    optimizer_name,
    own,
)
from autograder.wire.packing import pack_array
from autograder.wire.values import INT_BOUND, MAX_NAME, Array, Opaque, clean

MAX_DEPTH = 3  # of chains inside chains
MAX_STEPS = 2**53
SETTINGS = ("scale", "center", "offset", "rate", "negative_slope", "threshold", "max_value",
            "alpha", "epsilon", "axis", "groups")  # fmt: skip
ON_ROWS_AND_COLUMNS = ("strides", "pool_size", "dilation_rate")


def describe_model(model: Any, genuine: Genuine) -> ModelDescription | Opaque:
    """A model as data; only its size where it is too large to be looked at."""
    layers = list(islice(_layers(model, genuine), MAX_LAYERS + 1))
    if len(layers) > MAX_LAYERS:
        return Opaque(UNSEEN, f"a model of more than {MAX_LAYERS} layers, too many to look at")
    if model.built and model.count_params() > MAX_PARAMETERS:
        return Opaque(UNSEEN, "a model with too many parameters to look at")
    optimizer = getattr(model, "optimizer", None)
    loss = loss_itself(getattr(model, "loss", None), genuine)
    return ModelDescription(
        layers=[_layer(*each, genuine) for each in zip(layers, _shared(layers), strict=True)],
        is_chain=_is_chain(model, layers, genuine),
        inputs=_inputs(model),
        compiled=bool(model.compiled),
        loss=loss_name(loss, genuine),
        from_logits=_bool(getattr(loss, "from_logits", None)),
        optimizer=optimizer_name(optimizer, genuine),
        learning_rate=_float(getattr(optimizer, "learning_rate", None)),
        steps=_steps(optimizer),
        curves=_curves(model),
    )


def _layers(model: Any, genuine: Genuine, depth: int = 0) -> Iterator[Any]:
    """The layers that compute something; those of a chain inside the chain one by one."""
    for layer in model.layers:
        kind = genuine.kind(layer)
        if kind == "Sequential" and depth < MAX_DEPTH:
            yield from _layers(layer, genuine, depth + 1)
        elif kind != "InputLayer":
            yield layer


def _is_chain(model: Any, layers: list[Any], genuine: Genuine) -> bool:
    """Whether each layer gets what the one before it gives, and nothing else."""
    kind = genuine.kind(model)
    if kind == "Sequential":
        return not any(hasattr(layer, "layers") for layer in layers)
    try:
        own = model.layers[: MAX_LAYERS + 1]
        joined = all(layer.input is before.output for before, layer in pairwise(own))
        ends = len(model.inputs) == len(model.outputs) == 1 and model.output is own[-1].output
        return bool(kind == "Functional" and joined and ends)
    except (AttributeError, IndexError, ValueError):  # no functional model, or a layer used twice
        return False


def _shared(layers: list[Any]) -> list[int | None]:
    """For each layer the number of the first before it with which it has weights in common.

    A layer that has no weights yet has them in common with itself.
    """
    first: dict[int, int] = {}
    shared: list[int | None] = []
    for number, layer in enumerate(layers):
        variables = getattr(layer, "weights", None)
        parts = list(variables) if isinstance(variables, list) else []
        if not parts and not getattr(layer, "built", True):
            parts = [layer]
        shared.append(min((first[id(part)] for part in parts if id(part) in first), default=None))
        for part in parts:
            first.setdefault(id(part), number)
    return shared


def _layer(layer: Any, shares: int | None, genuine: Genuine) -> LayerDescription:
    numbers = {name: _float(getattr(layer, name, None)) for name in SETTINGS}
    numbers |= _on_pictures(layer)
    return LayerDescription(
        kind=genuine.kind(layer) or own(type(layer).__name__),
        units=_int(getattr(layer, "units", None)),
        activation=activation_name(getattr(layer, "activation", None), genuine),
        use_bias=_bool(getattr(layer, "use_bias", None)),
        shares=shares,
        settings={name: number for name, number in numbers.items() if number is not None},
        weights=_weights(layer),
    )


def _on_pictures(layer: Any) -> dict[str, float | None]:
    """How a layer goes over pictures, as numbers."""
    found: dict[str, float | None] = {}
    for name in ON_ROWS_AND_COLUMNS:
        both = getattr(layer, name, None)
        if isinstance(both, tuple) and len(both) == len(AXES):
            found |= {f"{name}_{axis}": _float(each) for axis, each in zip(AXES, both, strict=True)}
    padding, order = getattr(layer, "padding", None), getattr(layer, "data_format", None)
    if isinstance(padding, str):
        found["same"] = {"valid": 0.0, "same": 1.0}.get(padding, -1.0)
    if isinstance(order, str):
        found["channels_first"] = float(order != "channels_last")
    if isinstance(getattr(layer, "keepdims", None), bool):
        found["keepdims"] = float(layer.keepdims)
    return found


def _weights(layer: Any) -> list[Array]:
    """The weights of a layer, as far as they are arrays."""
    found = layer.get_weights()
    packed = []
    for each in found[:MAX_SETTINGS] if isinstance(found, list | tuple) else []:
        try:
            array = np.asarray(each)
            if array.dtype.kind == "V":  # bfloat16 and its like: half of a float32
                array = array.astype(np.float32)
            packed.append(pack_array(array))
        except (TypeError, ValueError):  # a layer of the student's own may give anything
            continue
    return [array for array in packed if isinstance(array, Array)]


def _inputs(model: Any) -> tuple[int | None, ...] | None:
    shape = getattr(model, "input_shape", None) if model.built else None
    return tuple(map(_int, shape)) if isinstance(shape, tuple) else None


def _steps(optimizer: Any) -> int | None:
    steps = _float(getattr(optimizer, "iterations", None))
    return None if steps is None or not 0 <= steps < MAX_STEPS else int(steps)


def _curves(model: Any) -> dict[str, list[float]]:
    """What the last training has noted for each epoch, as far as it is numbers."""
    history = getattr(getattr(model, "history", None), "history", None)
    if not isinstance(history, dict):
        return {}
    curves = {}
    for name, values in islice(history.items(), MAX_SETTINGS):
        numbers = [_float(value) for value in values[-MAX_CURVE:]] if type(values) is list else []
        curves[clean(str(name), MAX_NAME)] = [each for each in numbers if each is not None]
    return curves


def _int(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and abs(value) < INT_BOUND else None


def _bool(value: Any) -> bool | None:
    return bool(value) if isinstance(value, bool) else None


def _float(value: Any) -> float | None:
    try:
        return None if value is None else float(value)
    except (OverflowError, TypeError, ValueError):  # a schedule, a table, a giant number
        return None
