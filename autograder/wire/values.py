"""Plain data on the wire: numbers, text, lists, arrays as raw buffers, handles with descriptions.

`pack` turns Python objects into `Value`s by their type; `unpack` turns `Value`s into Python
objects. Anything else becomes `Opaque`: the name of its type and a short text. Both keep the
same bounds on depth, number of items and length, since what arrives may be forged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sized
from typing import Annotated, Any

import msgspec
import numpy as np

from autograder.wire.kinds import ARRAYS, BENEATH, KINDS, LISTED, READ_AS, VIEWS, beneath

MAX_DEPTH = 16
MAX_ITEMS = 100_000
MAX_ARRAY_BYTES = 16 * 1024 * 1024
SHARED_FROM_BYTES = 1024 * 1024  # arrays of that size go to the student's code as shared files
MAX_VALUE_BYTES = 24 * 1024 * 1024
MAX_TEXT = 10_000
MAX_NAME = 100
MAX_OPAQUE_TEXT = 500
MAX_AXES = 32
# Booleans, integers, floats. No other text may reach np.dtype, which parses much more than that.
DTYPES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")
INT_BOUND = 2**63
LONGEST_FLOAT = 8


Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """The common settings of everything that is sent."""


class Array(Wire, frozen=True):
    """A NumPy array or scalar: little-endian C-ordered bytes of a boolean, integer or float."""

    dtype: Name
    shape: Annotated[tuple[int, ...], msgspec.Meta(max_length=MAX_AXES)]
    data: bytes
    scalar: bool = False


class Sequence(Wire, frozen=True):
    """A list, or what can be read like one; or a tuple."""

    items: Annotated[list[Value], msgspec.Meta(max_length=MAX_ITEMS)]
    is_tuple: bool = False


class Mapping(Wire, frozen=True):
    """A dictionary with text as keys."""

    items: Annotated[dict[Text, Value], msgspec.Meta(max_length=MAX_ITEMS)]


class Handle(Wire, frozen=True):
    """An object that stays on the student side: what kind it is of, and its number there.

    `description` is what it claims to be, in MessagePack of its own: nothing of it is read but by
    the kit that knows this kind, in that kit's schema.
    """

    kind: Name
    number: int
    description: Annotated[bytes, msgspec.Meta(max_length=MAX_VALUE_BYTES)] = b""


class Opaque(Wire, frozen=True):
    """Something that is no plain data: the name of its type, and a short text."""

    type_name: Name
    text: Annotated[str, msgspec.Meta(max_length=MAX_OPAQUE_TEXT)] = ""


class Shared(Wire, frozen=True):
    """An array that the trusted side has shared before, by its number."""

    number: int


Value = None | bool | int | float | Text | Array | Sequence | Mapping | Handle | Opaque | Shared


class BadValue(ValueError):
    """A value that breaks the rules of the wire."""


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Text that can be sent: cut to `limit`, and without half characters (lone surrogates)."""
    return text[:limit].encode("utf-8", "replace").decode()


def pack(
    thing: Any,
    special: Callable[[Any], Value] | None = None,
    share: Callable[[np.ndarray[Any, Any]], Value] | None = None,
) -> Value:
    """Turn an object into a `Value`; `special` is asked about everything that is no plain data, and
    `share`, where it is given, about large arrays."""
    return _Packer(special, share).pack(thing, 0)


class _Bounds:
    """How deep and how large a value may be; the same for both directions."""

    def __init__(self) -> None:
        self.items_left = MAX_ITEMS

    def may_enter(self, items: Sized, depth: int) -> bool:
        """Whether the items of a container may be looked at; they count from now on."""
        if depth >= MAX_DEPTH or len(items) > self.items_left:
            return False
        self.items_left -= len(items)
        return True


class _Packer(_Bounds):
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
        if kind is int:
            return thing if -INT_BOUND <= thing < INT_BOUND else Opaque("int", "a huge number")
        if kind is str:
            return clean(thing)
        is_mapping = kind is dict and all(type(key) is str for key in thing)
        if kind in LISTED or is_mapping:
            if not self.may_enter(thing, depth):
                return opaque(thing, "too deep or too large to be looked at")
            if is_mapping:
                items = {clean(key): self.pack(item, depth + 1) for key, item in thing.items()}
                return Mapping(items)
            return Sequence([self.pack(item, depth + 1) for item in thing], kind is tuple)
        if issubclass(kind, ARRAYS):
            if self.share and issubclass(kind, np.ndarray) and _is_large(thing):
                return self.share(thing)
            return self._count(pack_array(thing))
        if kind not in BENEATH and issubclass(kind, KINDS):
            return self.pack(beneath(thing), depth)
        if kind in READ_AS:
            return self._pack_as_another(thing, depth)
        return self._count(self.special(thing)) if self.special else opaque(thing)

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
        if isinstance(value, Array):
            self.bytes_left -= len(value.data)
        elif isinstance(value, Handle):
            self.bytes_left -= len(value.description)
        return value if self.bytes_left >= 0 else Opaque("array", "too large to be looked at")


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
    if plain.size * plain.dtype.itemsize > MAX_ARRAY_BYTES or not _is_bounded(plain.shape):
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


def _is_bounded(shape: tuple[int, ...]) -> bool:
    """Whether the bytes of an array bound its axes, or, where it has none, the axes are small.

    An array of shape (2**31 - 1, 0) is nothing to send, and hours of work for whoever lists it.
    """
    if len(shape) > MAX_AXES or min(shape, default=0) < 0:
        return False
    return 0 not in shape or math.prod(max(1, size) for size in shape) <= MAX_ITEMS


def unpack(value: Value, special: Callable[[Handle | Opaque | Shared], Any]) -> Any:
    """Turn a `Value` into new Python objects; `special` gets handles, opaque and shared things.

    Raises BadValue where it breaks the rules by which `pack` works.
    """
    return _Unpacker(special).unpack(value, 0)


class _Unpacker(_Bounds):
    def __init__(self, special: Callable[[Handle | Opaque | Shared], Any]) -> None:
        super().__init__()
        self.special = special

    def unpack(self, value: Value, depth: int) -> Any:
        if isinstance(value, Sequence | Mapping):
            if not self.may_enter(value.items, depth):
                raise BadValue("too deep or too large")
            if isinstance(value, Mapping):
                return {key: self.unpack(item, depth + 1) for key, item in value.items.items()}
            items = [self.unpack(item, depth + 1) for item in value.items]
            return tuple(items) if value.is_tuple else items
        if isinstance(value, Array):
            return unpack_array(value)
        if isinstance(value, Handle | Opaque | Shared):
            return self.special(value)
        return value


def unpack_array(value: Array) -> Any:
    """A new, writable NumPy array (or scalar) from its bytes."""
    if value.dtype not in DTYPES:
        raise BadValue("unknown dtype")
    dtype = np.dtype(value.dtype)
    if not _is_bounded(value.shape):
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
