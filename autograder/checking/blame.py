"""Whose fault it is where a check stops with an exception that is no verdict.

`internal` means that nobody has judged, and costs nothing, so it must not be had for the asking: an
answer that a check did not expect is a wrong answer. A fault of ours must not cost a point either.
The reference tells the two apart: a check that stops in the same way over the reference's own
answer is at fault itself. What the reference cannot be asked here (a model, say) has been asked
before, by `autograder validate`, which lets no check pass that stops over right answers.
"""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.errors import AutograderError
from autograder.kits.registry import words
from autograder.kits.things import Thing
from autograder.student import Function, NoSecondChild, Seen, SeenCall, Student

# Exceptions that no value of an answer brings about.
OURS = (AutograderError, ImportError, NameError, NoSecondChild, OSError, SyntaxError)
PARTS = (ModuleType, Thing, Student, Function)  # whose attributes only an author can misspell

Run = Callable[[Any], BaseException | None]


class CannotStandIn(Exception):
    """The reference cannot be asked this: it takes a library, or the student's process."""


def is_the_answers(raised: BaseException | None, heard: bool, run: Run, reference: Any) -> bool:
    """Whether an exception in a check comes from the student's answers.

    `heard` says whether there was an answer before it; `run` runs the check once more, for the
    `reference` in the student's place.
    """
    if not isinstance(raised, Exception) or isinstance(raised, OURS) or not heard:
        return False
    if isinstance(raised, AttributeError) and isinstance(raised.obj, PARTS):
        return False
    again = run(reference)
    return again is None or isinstance(again, CannotStandIn)


class ReferenceStudent:
    """The reference in the place of a student: a check may call it in the same words."""

    def __init__(
        self, reference: ModuleType, secret_rng: Callable[[str], np.random.Generator]
    ) -> None:
        """`secret_rng` is that of the student whose submission is at hand."""
        self._reference = reference
        self._secret_rng = secret_rng
        self.seen = Seen()

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in words():
            raise CannotStandIn(name)  # it builds something beside the student's code
        return Function(self, name)  # type: ignore[arg-type]

    def value(self, name: str) -> Any:
        """A variable of the reference."""
        if not hasattr(self._reference, name):
            raise CannotStandIn(name)
        return getattr(self._reference, name)

    def call(self, name: str, arguments: tuple[Any, ...]) -> SeenCall:
        """Call a function of the reference with copies of the arguments."""
        function = getattr(self._reference, name, None)
        if not callable(function):
            raise CannotStandIn(name)
        given = copy.deepcopy(arguments)
        try:
            value = function(*given)
        except Exception as error:
            raise CannotStandIn(name) from error
        seen = SeenCall(name, arguments, value, after=given)
        self.seen.calls.append(seen)
        return seen

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> list[SeenCall]:
        """The same for several calls."""
        return [self.call(name, arguments) for arguments in calls]

    def watch(self, _name: str, _atol: float) -> None:
        """The reference leaves its arguments alone, or its own proof fails."""

    def passed(self, _question: str) -> bool:
        """All that the reference answers is right."""
        return True

    def secret_rng(self, purpose: str) -> np.random.Generator:
        """The random numbers that come from the secret seed of the submission at hand."""
        return self._secret_rng(purpose)

    def note(self, name: str, value: Any) -> None:
        """Keep a fact, as a student's check does."""
        self.seen.notes[name] = value

    def seed(self, _seed: int) -> None:
        """The reference draws no random numbers here."""

    def put_file(self, name: str, _content: bytes) -> None:
        """Files lie with the student's code only."""
        raise CannotStandIn(name)

    def with_stand_ins(self, _source: str) -> Any:
        """What stands in runs beside the student's code only."""
        raise CannotStandIn("with_stand_ins")


def fault(error: BaseException) -> str:
    """What went wrong in a check and where, without a word that may give an answer away."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).name == "checks.py":
            return f"{type(error).__name__}, checks.py:{frame.lineno}"
    return type(error).__name__
