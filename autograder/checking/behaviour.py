"""Whether an answer does what a function does: the same in kind, shape and value, on every call."""

from __future__ import annotations

import contextlib
import copy
import io
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checking import plain_values
from autograder.checking.compare import ATOL, RTOL
from autograder.checking.show import cells
from autograder.errors import CourseError
from autograder.kits.things import Thing
from autograder.student import SeenCall, StudentFailure
from autograder.wire.responses import MAX_PROBLEM_TEXT
from autograder.wire.values import clean

# A mistake is recognised, too, where it is only nearly the same: within this of its result, if that
# is far nearer than the right one. So another small constant costs no hint.
NEAR = 1e-3
MAX_PARTS = 1_000_000  # beyond that, two answers are never called alike
FAR_NEARER = 20.0
WITHOUT_NUMBERS = (str, bytes, bytearray, complex, *plain_values.MOMENTS, *plain_values.SETS)
OF_ONE_CASE = r"'[^']*'|[\d, ]+"  # names and numbers in the text of an error, and shapes


def does_the_same(
    function: Callable[..., Any], call: SeenCall, right: Callable[..., Any] | None = None
) -> bool:
    """Whether a call came back as it does from this function. With `right`, the right function,
    it may be a little off, as long as it is far nearer to this than to what is right."""
    arguments = copy.deepcopy(call.arguments)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), no_warnings():
            value = function(*arguments)
    except CourseError:
        raise
    except Exception as error:
        return call.failure is not None and _is_the_same_error(error, call.failure)
    if call.failure is not None:
        return False
    if not alike(call.value, value) and not (right and _nearly(call, value, right)):
        return False
    if value is None and call.printed != bool(printed.getvalue()):
        return False
    return _leaves_the_same(arguments, call)


def _is_the_same_error(error: Exception, failure: StudentFailure) -> bool:
    """Whether a student's code stopped as the mistake does. A ValueError can come from anything, so
    its text counts too, but for the names and the numbers in it."""
    said = clean(str(error), MAX_PROBLEM_TEXT)
    if failure.exception != type(error).__name__:
        return False
    if type(error) is NameError:  # another name that is not there is another mistake
        return failure.said == said
    return re.sub(OF_ONE_CASE, "", failure.said) == re.sub(OF_ONE_CASE, "", said)


def _leaves_the_same(arguments: tuple[Any, ...], call: SeenCall) -> bool:
    """Whether what the mistake does to its arguments was seen. A student may do more than that."""
    for given, after, seen in zip(call.arguments, arguments, call.after or (), strict=False):
        if isinstance(given, Thing):
            continue
        if not alike(given, after) and not alike(seen, after):
            return False
    return True


def _nearly(call: SeenCall, value: Any, right: Callable[..., Any]) -> bool:
    try:
        with no_warnings():
            wanted = np.asarray(right(*copy.deepcopy(call.arguments)), dtype=float)
        found, known = np.asarray(call.value, dtype=float), np.asarray(value, dtype=float)
    except Exception:  # no numbers, or nothing that can be computed here
        return False
    if (
        call.value is None
        or not alike(known, value)
        or known.shape != found.shape
        or (known.ndim == 1 and isinstance(call.value, tuple) != isinstance(value, tuple))
        or not found.size
    ):
        return False
    if not (np.isfinite(found).all() and np.isfinite(known).all()):
        return False
    away = np.abs(found - known).max()
    if away > NEAR * np.abs(known).max():
        return False
    with np.errstate(all="ignore"):
        return wanted.shape != found.shape or bool(np.abs(found - wanted).max() > FAR_NEARER * away)


@contextlib.contextmanager
def no_warnings() -> Iterator[None]:
    """Wrong answers overflow and divide by zero; that is known."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def alike(one: Any, other: Any) -> bool:
    """Whether two answers are the same for a reader: in kind, shape and value."""
    if one is None or other is None:
        return one is other
    if isinstance(one, Thing):
        return one.alike(other)
    if isinstance(one, WITHOUT_NUMBERS) or isinstance(other, WITHOUT_NUMBERS):
        return plain_values.are_the_same(one, other)
    parts = cells(other, MAX_PARTS)
    if cells(one, parts) != parts:  # so the work is that of the smaller one
        return False
    try:
        left, right = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    except (TypeError, ValueError):
        return _alike_parts(one, other)
    if left.shape != right.shape:
        return False
    if left.ndim == 1 and isinstance(one, tuple) != isinstance(other, tuple):
        return False  # (1, 5) may be a decimal comma, [1, 5] is not
    with np.errstate(all="ignore"):
        return bool(np.allclose(left, right, rtol=RTOL, atol=ATOL, equal_nan=True))


def _alike_parts(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if not isinstance(one, list | tuple) or not isinstance(other, list | tuple):
        return False
    return len(one) == len(other) and all(map(alike, one, other))
