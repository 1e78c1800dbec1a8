"""What a function has done to what it was given."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checking import show
from autograder.checking.answers import CheckFailed
from autograder.kits.things import Thing
from autograder.language import _
from autograder.student import Function, SeenCall


class ArgumentChanged(CheckFailed):
    """A function has changed what it was given; the values that it gives may be right."""


def unchanged(function: Function, *arguments: Any, atol: float = 0.0) -> None:
    """The function leaves its arguments as they were; arrays of floats up to `atol`.

    It has to do so in every call of the question, not only in this one: the calls are looked at
    when all checks of the question have run.
    """
    call = function.student.call(function.name, arguments)
    changed = changes(call, atol)
    if changed:
        raise changed
    function.student.watch(function.name, atol)


def changes(call: SeenCall, atol: float) -> ArgumentChanged | None:
    """What there is to say where a call has changed an argument."""
    for before, now in zip(call.arguments, call.after or (), strict=False):
        if not _identical(before, now, atol):
            said = _changed(f"{call.function}(…)", show.text(before), show.text(now))
            return ArgumentChanged(said)
    return None


def _changed(what: str, before: str, now: str) -> str:
    """Both values stand in the sentence: beside “your answer” they would look like results."""
    if before == now:  # too long to be shown
        return _("{what} changes what it is given. Make something new instead.").format(what=what)
    text = _("{what} changes what it is given: {before} became {now}. Make something new instead.")
    return text.format(what=what, before=before, now=now)


def _identical(before: Any, now: Any, atol: float) -> bool:
    """Whether an argument is as it was, and all that it is made of."""
    if isinstance(before, np.ndarray):
        if not isinstance(now, np.ndarray) or before.shape != now.shape:
            return False
        wanted, found = before.astype(float), now.astype(float)
        return np.allclose(found, wanted, rtol=0.0, atol=atol, equal_nan=True)
    if isinstance(before, list | tuple):
        if type(now) is not type(before) or len(before) != len(now):
            return False
        return all(_identical(one, other, atol) for one, other in zip(before, now, strict=True))
    if isinstance(before, dict):
        if not isinstance(now, dict) or before.keys() != now.keys():
            return False
        return all(_identical(each, now[name], atol) for name, each in before.items())
    if isinstance(before, Thing):
        return True  # it stays in the sandbox
    if not isinstance(before, int | float | np.number) or isinstance(before, bool):
        return type(now) is type(before) and bool(now == before)
    if isinstance(now, bool) or not isinstance(now, int | float | np.number):
        return False
    return before == now or bool(np.isclose(now, before, rtol=0.0, atol=atol, equal_nan=True))
