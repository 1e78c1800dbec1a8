"""Keras models as plain data: what they claim to be, and models that owe nothing to a student."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from autograder.protocol.messages import Stock
from autograder.protocol.values import (
    MAX_CURVE,
    MAX_LAYERS,
    MAX_NAME,
    MAX_SETTINGS,
    Array,
    Layer,
    ModelValue,
    Opaque,
    clean,
    pack_array,
)

MAX_DEPTH = 3  # of chains inside chains
MAX_PARAMETERS = 5_000_000
MAX_STEPS = 2**53
SETTINGS = ("scale", "offset", "rate", "negative_slope", "threshold", "max_value", "alpha",
            "epsilon")  # fmt: skip
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def describe_model(model: Any, handle: int) -> ModelValue | Opaque:
    """A model as data; only its size where it is too large to be looked at."""
    layers = list(islice(_layers(model), MAX_LAYERS + 1))
    if len(layers) > MAX_LAYERS:
        return Opaque("a model", f"a model of more than {MAX_LAYERS} layers, too many to look at")
    if model.built and model.count_params() > MAX_PARAMETERS:
        return Opaque("a model", "a model with too many parameters to look at")
    optimizer = getattr(model, "optimizer", None)
    loss = _loss(getattr(model, "loss", None))
    return ModelValue(
        handle,
        [_layer(layer) for layer in layers],
        is_chain=_is_chain(model, layers),
        inputs=_inputs(model),
        compiled=bool(model.compiled),
        loss=_loss_name(loss),
        from_logits=_bool(getattr(loss, "from_logits", None)),
        optimizer=None if optimizer is None else clean(type(optimizer).__name__.lower(), MAX_NAME),
        learning_rate=_float(getattr(optimizer, "learning_rate", None)),
        steps=_steps(optimizer),
        curves=_curves(model),
    )


def build_stock(wanted: Stock) -> Any:
    """The model that the trusted side asks for."""
    import keras

    model = keras.Sequential([keras.Input((wanted.inputs,))])
    for layer in wanted.layers:
        model.add(
            keras.layers.Dense(layer.units, activation=layer.activation, use_bias=layer.use_bias)
        )
    if wanted.loss is not None:
        optimizer = keras.optimizers.get(wanted.optimizer or "sgd")
        if wanted.learning_rate is not None:
            optimizer.learning_rate = wanted.learning_rate
        model.compile(loss=wanted.loss, optimizer=optimizer)
    return model


def _layers(model: Any, depth: int = 0) -> Iterator[Any]:
    """The layers that compute something; those of a chain inside the chain one by one."""
    for layer in model.layers:
        if type(layer).__name__ == "Sequential" and depth < MAX_DEPTH:
            yield from _layers(layer, depth + 1)
        elif type(layer).__name__ != "InputLayer":
            yield layer


def _is_chain(model: Any, layers: list[Any]) -> bool:
    """Whether each layer gets what the one before it gives, and nothing else."""
    if type(model).__name__ == "Sequential":
        return not any(hasattr(layer, "layers") for layer in layers)
    try:
        own = model.layers[: MAX_LAYERS + 1]
        joined = all(layer.input is before.output for before, layer in pairwise(own))
        ends = len(model.inputs) == len(model.outputs) == 1 and model.output is own[-1].output
        return bool(joined and ends)
    except (AttributeError, IndexError, ValueError):  # no functional model, or a layer used twice
        return False


def _layer(layer: Any) -> Layer:
    packed = [pack_array(array) for array in layer.get_weights()[:MAX_SETTINGS]]
    numbers = {name: _float(getattr(layer, name, None)) for name in SETTINGS}
    return Layer(
        kind=clean(type(layer).__name__, MAX_NAME),
        units=_int(getattr(layer, "units", None)),
        activation=_name(getattr(layer, "activation", None)),
        use_bias=_bool(getattr(layer, "use_bias", None)),
        settings={name: number for name, number in numbers.items() if number is not None},
        weights=[array for array in packed if isinstance(array, Array)],
    )


def _inputs(model: Any) -> list[int | None] | None:
    shape = getattr(model, "input_shape", None) if model.built else None
    return [_int(size) for size in shape] if isinstance(shape, tuple) else None


def _loss(loss: Any) -> Any:
    """The loss itself, where it was named by a text or put into a list."""
    if isinstance(loss, list | tuple) and len(loss) == 1:
        loss = loss[0]
    if isinstance(loss, str):
        import keras

        try:
            return keras.losses.get(loss)
        except ValueError:  # Keras does not know it
            return loss
    return loss


def _loss_name(loss: Any) -> str | None:
    """One name for a loss, however it was given: "mean_squared_error" for MeanSquaredError()."""
    if loss is None or isinstance(loss, str):
        return _name(loss)
    name = getattr(loss, "__name__", None) or type(loss).__name__
    return clean(_WORDS.sub("_", str(name)).lower(), MAX_NAME)


def _name(thing: Any) -> str | None:
    """What Keras calls it: "relu" for the function relu, and for the text "relu"."""
    if thing is None:
        return None
    name = thing if isinstance(thing, str) else getattr(thing, "__name__", None)
    name = name or getattr(thing, "name", None) or type(thing).__name__
    return clean(str(name), MAX_NAME)


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
    return int(value) if isinstance(value, int) else None


def _bool(value: Any) -> bool | None:
    return bool(value) if isinstance(value, bool) else None


def _float(value: Any) -> float | None:
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):  # a schedule, a table of numbers
        return None
