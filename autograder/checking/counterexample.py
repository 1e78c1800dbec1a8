"""The smallest input on which an answer is wrong, found with Hypothesis."""

from __future__ import annotations

import copy
import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from autograder.checking import show, written
from autograder.checking.answers import CheckFailed
from autograder.checking.compare import equal
from autograder.responder import ChildDied, StudentFailure
from autograder.results import Example
from autograder.student import SeenCall, Student

MAX_EXAMPLES = 60
MAX_CALLS = 120  # few searches need more: so the same is found, however busy the machine is
LAST_STOP = 6.0  # seconds, for a function that takes long: its time is the submission's


@dataclass(frozen=True)
class Smallest:
    """The arguments by name, as JSON; and the call with both answers, where it can be written."""

    values: dict[str, Any]
    example: Example | None


class _Enough(Exception):
    """There is no more to be asked in this search."""


def find_counterexample(
    student: Student,
    question: str,
    reference: Callable[..., Any],
    make_inputs: Callable[[], Any],
) -> Smallest | None:
    """Arguments on which the student's function is wrong, as small as can be found.

    Inputs on which the checks have already called the function are left out: they are scored.
    The search is the same on every run, and ends after so many calls with the best found so far.
    """
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import HypothesisException

    scored = {show.call(question, call.arguments) for call in student.seen.calls}
    most, end = len(student.seen.calls) + MAX_CALLS, time.monotonic() + LAST_STOP
    best: list[tuple[tuple[Any, ...], Any, SeenCall]] = []

    def is_wrong(arguments: tuple[Any, ...]) -> bool:
        if len(student.seen.calls) >= most or time.monotonic() > end:
            raise _Enough
        if show.call(question, arguments) in scored:
            return False
        expected = reference(*copy.deepcopy(arguments))
        if _is_right(student, question, expected, arguments):
            return False
        best.append((arguments, expected, student.seen.calls[-1]))
        return True

    try:
        find(
            make_inputs(),
            is_wrong,
            settings=settings(
                max_examples=MAX_EXAMPLES,
                phases=[Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
                derandomize=True,
                database=None,
                deadline=None,
            ),
            random=Random(0),
        )
    except (HypothesisException, _Enough, ChildDied):
        pass  # nothing found, or not in time: what has been found so far is still wrong
    if not best:
        return None
    arguments, expected, seen = best[-1]
    names = inspect.signature(reference).parameters
    values = {name: show.plain(value) for name, value in zip(names, arguments, strict=False)}
    return Smallest(values, _example(question, arguments, expected, seen))


def _example(
    question: str, arguments: tuple[Any, ...], expected: Any, seen: SeenCall
) -> Example | None:
    call = written.call(question, arguments)
    if not call:
        return None
    stopped = seen.failure is not None
    actual = seen.failure.message if seen.failure is not None else show.plain(seen.value)
    return Example(call=call, expected=show.plain(expected), actual=actual, stopped=stopped)


def _is_right(student: Student, question: str, expected: Any, arguments: tuple[Any, ...]) -> bool:
    try:
        actual = student.call(question, arguments).value
        equal(actual, expected, question)
    except ChildDied:
        raise
    except (StudentFailure, CheckFailed):
        return False
    return True
