"""The helpers that compare: each passes silently or fails with a sentence for the student."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from autograder.checking import plain_values, show
from autograder.checking.answers import CheckFailed, Numbers, judged, numbers
from autograder.checking.several import decimal_comma, is_row_of_numbers, several_things
from autograder.errors import CourseError
from autograder.kits.claims import Claimed
from autograder.kits.things import Thing, Told
from autograder.language import _
from autograder.responder import ChildDied, StudentFailure
from autograder.student import Function
from autograder.wire.values import Opaque

RTOL = 1e-5
ATOL = 1e-6
LARGEST = 2**53  # integers up to which a float has every one
ANYWHERE = ("NotImplementedError", "NameError")  # what comes from an answer that is not there yet


def same(
    function: Function,
    reference: Callable[..., Any],
    *arguments: Any,
    rtol: float = RTOL,
    atol: float = ATOL,
) -> None:
    """The student's function gives what the reference gives, for these arguments."""
    try:
        expected = reference(*copy.deepcopy(arguments))
    except (CheckFailed, StudentFailure, CourseError):
        raise
    except Exception as error:  # and so must the student's
        must_raise(function, *arguments, exception=type(error))
        return
    call = function.student.call(function.name, arguments)
    if _agrees(call.value, expected, rtol, atol):
        return
    what = show.call(function.name, arguments)
    if call.value is None and call.printed:
        text = _("{what} prints something, but gives nothing back: use `return`.")
        raise CheckFailed(text.format(what=what), expected)
    try:
        equal(call.value, expected, what, rtol=rtol, atol=atol)
    except CheckFailed as failed:
        raise _with_the_number(failed, arguments, rtol, atol) from None


def must_raise(function: Function, *arguments: Any, exception: type[Exception]) -> None:
    """The student's function raises this very exception, for these arguments. Its text is free."""
    what, wanted = show.call(function.name, arguments), exception.__name__
    try:
        call = function.student.call(function.name, arguments)
    except ChildDied:
        raise
    except StudentFailure as failure:
        if failure.exception == wanted:
            return
        if not failure.exception or failure.exception in ANYWHERE:  # it is not there, or not ready
            raise
        text = _("{what} raises {actual}; {expected} is right.")
        said = text.format(what=what, actual=failure.exception, expected=wanted)
        raise CheckFailed(said, wanted, failure.exception) from None
    text = _("{what} gives {actual} back, where it has to raise {expected}.")
    said = text.format(what=what, actual=show.text(call.value), expected=wanted)
    raise CheckFailed(said, wanted, call.value)


def _with_the_number(
    failed: CheckFailed, arguments: tuple[Any, ...], rtol: float, atol: float
) -> CheckFailed:
    """Where an array is too long to be shown, which of its numbers became which."""
    arrays = [failed.expected, failed.actual, *arguments]
    if len(arguments) != 1 or not all(isinstance(each, np.ndarray) for each in arrays):
        return failed
    wanted, found, given = arrays
    if {each.shape for each in arrays} != {wanted.shape} or wanted.size <= show.MAX_CELLS:
        return failed
    if found.dtype.kind not in "iuf":  # of True and False the sentence is about the type
        return failed
    close = _close(found.astype(float), wanted.astype(float), rtol, atol)
    where = tuple(int(i) for i in np.argwhere(~close)[0])
    text = _("{said} In its argument, {number} stands there.")
    said = text.format(said=failed.message, number=show.text(given[where]))
    return CheckFailed(said, wanted[where], found[where])


def equal(actual: Any, expected: Any, what: str, *, rtol: float = RTOL, atol: float = ATOL) -> None:
    """A value is right in type, shape and value; `what` names it in the sentence.

    `expected` is plain data: a number, an array, text, True or False, None, a date, a set, a list
    or a dictionary of these. Where numbers are wanted, `actual` may hold the same as lists, tuples,
    NumPy scalars, or integers. Raises CourseError where the sandbox has said what is expected, and
    where it is of a kind that nobody knows how to compare.
    """
    judged(actual, what)
    if _is_claimed(expected):
        raise CourseError(
            f"What is expected of {what} comes from a model whose weights the sandbox tells.",
            todo="Take a model with weights of your own: student.known(…).",
        )
    try:
        _compare(actual, expected, what, rtol, atol)
    except CheckFailed as failed:
        raise CheckFailed(failed.message, expected, actual) from None


def _is_claimed(expected: Any) -> bool:
    if isinstance(expected, dict):
        return any(map(_is_claimed, expected.values()))
    if isinstance(expected, list | tuple):
        return any(map(_is_claimed, expected))
    return isinstance(expected, Claimed | Told)


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
    if isinstance(expected, Thing):
        said = expected.difference(actual, what)
        if said:
            raise CheckFailed(said)
        return
    if plain_values.is_plain(expected):
        said = plain_values.difference(actual, expected, what)
        if said:
            raise CheckFailed(said)
        return
    if isinstance(expected, dict):
        _compare_dictionaries(actual, expected, what, rtol, atol)
        return
    if _is_integer(expected) and (_is_integer(actual) or abs(expected) > LARGEST):
        if not _is_integer(actual) or int(actual) != expected:  # no digit is a matter of rounding
            text = _("{what} is {actual}; {expected} is right.")
            shown = show.text(actual), show.text(expected)
            raise CheckFailed(text.format(what=what, actual=shown[0], expected=shown[1]))
        return
    wanted = _as_numbers(expected, what)
    if isinstance(actual, tuple) and not _has_shape(actual, wanted.shape):
        comma = decimal_comma(actual, float(wanted), what) if wanted.ndim == 0 else ""
        if comma or wanted.ndim == 0 or not is_row_of_numbers(actual):
            is_right = partial(_is_right, expected=expected, rtol=rtol, atol=atol)
            raise CheckFailed(comma or several_things(actual, is_right, what))
    found = numbers(actual, what)
    if found.shape != wanted.shape:
        text = _of_another_shape(found, wanted, rtol, atol)
        said = text.format(what=what, actual=found.shape, expected=wanted.shape)
        raise CheckFailed(said + _in_a_loop(found, wanted, rtol, atol))
    close = _close(found, wanted, rtol, atol)
    if not close.all():
        raise CheckFailed(_first_difference(found, wanted, close, what))


def _as_numbers(expected: Any, what: str) -> Numbers:
    """What is expected, as numbers; raises CourseError where nobody knows how to compare it."""
    known = isinstance(expected, int | float | np.ndarray | np.number)
    try:
        return np.asarray(expected if known else {}, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise CourseError(
            f"What is expected of {what} is of type {type(expected).__name__}, which is not "
            "compared.",
            todo="Compare what matters of it: numbers, text, lists, dictionaries, sets, dates.",
        ) from None


def _is_integer(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _compare_dictionaries(
    actual: Any, expected: dict[Any, Any], what: str, rtol: float, atol: float
) -> None:
    if actual is None:
        raise CheckFailed(_("{what} is None: is the `return` missing?").format(what=what))
    if not isinstance(actual, dict):
        name = actual.type_name if isinstance(actual, Opaque) else type(actual).__name__
        text = _("{what} is of type {type}, where a dictionary is wanted.")
        raise CheckFailed(text.format(what=what, type=name))
    for key in expected:
        if key not in actual:
            text = _("{what} has no key {key}.")
            raise CheckFailed(text.format(what=what, key=show.text(key)))
    for key in actual:
        if key not in expected:
            text = _("{what} has a key {key}, which does not belong there.")
            raise CheckFailed(text.format(what=what, key=show.text(key)))
    for key, value in expected.items():
        _compare(actual[key], value, f"{what}[{show.text(key)}]", rtol, atol)


def _of_another_shape(found: Numbers, wanted: Numbers, rtol: float, atol: float) -> str:
    """The sentence for a wrong shape. That of a single number, (), says nothing to a beginner."""
    if found.ndim == 0:
        return _("{what} is a single number, where an array of the shape {expected} is wanted.")
    if wanted.ndim > 0:
        return _("{what} has shape {actual} instead of {expected}.")
    if found.size != 1:
        return _("{what} has the shape {actual}, where a single number is wanted.")
    if _close(found.reshape(()), wanted, rtol, atol).all():
        return _(
            "{what} is the right number, but in a list or an array of its own, shape {actual}, "
            "where things like keepdims=True, reshape or [ ] put it. Give back the number itself."
        )
    return _(
        "{what} is a list or an array of one number, shape {actual}, where a single number is "
        "wanted."
    )


def _in_a_loop(found: Numbers, wanted: Numbers, rtol: float, atol: float) -> str:
    """What to ask where an answer begins as it should, and ends too early."""
    alike = found.ndim == wanted.ndim > 0 and found.shape[1:] == wanted.shape[1:]
    if not alike or not 0 < found.size < wanted.size:
        return ""
    if not _close(found, wanted[: len(found)], rtol, atol).all():
        return ""
    return " " + _(
        "As far as it goes, it is right. If there is a loop, does `return` stand inside of it?"
    )


def _is_right(part: Any, expected: Any, rtol: float, atol: float) -> bool:
    try:
        _compare(part, expected, "", rtol, atol)
    except CheckFailed:
        return False
    return True


def _has_shape(value: Any, shape: tuple[int, ...]) -> bool:
    try:
        return np.asarray(value, dtype=float).shape == shape
    except (TypeError, ValueError):
        return False


def _compare_lists(actual: Any, expected: Any, what: str, rtol: float, atol: float) -> None:
    if not isinstance(actual, list | tuple | np.ndarray) or _is_scalar_array(actual):
        if isinstance(actual, dict | set | frozenset):
            text = _("{what} is of type {type}, where a list is wanted.")
            raise CheckFailed(text.format(what=what, type=type(actual).__name__))
        numbers(actual, what)  # fails with a better sentence for None and models
        raise CheckFailed(_("{what} is one number, not a list.").format(what=what))
    if len(actual) != len(expected):
        is_right = partial(_is_right, expected=expected, rtol=rtol, atol=atol)
        if isinstance(actual, tuple) and any(map(is_right, actual)):
            raise CheckFailed(several_things(actual, is_right, what))
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
