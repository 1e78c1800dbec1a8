"""Values as people and as JSON read them: short, rounded, bounded."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.protocol.values import Opaque
from autograder.student import Known, Model

MAX_CELLS = 64
MAX_TEXT = 100
DIGITS = 7


def plain(value: Any) -> Any:
    """A value as JSON: numbers with seven digits, "nan" and "inf" as text, lists, short text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if isinstance(value, np.integer | np.bool_):
        return value.item()
    if isinstance(value, np.ndarray):
        if value.size > MAX_CELLS:
            return f"array of shape {value.shape}"
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        if _count(value) > MAX_CELLS:
            return f"{type(value).__name__} of length {len(value)}"
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in list(value.items())[:MAX_CELLS]}
    if isinstance(value, Model | Known):
        return f"Keras model: {', '.join(layer.kind for layer in value.layers)}"[:MAX_TEXT]
    if isinstance(value, Opaque):
        return f"{value.type_name}: {value.text}"[:MAX_TEXT]
    return type(value).__name__


def text(value: Any) -> str:
    """A value as it would be written in Python, shortened."""
    if isinstance(value, Model | Known):
        shown = "model"
    elif isinstance(value, str):
        shown = repr(value[:MAX_TEXT])
    elif isinstance(value, tuple):
        inner = ", ".join(text(item) for item in value[:MAX_CELLS])
        shown = f"({inner},)" if len(value) == 1 else f"({inner})"
    elif isinstance(value, list):
        shown = "[" + ", ".join(text(item) for item in value[:MAX_CELLS]) + "]"
    else:
        found = plain(value)
        shown = found if isinstance(found, str) else str(found).replace("'", "")
    return shown if len(shown) <= MAX_TEXT else shown[: MAX_TEXT - 1] + "…"


def call(name: str, arguments: tuple[Any, ...]) -> str:
    """A call as it would be written in Python, such as `softmax([1, 2])`."""
    return f"{name}({', '.join(text(argument) for argument in arguments)})"


def _number(value: float) -> float | int | str:
    if not math.isfinite(value):
        return str(value)
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded


def _count(value: Any) -> int:
    if isinstance(value, list | tuple):
        return sum(_count(item) for item in value)
    return value.size if isinstance(value, np.ndarray) else 1
