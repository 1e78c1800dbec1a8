"""Plain data as new Python objects; nothing but these kinds is ever made of it."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.wire.values import (
    DTYPES,
    Array,
    BadValue,
    Bounds,
    Bytes,
    Complex,
    Handle,
    Mapping,
    Moment,
    Opaque,
    Pairs,
    Sequence,
    Set,
    Shared,
    Span,
    Value,
    Whole,
    is_bounded,
)

_READERS: dict[str, Callable[[str], Any]] = {
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
}


def unpack(value: Value, special: Callable[[Handle | Opaque | Shared], Any]) -> Any:
    """Turn a `Value` into new Python objects; `special` gets handles, opaque and shared things.

    Raises BadValue where it breaks the rules by which `pack` works.
    """
    return _Unpacker(special).unpack(value, 0)


class _Unpacker(Bounds):
    def __init__(self, special: Callable[[Handle | Opaque | Shared], Any]) -> None:
        super().__init__()
        self.special = special

    def unpack(self, value: Value, depth: int) -> Any:
        if isinstance(value, Sequence | Mapping | Pairs | Set):
            if not self.may_enter(value.items, depth):
                raise BadValue("too deep or too large")
            if isinstance(value, Mapping):
                return {key: self.unpack(item, depth + 1) for key, item in value.items.items()}
            if isinstance(value, Pairs | Set):
                return self._unpack_hashed(value, depth + 1)
            items = [self.unpack(item, depth + 1) for item in value.items]
            return tuple(items) if value.is_tuple else items
        if isinstance(value, Array):
            return unpack_array(value)
        if isinstance(value, Whole | Complex | Bytes | Moment | Span):
            return _small(value)
        if isinstance(value, Handle | Opaque | Shared):
            return self.special(value)
        return value

    def _unpack_hashed(self, value: Pairs | Set, depth: int) -> Any:
        try:
            if isinstance(value, Pairs):
                return {self.unpack(k, depth): self.unpack(v, depth) for k, v in value.items}
            items = [self.unpack(item, depth) for item in value.items]
            return frozenset(items) if value.is_frozen else set(items)
        except TypeError as error:
            raise BadValue("a key that cannot be one") from error


def _small(value: Whole | Complex | Bytes | Moment | Span) -> Any:
    if isinstance(value, Whole):
        return int.from_bytes(value.data, "little", signed=True)
    if isinstance(value, Complex):
        return complex(value.real, value.imag)
    if isinstance(value, Bytes):
        return bytearray(value.data) if value.is_array else value.data
    try:
        if isinstance(value, Span):
            return datetime.timedelta(value.days, value.seconds, value.microseconds)
        return _READERS[value.kind](value.text)
    except (ValueError, OverflowError) as error:
        raise BadValue("a date or a time that cannot be") from error


def unpack_array(value: Array) -> Any:
    """A new, writable NumPy array (or scalar) from its bytes."""
    if value.dtype not in DTYPES:
        raise BadValue("unknown dtype")
    dtype = np.dtype(value.dtype)
    if not is_bounded(value.shape):
        raise BadValue("impossible shape")
    if math.prod(value.shape) * dtype.itemsize != len(value.data):
        raise BadValue("the bytes of an array do not fit its shape")
    try:
        array = np.frombuffer(value.data, dtype).reshape(value.shape)
        # A forged boolean can be any byte; as a number it is one that is true or false again.
        array = np.asarray(array.view(np.uint8) != 0) if dtype.kind == "b" else array
        array = array.astype(dtype.newbyteorder("="))
    except Exception as error:  # whatever NumPy says: it is said of what the other side sent
        raise BadValue("an array that NumPy cannot make") from error
    return array[()] if value.scalar and array.ndim == 0 else array
