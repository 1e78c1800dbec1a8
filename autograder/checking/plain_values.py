"""Answers that are no numbers: text, True and False, dates, sets. What is wrong, in a sentence."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from autograder.checking import show
from autograder.kits.things import Thing
from autograder.language import _
from autograder.wire.values import Opaque

MOMENTS = (datetime.date, datetime.time, datetime.timedelta)  # a datetime is a date
SETS = (set, frozenset)
SIMPLE = (bool, np.bool_, str, bytes, bytearray, complex, *MOMENTS)
CLOSE = 1e-6  # how far, for each 1 of its size, a complex number may be off


def is_plain(expected: Any) -> bool:
    """Whether something is compared here, as a whole."""
    return expected is None or isinstance(expected, (*SIMPLE, *SETS))


def are_the_same(one: Any, other: Any) -> bool:
    """Whether two of these are the same in kind and value; one of them may be anything."""
    if one is None or other is None:
        return one is other
    if _kind(one) != _kind(other):
        return False
    if isinstance(one, complex):
        return bool(np.isclose(one, other, rtol=CLOSE, atol=CLOSE, equal_nan=True))
    return bool(one == other)


def difference(actual: Any, expected: Any, what: str) -> str:
    """A sentence for the student where an answer is not what is expected; empty where it is."""
    if isinstance(expected, complex) and _is_real(actual):
        actual = complex(actual)
    if are_the_same(actual, expected):
        return ""
    if actual is None:
        return _("{what} is None: is the `return` missing?").format(what=what)
    if expected is not None and _kind(actual) != _kind(expected):
        text = _("{what} is {actual}, of type {type}, where {wanted} is wanted.")
        return text.format(
            what=what, actual=show.text(actual), type=_name(actual), wanted=_wanted(expected)
        )
    if isinstance(expected, str):
        return _of_text(actual, expected, what)
    if isinstance(expected, SETS):
        return _of_sets(actual, expected, what)
    text = _("{what} is {actual}; {expected} is right.")
    return text.format(what=what, actual=show.text(actual), expected=show.text(expected))


def _kind(value: Any) -> Any:
    if isinstance(value, bool | np.bool_):
        return bool
    return set if isinstance(value, SETS) else type(value)


def _is_real(value: Any) -> bool:
    is_number = isinstance(value, int | float | np.integer | np.floating)
    return is_number and not isinstance(value, bool)


def _name(value: Any) -> str:
    if isinstance(value, Opaque):
        return value.type_name
    return value.word if isinstance(value, Thing) else type(value).__name__


def _wanted(expected: Any) -> str:
    words = {
        bool: _("True or False"),
        str: _("text"),
        set: _("a set"),
        complex: _("a complex number"),
    }
    return words.get(_kind(expected), type(expected).__name__)


def _of_text(actual: str, expected: str, what: str) -> str:
    shown, right = show.text(actual), show.text(expected)
    if actual.split() == expected.split():
        text = _("{what} is {actual}; {expected} is right. Only spaces or line breaks differ.")
    elif actual.casefold() == expected.casefold():
        text = _("{what} is {actual}; {expected} is right. Only capital letters differ.")
    elif shown != right:
        text = _("{what} is {actual}; {expected} is right.")
    else:  # too long to be shown as a whole
        pairs = enumerate(zip(actual, expected, strict=False))
        shorter = min(len(actual), len(expected))
        place = next((n for n, (one, other) in pairs if one != other), shorter)
        text = _("{what} is a text that begins as it should, but from character {n} on it differs: "
                 "{actual}; {expected} is right.")  # fmt: skip
        shown, right = show.text(actual[place:]), show.text(expected[place:])
        return text.format(what=what, n=place + 1, actual=shown, expected=right)
    return text.format(what=what, actual=shown, expected=right)


def _of_sets(actual: Any, expected: Any, what: str) -> str:
    extra, lacking = actual - expected, expected - actual
    if lacking:
        text = _("{what} is a set without {item}.")
        return text.format(what=what, item=show.text(min(lacking, key=repr)))
    text = _("{what} is a set with {item}, which does not belong there.")
    return text.format(what=what, item=show.text(min(extra, key=repr)))
