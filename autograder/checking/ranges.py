"""Checks over the whole range that a stub allows: which numbers to try, and who is right.

A few inputs miss a branch for probabilities above 0.99. Here the ends of a range, what is close to
them, whole numbers and powers of ten are tried, and random ones, in one message to the student's
code.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from autograder.checking import show
from autograder.checking.answers import CheckFailed
from autograder.checking.compare import ATOL, RTOL, equal
from autograder.checking.draws import fresh
from autograder.checking.words import CheckNote
from autograder.errors import CourseError
from autograder.student import SeenCall, Student
from autograder.wire.requests import MAX_CALLS

MOST_TABLES = 3  # calls with long tables: each costs, and a student waits
LARGE_TABLE = 64
DRAWN = 24  # random numbers, beside those that are always tried
CLOSE = (1e-1, 1e-2, 1e-3, 1e-4, 1e-6)  # to an end, as a share of the range
NOTABLE = (*range(-12, 13), -0.5, 0.5, -1.5, 1.5, *(10.0**k for k in range(-4, 4)),
           *(-(10.0**k) for k in range(-4, 4)), 100, -100, 255, 256)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One call, and its right answer where the reference cannot give it: a model's, say.

    `read` turns what came back into what is compared, where several forms of it are right.
    """

    arguments: tuple[Any, ...]
    expected: Any
    read: Callable[[Any], Any] = lambda value: value


def numbers_between(low: float, high: float, *, whole: bool = False) -> np.ndarray[Any, Any]:
    """Numbers from `low` to `high`, both included, in random order: shape (n,), about 100.

    Always among them: the ends and what is close to them, small whole numbers, halves, powers of
    ten. With `whole`, whole numbers alone, as integers; all of them where there are few.
    """
    rng = fresh()
    if whole and high - low < DRAWN:
        return rng.permutation(np.arange(math.ceil(low), math.floor(high) + 1))
    span = high - low
    ends = [each for share in (0, *CLOSE) for each in (low + share * span, high - share * span)]
    sizes = np.exp(rng.uniform(np.log(1e-4), np.log(max(abs(low), abs(high))), DRAWN))
    drawn = [*rng.uniform(low, high, DRAWN), *(sizes * rng.choice([-1, 1], DRAWN))]
    found = np.array([*ends, *NOTABLE, *drawn], dtype=float)
    found = found[(found >= low) & (found <= high)]
    if whole:
        return rng.permutation(np.unique(np.round(found)).astype(int))
    return rng.permutation(np.unique(found))


def as_table(numbers: np.ndarray[Any, Any], columns: int) -> np.ndarray[Any, Any]:
    """These numbers in rows of `columns`: shape (rows, columns). What is missing is repeated."""
    rows = math.ceil(len(numbers) / columns)
    return np.resize(numbers, (rows, columns))


def require_right(student: Student, note: CheckNote, reference: ModuleType, made: Any) -> None:
    """Call the student's function with all that a check of a range has made, and compare."""
    cases = _cases(note, reference, made)
    if not cases:
        return  # nothing to ask, such as where the answer builds on another one that is wrong
    calls = student.call_each(note.question, [case.arguments for case in cases])
    for case, call in zip(cases, calls, strict=False):
        if call.failure is not None:
            raise call.failure
        try:
            _compare(note, call.value, case, note.question)
        except CheckFailed:
            _look_closer(student, note, case, call, reference)
            _compare(note, call.value, case, show.call(note.question, case.arguments))


def _cases(note: CheckNote, reference: ModuleType, made: Any) -> list[Case]:
    is_list = isinstance(made, list) and all(isinstance(each, tuple | Case) for each in made)
    if not is_list or len(made) > MAX_CALLS:
        raise CourseError(
            f"A check of a range gives back a list of at most {MAX_CALLS} calls.",
            todo="Return tuples of arguments, or `Case`s.",
        )
    right = getattr(reference, note.question)
    cases = [
        each if isinstance(each, Case) else Case(each, right(*copy.deepcopy(each))) for each in made
    ]
    large = [case for case in cases if any(_size(each) > LARGE_TABLE for each in case.arguments)]
    if len(large) > MOST_TABLES:
        raise CourseError(
            f"A check of a range makes at most {MOST_TABLES} calls with long tables.",
            todo="Give most of its cases shorter tables, or make fewer of them.",
        )
    return cases


def _size(argument: Any) -> int:
    if isinstance(argument, list | tuple):
        return sum(map(_size, argument))
    return argument.size if isinstance(argument, np.ndarray) else 1


def _compare(note: CheckNote, value: Any, case: Case, what: str) -> None:
    rtol = RTOL if note.rtol is None else note.rtol
    atol = ATOL if note.atol is None else note.atol
    equal(case.read(value), case.expected, what, rtol=rtol, atol=atol)


def _look_closer(
    student: Student, note: CheckNote, case: Case, call: SeenCall, reference: ModuleType
) -> None:
    """Where numbers are answered one by one, say it of one number alone: raises CheckFailed."""
    right = getattr(reference, note.question)
    expected, value = case.expected, call.value
    arrays = [expected, value, *case.arguments]
    if not all(isinstance(each, np.ndarray) for each in arrays):
        return
    if {each.shape for each in arrays} != {expected.shape}:
        return
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(np.asarray(value, dtype=float), expected, rtol=RTOL, atol=ATOL)
    for place in np.argwhere(wrong)[:1]:
        one = tuple(each[tuple(place)].reshape((1,) * each.ndim) for each in case.arguments)
        alone = student.call(note.question, one)
        small = Case(one, right(*copy.deepcopy(one)))
        _compare(note, alone.value, small, show.call(note.question, one))
