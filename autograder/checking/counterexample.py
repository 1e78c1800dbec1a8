"""The smallest input on which an answer is wrong, found with Hypothesis."""

from __future__ import annotations

import copy
import inspect
import time
from collections.abc import Callable
from random import Random
from typing import Any

from autograder.checking import show
from autograder.checking.answers import CheckFailed
from autograder.checking.compare import equal
from autograder.responder import ChildDied, StudentFailure
from autograder.student import Student

MAX_EXAMPLES = 60
MAX_CALLS = 120  # few searches need more: so the same is found, however busy the machine is
LAST_STOP = 6.0  # seconds, for a function that takes long: its time is the submission's


class _Enough(Exception):
    """There is no more to be asked in this search."""


def find_counterexample(
    student: Student,
    question: str,
    reference: Callable[..., Any],
    make_inputs: Callable[[], Any],
) -> dict[str, Any] | None:
    """Arguments by name on which the student's function is wrong, as small as can be found.

    Inputs on which the checks have already called the function are left out: they are scored.
    The search is the same on every run, and ends after so many calls with the best found so far.
    """
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import HypothesisException

    scored = {show.call(question, call.arguments) for call in student.seen.calls}
    most, end = len(student.seen.calls) + MAX_CALLS, time.monotonic() + LAST_STOP
    best: list[tuple[Any, ...]] = []

    def is_wrong(arguments: tuple[Any, ...]) -> bool:
        if len(student.seen.calls) >= most or time.monotonic() > end:
            raise _Enough
        if show.call(question, arguments) in scored:
            return False
        if _is_right(student, question, reference, arguments):
            return False
        best.append(arguments)
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
    names = inspect.signature(reference).parameters
    return {name: show.plain(value) for name, value in zip(names, best[-1], strict=False)}


def _is_right(
    student: Student, question: str, reference: Callable[..., Any], arguments: tuple[Any, ...]
) -> bool:
    expected = reference(*copy.deepcopy(arguments))
    try:
        actual = student.call(question, arguments).value
        equal(actual, expected, question)
    except ChildDied:
        raise
    except (StudentFailure, CheckFailed):
        return False
    return True
