"""Plain data on the wire: numbers, text, lists, arrays as raw buffers, models as descriptions.

`pack` turns Python objects into `Value`s by exact type; `unpack` turns `Value`s into Python
objects. Anything else becomes `Opaque`: the name of its type and a short text.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

import msgspec
import numpy as np

MAX_DEPTH = 16
MAX_ITEMS = 100_000
MAX_ARRAY_BYTES = 16 * 1024 * 1024
MAX_TEXT = 10_000
ARRAY_KINDS = "biuf"
MAX_ITEM_BYTES = 8
INT_BOUND = 2**63


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """The common settings of everything that is sent."""


class Array(Wire, frozen=True):
    """A NumPy array or scalar: little-endian C-ordered bytes of a boolean, integer or float."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes
    scalar: bool = False


class Sequence(Wire, frozen=True):
    """A list or a tuple."""

    items: list[Value]
    is_tuple: bool = False


class Mapping(Wire, frozen=True):
    """A dictionary with text as keys."""

    items: dict[str, Value]


class Layer(Wire, frozen=True):
    """One layer of a Keras model, as plain data. `kind` is the name of its class."""

    kind: str
    units: int | None = None
    activation: str | None = None
    use_bias: bool | None = None
    weights: list[Array] = []


class ModelValue(Wire, frozen=True):
    """A Keras model: a number by which the student side knows it, and what it claims to be."""

    handle: int
    layers: list[Layer]
    inputs: list[int | None] | None = None
    compiled: bool = False
    loss: str | None = None
    optimizer: str | None = None


class Opaque(Wire, frozen=True):
    """Something that is no plain data: the name of its type, and a short text."""

    type_name: str
    text: str = ""


Value = None | bool | int | float | str | Array | Sequence | Mapping | ModelValue | Opaque


class BadValue(ValueError):
    """A value that breaks the rules of the wire."""


def pack(thing: Any, special: Callable[[Any], Value] | None = None) -> Value:
    """Turn an object into a `Value`; `special` is asked about everything that is no plain data."""
    return _Packer(special).pack(thing, 0)


class _Packer:
    def __init__(self, special: Callable[[Any], Value] | None) -> None:
        self.special = special
        self.left = MAX_ITEMS

    def pack(self, thing: Any, depth: int) -> Value:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            return Opaque(type(thing).__name__, "too deep or too large to be looked at")
        kind = type(thing)
        if thing is None or kind is bool or kind is float:
            return cast(Value, thing)
        if kind is int:
            return thing if -INT_BOUND <= thing < INT_BOUND else Opaque("int", "a huge number")
        if kind is str:
            return thing[:MAX_TEXT].encode("utf-8", "replace").decode()
        if kind is list or kind is tuple:
            return Sequence([self.pack(item, depth + 1) for item in thing], kind is tuple)
        if kind is dict and all(type(key) is str for key in thing):
            return Mapping({key: self.pack(item, depth + 1) for key, item in thing.items()})
        if isinstance(thing, np.ndarray | np.generic):
            return pack_array(thing)
        return self.special(thing) if self.special else Opaque(kind.__name__)


def pack_array(array: np.ndarray[Any, Any] | np.generic) -> Value:
    """Copy an array into a message, or say why not."""
    plain = np.asarray(array)
    if plain.dtype.kind not in ARRAY_KINDS or plain.dtype.itemsize > MAX_ITEM_BYTES:
        return Opaque("array", f"an array of {plain.dtype.name[:40]}")
    if plain.size * plain.dtype.itemsize > MAX_ARRAY_BYTES:
        return Opaque("array", f"an array of shape {plain.shape}, which is too large")
    little = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
    scalar = isinstance(array, np.generic)
    return Array(little.dtype.str, plain.shape, little.tobytes(order="C"), scalar)


def unpack(value: Value, special: Callable[[ModelValue | Opaque], Any]) -> Any:
    """Turn a `Value` into new Python objects; `special` gets models and opaque things.

    Raises BadValue where an array's bytes do not fit its shape.
    """
    if isinstance(value, Array):
        return unpack_array(value)
    if isinstance(value, Sequence):
        items = [unpack(item, special) for item in value.items]
        return tuple(items) if value.is_tuple else items
    if isinstance(value, Mapping):
        return {key: unpack(item, special) for key, item in value.items.items()}
    if isinstance(value, ModelValue | Opaque):
        return special(value)
    return value


def unpack_array(value: Array) -> Any:
    """A new, writable NumPy array (or scalar) from its bytes."""
    try:
        dtype = np.dtype(value.dtype)
    except TypeError as error:
        raise BadValue("unknown dtype") from error
    if dtype.kind not in ARRAY_KINDS or dtype.itemsize > MAX_ITEM_BYTES:
        raise BadValue("forbidden dtype")
    if len(value.shape) > 32 or any(size < 0 for size in value.shape):
        raise BadValue("impossible shape")
    if math.prod(value.shape) * dtype.itemsize != len(value.data):
        raise BadValue("the bytes of an array do not fit its shape")
    array = np.frombuffer(value.data, dtype).reshape(value.shape).astype(dtype.newbyteorder("="))
    return array[()] if value.scalar and array.ndim == 0 else array
