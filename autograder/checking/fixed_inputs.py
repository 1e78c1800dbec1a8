"""What an answer does on fixed inputs, so that those who err in the same way can be told.

Scored inputs differ from one submission to the next. These are the same for everybody: what the
checks of a question draw from a seed that is used for nothing else, so they are neither scored nor
shown to a student. Nothing that comes back decides a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from types import ModuleType
from typing import Any

import numpy as np

from autograder.checking.behaviour import alike
from autograder.checking.blame import CannotStandIn, ReferenceStudent
from autograder.checking.call import raised_by
from autograder.checking.claims import is_right
from autograder.checking.collect import Check, Checks
from autograder.checking.deeds import Deed, Deeds, beside_what_is_right, deed_of, failed, of_call
from autograder.checking.draws import drawing
from autograder.checking.telling import listening
from autograder.responder import ChildDied, StudentFailure
from autograder.student import SeenCall, Student

SEED = b"fixed inputs, neither scored nor shown"
MAX_DEEDS = 150  # of one answer


def deeds_of(checks: Checks, question: str, student: Student, seed: bytes = SEED) -> Deeds:
    """What the answer to a question does; never raises for a student's fault.

    What the reference can be asked is asked of the student whatever came before, of functions with
    right parts where the student's own have lost points. Where it cannot be asked, as where models
    come in, the checks themselves ask, each as far as it gets.
    """
    found: list[Deed] = []
    fixed = student.with_secret(seed)
    with closing(fixed), suppress(ChildDied):  # what was seen before counts
        asked = _asked_of_the_reference(checks, question, fixed)
        if asked is None:
            for check in checks.questions[question]:
                found += _made_by(check, fixed, checks)
        else:
            names, calls = asked
            who = student.beside or student
            for name in names:
                found.append(_of_variable(name, who, checks.reference))
            for call in calls:
                found.append(_of_call(call, who, checks.reference))
    return tuple(found[:MAX_DEEDS])


def _asked_of_the_reference(
    checks: Checks, question: str, fixed: Student
) -> tuple[list[str], list[SeenCall]] | None:
    """The variables that the checks read and the calls that they make, as the reference answers
    them; None where it cannot answer them all."""
    names, calls = dict[str, None](), list[SeenCall]()
    for check in checks.questions[question]:
        reference = _Noting(checks.reference, fixed.secret_rng)
        if isinstance(_run(check, reference, checks, fixed), CannotStandIn):
            return None
        names |= reference.read
        calls += reference.seen.calls
    return list(names), calls[:: 1 + len(calls) // MAX_DEEDS]


class _Noting(ReferenceStudent):
    """The reference in a student's place; it notes which variables were read."""

    def __init__(
        self, reference: ModuleType, secret_rng: Callable[[str], np.random.Generator]
    ) -> None:
        super().__init__(reference, secret_rng)
        self.read: dict[str, None] = {}

    def value(self, name: str) -> Any:
        """A variable of the reference."""
        found = super().value(name)
        self.read[name] = None
        return found


def _run(check: Check, who: Any, checks: Checks, fixed: Student) -> BaseException | None:
    rng: np.random.Generator = fixed.secret_rng(f"fixed {check.name}")
    with drawing(rng), listening():
        return raised_by(check, who, checks)


def _made_by(check: Check, fixed: Student, checks: Checks) -> Iterator[Deed]:
    """What a check sees of the student's own answer, and what becomes of the check."""
    calls, read = len(fixed.seen.calls), set(fixed.seen.values)
    raised = _run(check, fixed, checks, fixed)
    for name, value in fixed.seen.values.items():
        if name not in read:
            yield deed_of(name, value)
    yield from map(of_call, fixed.seen.calls[calls:])
    yield Deed(asked=check.name, kind="check", said=type(raised).__name__ if raised else "passed")
    if isinstance(raised, ChildDied):
        raise raised


def _of_variable(name: str, student: Student, reference: ModuleType) -> Deed:
    """What a variable of the student's has, beside what is right."""
    right = getattr(reference, name)
    try:
        value = student.value(name)
    except ChildDied:
        raise
    except StudentFailure as failure:
        return beside_what_is_right(failed(name, failure), None, right, is_right=False)
    return beside_what_is_right(deed_of(name, value), value, right, is_right=alike(value, right))


def _of_call(asked: SeenCall, student: Student, reference: ModuleType) -> Deed:
    """What the student's function gives, beside what the reference gave."""
    with suppress(StudentFailure):  # the call that is seen has it
        student.call(asked.function, asked.arguments)
    call = student.seen.calls.pop()
    if isinstance(call.failure, ChildDied):
        raise call.failure
    fits = is_right(call, getattr(reference, asked.function)) is not False
    deed = of_call(call)
    return beside_what_is_right(
        deed, call.value, asked.value, is_right=fits, arguments=asked.arguments
    )
