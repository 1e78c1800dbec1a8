"""The forward pass in NumPy, on the trusted side, from a description of the layers.

The layers are a claim: shapes are checked, and the size is known before anything is computed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.kits.keras import maps
from autograder.kits.keras.activations import ACTIVATIONS, softmax
from autograder.kits.keras.inside.described import LayerFacts
from autograder.language import _
from autograder.responder import StudentFailure
from autograder.results import Status

LAST = -1  # the axis along which a layer works, unless it is told another one
ROWS = 256  # of a batch that are computed at once, where only the last output is asked for
Numbers = np.ndarray[Any, Any]


class Layer(LayerFacts, frozen=True, kw_only=True, eq=False):
    """One layer: `kind` is the name of its class, such as "Dense".

    `is_own` says that its class is not one of Keras' own, whatever it calls itself.
    """

    kind: str
    activation: str | None = None
    weights: tuple[Numbers, ...] = ()
    is_own: bool = False


def shown(layers: Sequence[Layer]) -> str:
    """What is shown of a model: the kinds of its layers."""
    return f"Keras model: {', '.join(layer.kind for layer in layers)}"


def layer_outputs(layers: Sequence[Layer], x: Numbers, *, is_chain: bool = True) -> list[Numbers]:
    """What each layer makes of a batch `x`; raises StudentFailure where that is impossible."""
    with maps.room():
        return list(_one_by_one(layers, x, is_chain))


def last_output(layers: Sequence[Layer], x: Numbers, *, is_chain: bool = True) -> Numbers:
    """What the last layer makes of a batch, which may be long: no layer mixes its rows, so it is
    computed in slices. Raises StudentFailure where that is impossible."""
    slices = [x[start : start + ROWS] for start in range(0, len(x), ROWS)] if np.ndim(x) else []
    with maps.room():
        made = [deque(_one_by_one(layers, each, is_chain), 1)[0] for each in slices or [x]]
    return np.concatenate(made)


def _one_by_one(layers: Sequence[Layer], x: Numbers, is_chain: bool) -> Iterator[Numbers]:
    if not layers or not is_chain:
        raise _failed(_("The model must be a chain: each layer gets what the one before gives."))
    now = np.asarray(x, dtype=np.float32)
    for layer in layers:
        compute = KINDS.get(layer.kind)
        if compute is None:
            text = _("A layer of the kind {kind} is not expected in this model.")
            raise _failed(text.format(kind=layer.kind))
        with np.errstate(all="ignore"):
            now = compute(layer, now)
        yield now


def can_be_computed(
    layers: Sequence[Layer], *, is_chain: bool, inputs: Sequence[int | None] | None = None
) -> bool:
    """Whether nothing of a model is of a kind, or set in a way, that is not known here. `inputs` is
    the shape of a batch; where nobody knows it, the last axis is only known by the name of -1."""
    return is_chain and all(
        layer.kind in KINDS
        and (layer.activation or "linear") in ACTIVATIONS
        and (layer.kind not in ALONG_AXIS or layer.settings.get("axis") in (LAST, last))
        and (layer.kind != "Rescaling" or _has_single_numbers(layer))
        and (layer.kind not in ON_PICTURES or maps.is_plain(layer))
        for layer, last in zip(layers, _last_axes(layers, inputs), strict=True)
    )


def _last_axes(layers: Sequence[Layer], inputs: Sequence[int | None] | None) -> Iterator[int]:
    """The number of the last axis of what each layer gets."""
    last = LAST if inputs is None else len(inputs) - 1
    for layer in layers:
        yield last
        if last != LAST and layer.kind in FLATTENING and not layer.settings.get("keepdims"):
            last = 1


def _dense(layer: Layer, x: Numbers) -> Numbers:
    if not layer.weights:
        raise _failed(_("The model has no weights yet. Let it begin with keras.Input."))
    kernel, *bias = _floats(layer)
    fits = kernel.ndim == 2 and x.ndim >= 2 and x.shape[-1] == kernel.shape[0] and len(bias) <= 1
    if not fits or any(each.shape != kernel.shape[1:] for each in bias):
        raise _does_not_fit(layer, x)
    try:
        maps.require_room(x.size // max(1, x.shape[-1]) * kernel.shape[1], kernel.shape[0])
    except maps.TooLarge:
        raise _too_large() from None
    return activate(layer.activation, np.add(x @ kernel, bias[0] if bias else 0))


def _on_pictures(
    compute: Callable[[Layer, Numbers], Numbers],
) -> Callable[[Layer, Numbers], Numbers]:
    def computed(layer: Layer, x: Numbers) -> Numbers:
        if not maps.is_plain(layer):
            text = _(
                "A layer {kind} of the model is set in a way that is not expected here. Leave "
                "data_format=, dilation_rate= and groups= out."
            )
            raise _failed(text.format(kind=layer.kind))
        try:
            return compute(layer, x)
        except maps.DoesNotFit:
            raise _does_not_fit(layer, x) from None
        except maps.TooLarge:
            raise _too_large() from None

    return computed


def _conv2d(layer: Layer, x: Numbers) -> Numbers:
    if not layer.weights:
        raise _failed(_("The model has no weights yet. Let it begin with keras.Input."))
    kernel, *bias = _floats(layer)
    return activate(layer.activation, maps.convolve(layer, kernel, bias, x))


def _batch_normalization(layer: Layer, x: Numbers) -> Numbers:
    _require_last_axis(layer, x)
    has_gamma, has_beta = (layer.settings.get(name, 1.0) != 0 for name in ("scale", "center"))
    weights = _floats(layer)
    fits = len(weights) == 2 + has_gamma + has_beta
    if not fits or any(each.shape != x.shape[-1:] for each in weights):
        raise _does_not_fit(layer, x)
    *learnt, mean, variance = weights
    gamma = learnt[0] if has_gamma else 1
    beta = learnt[-1] if has_beta else 0
    spread = np.sqrt(variance + layer.settings.get("epsilon", 1e-3))
    return np.asarray(gamma * (x - mean) / spread + beta)


def _rescaling(layer: Layer, x: Numbers) -> Numbers:
    if not _has_single_numbers(layer):
        text = _("A layer {kind} of the model is given several numbers at once. Give it one alone.")
        raise _failed(text.format(kind=layer.kind))
    return x * layer.settings["scale"] + layer.settings["offset"]


def _has_single_numbers(layer: Layer) -> bool:
    """Whether a Rescaling is told by its numbers: a row of them is none of a layer's settings."""
    return {"scale", "offset"} <= layer.settings.keys()


def _relu(layer: Layer, x: Numbers) -> Numbers:
    slope, threshold = layer.settings.get("negative_slope", 0.0), layer.settings.get("threshold", 0)
    return np.minimum(
        np.where(x >= threshold, x, slope * (x - threshold)),
        layer.settings.get("max_value", np.inf),
    )


def _leaky_relu(layer: Layer, x: Numbers) -> Numbers:
    return np.where(x >= 0, x, layer.settings.get("negative_slope", 0.3) * x)


def _elu(layer: Layer, x: Numbers) -> Numbers:
    return np.where(x > 0, x, layer.settings.get("alpha", 1.0) * np.expm1(np.minimum(x, 0)))


def _softmax_layer(layer: Layer, x: Numbers) -> Numbers:
    _require_last_axis(layer, x)
    return softmax(x)


def _require_last_axis(layer: Layer, x: Numbers) -> None:
    """Nothing is computed here along another axis, nor along several."""
    if layer.settings.get("axis") not in (LAST, x.ndim - 1):
        text = _("A layer {kind} of the model does not work along the last axis. Leave axis= out.")
        raise _failed(text.format(kind=layer.kind))


def activate(name: str | None, x: Numbers) -> Numbers:
    """An activation by the name that Keras gives it; raises StudentFailure for an unknown one."""
    function = ACTIVATIONS.get(name or "linear")
    if function is None:
        text = _("The activation {name} is not expected in this model.")
        raise _failed(text.format(name=name))
    if name in HALVING and x.shape[-1] % 2:
        text = _("The activation {name} needs an even number of neurons.")
        raise _failed(text.format(name=name))
    return function(x)


ONLY_WHILE_TRAINED = (
    "Dropout",
    "SpatialDropout2D",
    "AlphaDropout",
    "GaussianNoise",
    "GaussianDropout",
    "ActivityRegularization",
)

ON_PICTURES: dict[str, Callable[[Layer, Numbers], Numbers]] = {
    name: _on_pictures(compute)
    for name, compute in {
        "Conv2D": _conv2d,
        "MaxPooling2D": maps.largest,
        "AveragePooling2D": maps.average,
        "GlobalAveragePooling2D": lambda layer, x: maps.over_all(layer, x, np.mean),
        "GlobalMaxPooling2D": lambda layer, x: maps.over_all(layer, x, np.max),
        "Flatten": lambda _layer, x: x.reshape(len(x), -1),
    }.items()
}

KINDS: dict[str, Callable[[Layer, Numbers], Numbers]] = {
    "Dense": _dense,
    **ON_PICTURES,
    "Rescaling": _rescaling,
    "BatchNormalization": _batch_normalization,
    "Activation": lambda layer, x: activate(layer.activation, x),
    "ReLU": _relu,
    "LeakyReLU": _leaky_relu,
    "ELU": _elu,
    "Softmax": _softmax_layer,
    **dict.fromkeys(ONLY_WHILE_TRAINED, lambda _layer, x: x),
}

HALVING = ("glu",)
FLATTENING = ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
ALONG_AXIS = ("BatchNormalization", "Softmax")


def _floats(layer: Layer) -> list[Numbers]:
    return [np.asarray(array, dtype=np.float32) for array in layer.weights]


def _does_not_fit(layer: Layer, x: Numbers) -> StudentFailure:
    text = _("The model does not take data of the shape {shape}: a layer {kind} does not fit.")
    return _failed(text.format(shape=x.shape, kind=layer.kind))


def _too_large() -> StudentFailure:
    return _failed(_("The model has a layer that is too large."))


def _failed(message: str) -> StudentFailure:
    return StudentFailure(Status.FAILED, message)
