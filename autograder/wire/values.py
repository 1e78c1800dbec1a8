"""Plain data on the wire: numbers, text, dates, lists, sets, dictionaries, arrays as raw buffers,
handles with descriptions.

`packing` turns Python objects into `Value`s by their type; `unpacking` turns `Value`s into Python
objects. Anything else becomes `Opaque`: the name of its type and a short text. Both keep the
same bounds on depth, number of items and length, since what arrives may be forged.
"""

from __future__ import annotations

import math
from collections.abc import Sized
from typing import Annotated, Literal

import msgspec

MAX_DEPTH = 16
MAX_ITEMS = 100_000
MAX_ARRAY_BYTES = 16 * 1024 * 1024
SHARED_FROM_BYTES = 1024 * 1024  # arrays of that size go to the student's code as shared files
MAX_VALUE_BYTES = 24 * 1024 * 1024
MAX_TEXT = 10_000
MAX_WHOLE_TEXT = 100_000  # of a text that is an answer: it is sent whole, or not at all
MAX_WHOLE_BYTES = 1_000  # of one integer: some 2400 digits, which Python writes out
MAX_HASHED = 5_000  # items of a set or a dictionary: an ill will may give them all one hash
MAX_NAME = 100
MAX_OPAQUE_TEXT = 500
MAX_AXES = 32
# Booleans, integers, floats. No other text may reach np.dtype, which parses much more than that.
DTYPES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")
INT_BOUND = 2**63
LONGEST_FLOAT = 8


Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
WholeText = Annotated[str, msgspec.Meta(max_length=MAX_WHOLE_TEXT)]


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

    items: Annotated[dict[WholeText, Value], msgspec.Meta(max_length=MAX_ITEMS)]


class Pairs(Wire, frozen=True):
    """A dictionary with other keys, in its order."""

    items: Annotated[list[tuple[Value, Value]], msgspec.Meta(max_length=MAX_HASHED)]


class Set(Wire, frozen=True):
    """A set, or one that nobody can change."""

    items: Annotated[list[Value], msgspec.Meta(max_length=MAX_HASHED)]
    is_frozen: bool = False


class Whole(Wire, frozen=True):
    """An integer that is too large for 64 bits: little-endian, with a sign."""

    data: Annotated[bytes, msgspec.Meta(max_length=MAX_WHOLE_BYTES)]


class Complex(Wire, frozen=True):
    """A complex number."""

    real: float
    imag: float


class Bytes(Wire, frozen=True):
    """Bytes, or those of a bytearray."""

    data: Annotated[bytes, msgspec.Meta(max_length=MAX_WHOLE_TEXT)]
    is_array: bool = False


class Moment(Wire, frozen=True):
    """A date, a time of day, or both, as ISO 8601 writes them."""

    kind: Literal["date", "time", "datetime"]
    text: Name


class Span(Wire, frozen=True):
    """A time that has passed: a timedelta."""

    days: int
    seconds: int
    microseconds: int


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


Plain = None | bool | int | float | WholeText | Whole | Complex | Bytes | Moment | Span
Value = Plain | Array | Sequence | Mapping | Pairs | Set | Handle | Opaque | Shared


class BadValue(ValueError):
    """A value that breaks the rules of the wire."""


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Text that can be sent: cut to `limit`, and without half characters (lone surrogates)."""
    return text[:limit].encode("utf-8", "replace").decode()


class Bounds:
    """How deep and how large a value may be; the same for both directions."""

    def __init__(self) -> None:
        self.items_left = MAX_ITEMS

    def may_enter(self, items: Sized, depth: int) -> bool:
        """Whether the items of a container may be looked at; they count from now on."""
        if depth >= MAX_DEPTH or len(items) > self.items_left:
            return False
        self.items_left -= len(items)
        return True


def is_bounded(shape: tuple[int, ...]) -> bool:
    """Whether the bytes of an array bound its axes, or, where it has none, the axes are small.

    An array of shape (2**31 - 1, 0) is nothing to send, and hours of work for whoever lists it.
    """
    if len(shape) > MAX_AXES or min(shape, default=0) < 0:
        return False
    return 0 not in shape or math.prod(max(1, size) for size in shape) <= MAX_ITEMS
