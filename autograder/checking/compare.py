"""The helpers that compare: each passes silently or fails with a sentence for the student."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking import show
from autograder.checking.answers import CheckFailed, Numbers, numbers
from autograder.language import _
from autograder.student import Function

RTOL = 1e-5
ATOL = 1e-6


def same(
    function: Function,
    reference: Callable[..., Any],
    *arguments: Any,
    rtol: float = RTOL,
    atol: float = ATOL,
) -> None:
    """The student's function gives what the reference gives, for these arguments."""
    expected = reference(*copy.deepcopy(arguments))
    call = function.student.call(function.name, arguments)
    if _agrees(call.value, expected, rtol, atol):
        return
    what = show.call(function.name, arguments)
    if call.value is None and call.printed:
        text = _("{what} prints its result, but gives nothing back: use `return`.")
        raise CheckFailed(text.format(what=what), expected)
    equal(call.value, expected, what, rtol=rtol, atol=atol)


def equal(actual: Any, expected: Any, what: str, *, rtol: float = RTOL, atol: float = ATOL) -> None:
    """A value is right in type, shape and value; `what` names it in the sentence.

    `expected` is a number, an array, or a list of arrays; `actual` may hold the same as lists,
    tuples, NumPy scalars, or integers.
    """
    try:
        _compare(actual, expected, what, rtol, atol)
    except CheckFailed as failed:
        raise CheckFailed(failed.message, expected, actual) from None


def unchanged(function: Function, *arguments: Any, atol: float = 0.0) -> None:
    """The function leaves its arguments as they were; arrays of floats up to `atol`."""
    call = function.student.call(function.name, arguments, look=True)
    for before, now in zip(arguments, call.after or (), strict=False):
        if not _identical(before, now, atol):
            text = _("{what} changes what it is given. Make something new instead.")
            raise CheckFailed(text.format(what=f"{function.name}(…)"), before, now)


def _agrees(actual: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Whether two arrays are the same; most answers are, and need no words. False says nothing."""
    return (
        type(actual) is type(expected) is np.ndarray
        and actual.dtype.kind in "iuf"
        and actual.shape == expected.shape
        and bool(_close(actual.astype(float), expected.astype(float), rtol, atol).all())
    )


def _close(found: Numbers, wanted: Numbers, rtol: float, atol: float) -> Numbers:
    """What np.isclose says, in a fraction of its time."""
    with np.errstate(all="ignore"):
        close = np.abs(found - wanted) <= atol + rtol * np.abs(wanted)
    return np.asarray(np.where(np.isfinite(wanted), close, found == wanted))


def _compare(actual: Any, expected: Any, what: str, rtol: float, atol: float) -> None:
    if isinstance(expected, list | tuple):
        _compare_lists(actual, expected, what, rtol, atol)
        return
    wanted = np.asarray(expected, dtype=float)
    if wanted.ndim == 0 and isinstance(actual, tuple):
        text = _(
            "{what} is a pair of numbers, {value}, instead of one number. "
            "In Python the decimal mark is a point: 1.5, not 1,5."
        )
        raise CheckFailed(text.format(what=what, value=show.text(actual)))
    found = numbers(actual, what)
    if found.shape != wanted.shape:
        text = _("{what} has shape {actual} instead of {expected}.")
        raise CheckFailed(text.format(what=what, actual=found.shape, expected=wanted.shape))
    close = _close(found, wanted, rtol, atol)
    if not close.all():
        raise CheckFailed(_first_difference(found, wanted, close, what))


def _compare_lists(actual: Any, expected: Any, what: str, rtol: float, atol: float) -> None:
    if not isinstance(actual, list | tuple | np.ndarray) or _is_scalar_array(actual):
        numbers(actual, what)  # fails with a better sentence for None, text and models
        raise CheckFailed(_("{what} is one number, not a list.").format(what=what))
    if len(actual) != len(expected):
        text = _("{what} has {actual} parts instead of {expected}.")
        raise CheckFailed(text.format(what=what, actual=len(actual), expected=len(expected)))
    for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
        _compare(one, other, f"{what}[{index}]", rtol, atol)


def _first_difference(found: Numbers, wanted: Numbers, close: Numbers, what: str) -> str:
    where = tuple(int(i) for i in np.argwhere(~close)[0])
    place = f"{what}[{', '.join(map(str, where))}]" if where else what
    value, right = show.text(found[where]), show.text(wanted[where])
    if np.isnan(found[where]):
        return _("{what} is nan, “not a number”; {expected} is right.").format(
            what=place, expected=right
        )
    return _("{what} is {actual}; {expected} is right.").format(
        what=place, actual=value, expected=right
    )


def _is_scalar_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 0


def _identical(before: Any, now: Any, atol: float) -> bool:
    if isinstance(before, np.ndarray):
        if not isinstance(now, np.ndarray) or before.shape != now.shape:
            return False
        wanted, found = before.astype(float), now.astype(float)
        return np.allclose(found, wanted, rtol=0.0, atol=atol, equal_nan=True)
    if isinstance(before, list):
        if not isinstance(now, list) or len(before) != len(now):
            return False
        return all(_identical(one, other, atol) for one, other in zip(before, now, strict=True))
    return True  # numbers, text and tuples of them cannot be changed
