"""A call as a line of Python that gives the very same values when it is pasted."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.checking import show

MAX_LENGTH = 400
MAX_NUMBERS = 40
USUAL = ("float64", "int64", "bool")  # what np.array makes of numbers by itself
NOT_FINITE = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


def call(name: str, arguments: tuple[Any, ...]) -> str:
    """`softmax(np.array([[1.0, 2.0]]))`; empty where an argument cannot be written, or is long."""
    try:
        line = f"{name}({', '.join(map(_written, arguments))})"
    except _NotWritten:
        return ""
    return line if len(line) <= MAX_LENGTH else ""


class _NotWritten(Exception):
    """A value is too large, or nothing that Python code can say in a few words."""


def _written(value: Any) -> str:
    if show.cells(value, MAX_NUMBERS) > MAX_NUMBERS:
        raise _NotWritten
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biuf":
            raise _NotWritten
        kind = "" if value.dtype.name in USUAL and value.size else f", dtype=np.{_kind(value)}"
        return f"np.array({_written(value.tolist())}{kind})"
    if isinstance(value, np.generic):
        return _written(value.item())
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else NOT_FINITE[str(value)]
    if value is None or isinstance(value, bool | int | str):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
    raise _NotWritten


def _kind(array: np.ndarray[Any, Any]) -> str:
    return "bool_" if array.dtype.name == "bool" else array.dtype.name
