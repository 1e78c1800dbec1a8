"""Python objects as plain data: by their type, within the bounds of the wire."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from autograder.wire.kinds import (
    ARRAYS,
    BENEATH,
    HASHED,
    KINDS,
    LISTED,
    MOMENTS,
    READ_AS,
    SMALL,
    VIEWS,
    beneath,
)
from autograder.wire.values import (
    DTYPES,
    INT_BOUND,
    LONGEST_FLOAT,
    MAX_ARRAY_BYTES,
    MAX_HASHED,
    MAX_NAME,
    MAX_OPAQUE_TEXT,
    MAX_VALUE_BYTES,
    MAX_WHOLE_BYTES,
    MAX_WHOLE_TEXT,
    SHARED_FROM_BYTES,
    Array,
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
    Span,
    Value,
    Whole,
    clean,
    is_bounded,
)


def pack(
    thing: Any,
    special: Callable[[Any], Value] | None = None,
    share: Callable[[np.ndarray[Any, Any]], Value] | None = None,
) -> Value:
    """Turn an object into a `Value`; `special` is asked about everything that is no plain data, and
    `share`, where it is given, about large arrays."""
    return _Packer(special, share).pack(thing, 0)


class _Packer(Bounds):
    def __init__(
        self,
        special: Callable[[Any], Value] | None,
        share: Callable[[np.ndarray[Any, Any]], Value] | None,
    ) -> None:
        super().__init__()
        self.special = special
        self.share = share
        self.bytes_left = MAX_VALUE_BYTES

    def pack(self, thing: Any, depth: int) -> Value:
        kind = type(thing)
        if thing is None or kind is bool or kind is float:
            return thing  # type: ignore[no-any-return]
        if kind is int and -INT_BOUND <= thing < INT_BOUND:
            return thing  # type: ignore[no-any-return]
        if kind in SMALL:
            return self._count(_small(thing))
        is_mapping = kind is dict and all(type(key) is str for key in thing)
        if kind in LISTED or kind in HASHED:
            if not self.may_enter(thing, depth):
                return opaque(thing, "too deep or too large to be looked at")
            if is_mapping and all(map(_is_whole, thing)):
                return Mapping({key: self.pack(item, depth + 1) for key, item in thing.items()})
            if kind in HASHED:
                return self._pack_hashed(thing, depth + 1)
            return Sequence([self.pack(item, depth + 1) for item in thing], kind is tuple)
        if issubclass(kind, ARRAYS):
            if self.share and issubclass(kind, np.ndarray) and _is_large(thing):
                return self.share(thing)
            return self._count(pack_array(thing))
        if kind not in BENEATH and issubclass(kind, KINDS):
            try:
                plain = beneath(thing)
            except Exception:  # a time zone of their own may do anything
                return opaque(thing)
            return self.pack(plain, depth)
        if kind in READ_AS:
            return self._pack_as_another(thing, depth)
        return self._count(self.special(thing)) if self.special else opaque(thing)

    def _pack_hashed(self, thing: Any, depth: int) -> Value:
        if len(thing) > MAX_HASHED:
            return opaque(thing, "too large to be looked at")
        if type(thing) is dict:
            pairs = [(self.pack(key, depth), self.pack(item, depth)) for key, item in thing.items()]
            return Pairs(pairs)
        items = [self.pack(item, depth) for item in thing]
        # In one order on both sides: sets with the same items need not come in the same one.
        return Set(sorted(items, key=msgspec.msgpack.encode), type(thing) is frozenset)

    def _pack_as_another(self, thing: Any, depth: int) -> Value:
        if type(thing) in VIEWS and len(thing) > self.items_left:
            return opaque(thing, "too large to be looked at")
        try:
            other = READ_AS[type(thing)](thing)
        except Exception:  # a signalling nan, a view that was given back, a part that was replaced
            return opaque(thing)
        return self.pack(other, depth + 1)

    def _count(self, value: Value) -> Value:
        """Keep all arrays and descriptions of one value together small enough for a message."""
        if isinstance(value, Array | Bytes | Whole):
            self.bytes_left -= len(value.data)
        elif isinstance(value, Handle):
            self.bytes_left -= len(value.description)
        return value if self.bytes_left >= 0 else Opaque("array", "too large to be looked at")


def _small(thing: Any) -> Value:
    """What has no parts, whole; or what it is where there is too much of it."""
    if type(thing) is str:
        if _is_whole(thing):
            return str(thing)
        return opaque(thing, "a text that is too long, or holds half a sign")
    if type(thing) is int:
        length = thing.bit_length() // 8 + 1
        if length > MAX_WHOLE_BYTES:
            return Opaque("int", "a huge number")
        return Whole(thing.to_bytes(length, "little", signed=True))
    if type(thing) is complex:
        return Complex(thing.real, thing.imag)
    if type(thing) in (bytes, bytearray):
        if len(thing) > MAX_WHOLE_TEXT:
            return opaque(thing, "too long to be looked at")
        return Bytes(bytes(thing), type(thing) is bytearray)
    if type(thing) is datetime.timedelta:
        return Span(thing.days, thing.seconds, thing.microseconds)
    try:
        text = thing.isoformat()
    except Exception:  # a time zone of their own may do anything
        return opaque(thing)
    return Moment(MOMENTS[type(thing)], clean(text, MAX_NAME))


def _is_whole(text: str) -> bool:
    """Whether a text can be sent as it is."""
    return len(text) <= MAX_WHOLE_TEXT and clean(text, MAX_WHOLE_TEXT) == text


def _is_large(array: np.ndarray[Any, Any]) -> bool:
    return array.nbytes >= SHARED_FROM_BYTES and array.dtype.newbyteorder("<").str in DTYPES


def opaque(thing: Any, text: str = "") -> Opaque:
    """Only the name of the type, and a short text."""
    return Opaque(clean(type(thing).__name__, MAX_NAME), clean(text, MAX_OPAQUE_TEXT))


def pack_array(array: np.ndarray[Any, Any] | np.generic) -> Value:
    """Copy an array into a message, or say why not."""
    plain = np.asarray(array)
    little_endian = _sent_as(plain.dtype)
    if little_endian.str not in DTYPES:
        return Opaque("array", f"an array of {plain.dtype.name[:40]}")
    if plain.size * plain.dtype.itemsize > MAX_ARRAY_BYTES or not is_bounded(plain.shape):
        text = f"an array of shape {plain.shape}, which is too large"
        return Opaque("array", clean(text, MAX_OPAQUE_TEXT))
    with np.errstate(all="ignore"):  # a number that is too large for the shorter type is inf there
        little = plain.astype(little_endian, copy=False)
    scalar = isinstance(array, np.generic)
    return Array(little.dtype.str, plain.shape, little.tobytes(order="C"), scalar)


def _sent_as(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The type on the wire. Long floats, which some take against overflow, become ordinary ones."""
    if dtype.kind == "f" and dtype.itemsize > LONGEST_FLOAT:
        return np.dtype("<f8")
    return dtype.newbyteorder("<")
