"""One name for each activation, loss and optimizer, however it was given to Keras."""

from __future__ import annotations

import re
from typing import Any

from autograder.kits.keras.inside.described import Own
from autograder.kits.keras.inside.genuine import Genuine
from autograder.wire.values import MAX_NAME, clean

# Layers that may be given as an activation, where all of PLAIN is as Keras sets it.
AS_FUNCTIONS = {"ReLU": "relu", "Softmax": "softmax"}
PLAIN = ("max_value", "negative_slope", "threshold", "axis")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def activation_name(function: Any, genuine: Genuine) -> str | Own | None:
    """What Keras calls it: "relu" for the function relu. A layer may stand for a function."""
    if function is None:
        return None
    name = genuine.name(function) or AS_FUNCTIONS.get(_plain_layer(function, genuine) or "")
    if name is not None:
        return clean(name, MAX_NAME)
    return own(getattr(function, "__name__", type(function).__name__))


def _plain_layer(layer: Any, genuine: Genuine) -> str | None:
    """The kind of a layer that has no settings but those that Keras gives it."""
    kind = genuine.kind(layer)
    if kind not in AS_FUNCTIONS:
        return None
    other = type(layer)()
    same = all(getattr(layer, name, None) == getattr(other, name, None) for name in PLAIN)
    return kind if same else None


def own(name: Any) -> Own:
    """The name of something that is not Keras' own."""
    return Own(clean(str(name), MAX_NAME))


def loss_itself(loss: Any, genuine: Genuine) -> Any:
    """The loss itself, where it was named by a text or put into a list."""
    if isinstance(loss, list | tuple) and len(loss) == 1:
        loss = loss[0]
    if isinstance(loss, str):
        try:
            return genuine.loss(loss)
        except ValueError:  # Keras does not know it
            return loss
    return loss


def loss_name(loss: Any, genuine: Genuine) -> str | Own | None:
    """One name for a loss, however it was given: "mean_squared_error" for MeanSquaredError()."""
    if loss is None:
        return None
    name = genuine.name(loss) or genuine.kind(loss)
    function = getattr(loss, "fn", None)  # what an object of Keras' own calls
    if name is not None and (function is None or genuine.name(function)):
        return clean(_WORDS.sub("_", name).lower(), MAX_NAME)
    if type(loss) is str:  # Keras does not know it: perhaps a name that is misspelt
        return clean(loss, MAX_NAME)
    return own(getattr(loss, "__name__", type(loss).__name__))


def optimizer_name(optimizer: Any, genuine: Genuine) -> str | Own | None:
    """The name by which Keras finds it: "sgd" for SGD()."""
    if optimizer is None:
        return None
    name = genuine.kind(optimizer)
    return own(type(optimizer).__name__) if name is None else clean(name.lower(), MAX_NAME)
