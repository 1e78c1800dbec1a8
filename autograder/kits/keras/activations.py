"""Keras' activations in NumPy, by the names that Keras gives them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]


def softmax(x: Numbers) -> Numbers:
    """Shares of the last axis that sum to 1."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _selu(x: Numbers) -> Numbers:
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))


def _sigmoid(x: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-x))


def _erf(x: Numbers) -> Numbers:
    """The error function, to 1.5e-7: Abramowitz and Stegun, Handbook of Mathematical Functions,
    7.1.26."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = np.polyval([1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0], t)
    return np.asarray(np.sign(x) * (1 - series * np.exp(-(x**2))))


def _sparse_plus(x: Numbers) -> Numbers:
    return np.where(x <= -1, 0, np.where(x < 1, (x + 1) ** 2 / 4, x))


def _sparsemax(x: Numbers) -> Numbers:
    """As Keras 3 computes it, which adds up more than Martins and Astudillo do ("From softmax to
    sparsemax", 2016, algorithm 1): the shares need not sum to 1."""
    downwards = -np.sort(-x, axis=-1)
    sums = np.cumsum(downwards, axis=-1)
    stay = downwards - (sums - 1) / np.arange(1, x.shape[-1] + 1) > 0
    taken = (np.where(stay, sums, 0).sum(axis=-1, keepdims=True) - 1) / stay.sum(-1, keepdims=True)
    return np.asarray(np.maximum(x - taken, 0))


def _glu(x: Numbers) -> Numbers:
    """Halves the last axis, which Keras takes only where it has an even length."""
    half = x.shape[-1] // 2
    return np.asarray(x[..., :half] * _sigmoid(x[..., half:]))


# Formulas: the documentation of keras.activations.
ACTIVATIONS: dict[str, Callable[[Numbers], Numbers]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "leaky_relu": lambda x: np.where(x >= 0, x, 0.2 * x),
    "sigmoid": _sigmoid,
    "hard_sigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "tanh": np.tanh,
    "softmax": softmax,
    "softplus": lambda x: np.logaddexp(0, x),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "exponential": np.exp,
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "selu": _selu,
    "silu": lambda x: x * _sigmoid(x),
    "swish": lambda x: x * _sigmoid(x),
    "mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "gelu": lambda x: x * (1 + _erf(x / math.sqrt(2))) / 2,
    "celu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "hard_silu": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
    "hard_swish": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
    "hard_tanh": lambda x: np.clip(x, -1, 1),
    "hard_shrink": lambda x: np.where(np.abs(x) > 0.5, x, 0),
    "soft_shrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
    "tanh_shrink": lambda x: x - np.tanh(x),
    "log_sigmoid": lambda x: -np.logaddexp(0, -x),
    "log_softmax": lambda x: np.log(softmax(x)),
    "squareplus": lambda x: (x + np.sqrt(x**2 + 4)) / 2,
    "sparse_plus": _sparse_plus,
    "sparse_sigmoid": lambda x: np.clip((x + 1) / 2, 0, 1),
    "sparsemax": _sparsemax,
    "glu": _glu,
}
