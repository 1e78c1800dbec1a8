"""What can be read as plain data, though it is of another kind: a namedtuple, a fraction."""

from __future__ import annotations

import array
import collections
import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import numpy as np

# What has no parts, and what is sent by its parts in no order of numbers.
MOMENTS: dict[type, Literal["date", "time", "datetime"]] = {
    datetime.date: "date",
    datetime.time: "time",
    datetime.datetime: "datetime",
}
SMALL = (str, int, complex, bytes, bytearray, datetime.timedelta, *MOMENTS)
HASHED = (dict, set, frozenset)
_REAL, _IMAG = complex.__dict__["real"].__get__, complex.__dict__["imag"].__get__
_SPAN = [datetime.timedelta.__dict__[name].__get__ for name in ("days", "seconds", "microseconds")]
# What is sent item by item, and can be read like a list.
LISTED = (list, tuple, range, collections.deque, array.array)
ARRAYS = (np.ndarray, np.generic)
# A namedtuple is a tuple, a Counter a dict, an IntEnum an int: what is of a kind of one's own is
# sent as what it is beneath, whatever its own methods say.
BENEATH: dict[type, Callable[[Any], Any]] = {
    tuple: lambda thing: tuple(tuple.__iter__(thing)),
    list: lambda thing: list(list.__iter__(thing)),
    dict: lambda thing: dict(dict.items(thing)),
    collections.deque: lambda thing: list(collections.deque.__iter__(thing)),
    array.array: lambda thing: list(array.array.__iter__(thing)),
    float: float.__float__,
    int: int.__int__,
    str: str.__str__,
    set: lambda thing: set(set.__iter__(thing)),
    frozenset: lambda thing: frozenset(frozenset.__iter__(thing)),
    complex: lambda thing: complex(_REAL(thing), _IMAG(thing)),
    bytes: lambda thing: bytes.__getitem__(thing, slice(None)),
    bytearray: lambda thing: bytearray(bytearray.__getitem__(thing, slice(None))),
    datetime.datetime: lambda thing: datetime.datetime.fromisoformat(
        datetime.datetime.isoformat(thing)
    ),
    datetime.date: lambda thing: datetime.date.fromisoformat(datetime.date.isoformat(thing)),
    datetime.time: lambda thing: datetime.time.fromisoformat(datetime.time.isoformat(thing)),
    datetime.timedelta: lambda thing: datetime.timedelta(*(part(thing) for part in _SPAN)),
}
KINDS = tuple(BENEATH)
# What the keys, values and items of a dictionary come in.
VIEWS = tuple(
    type(view)
    for mapping in (dict[str, int](), collections.OrderedDict[str, int]())
    for view in (mapping.keys(), mapping.values(), mapping.items())
)
# What is sent as something else that says the same. Only these kinds themselves: what is derived
# from them may be anything.
READ_AS: dict[type, Callable[[Any], Any]] = {
    Fraction: float,
    Decimal: float,
    memoryview: np.asarray,
    collections.UserList: lambda thing: _inside(thing, list),
    collections.UserDict: lambda thing: _inside(thing, dict),
    collections.UserString: lambda thing: _inside(thing, str),
    **dict.fromkeys(VIEWS, list),
}


def beneath(thing: Any) -> Any:
    """What something of a kind of one's own is beneath. Nobody asks it: it might say otherwise."""
    kind = type(thing)
    return next(plain(thing) for other, plain in BENEATH.items() if issubclass(kind, other))


def _inside(thing: Any, kind: type) -> Any:
    """What a UserList holds, if it is still what it was made for."""
    if not issubclass(type(thing.data), kind):
        raise TypeError("something else inside")
    return thing.data
