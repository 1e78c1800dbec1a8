"""Known wrong answers: read from `mistakes.py`, and recognised by what they do."""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
import io
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from autograder.checking.compare import ATOL, RTOL
from autograder.checking.load import load
from autograder.checking.show import cells
from autograder.checking.words import MISTAKE_MARK, MistakeNote
from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.student import Model, Seen, SeenCall

MAX_PARTS = 1_000_000  # beyond that, two answers are never called alike


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to one question."""

    name: str
    note: MistakeNote
    function: Callable[..., Any]

    def hint(self, language: str) -> str:
        """What the student should read, in the language of the course."""
        return self.note.hints[language]


def load_mistakes(exercise: Exercise) -> list[Mistake]:
    """The mistakes of an exercise, in the order of the file."""
    module = load(exercise, "mistakes.py")
    return [
        Mistake(name, getattr(thing, MISTAKE_MARK), thing)
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and hasattr(thing, MISTAKE_MARK)
    ]


def recognise(
    mistakes: list[Mistake], question: str, seen: Seen, reference: ModuleType
) -> Mistake | None:
    """The first known mistake that explains everything that was seen, if there is one."""
    for mistake in mistakes:
        if mistake.note.question == question and _explains(mistake, question, seen, reference):
            return mistake
    return None


def body_of(function: Callable[..., Any]) -> list[ast.stmt]:
    """The statements inside a function, as the answer cell of a question about values."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise CourseError("A mistake is a function.", where=inspect.getfile(function))
    return definition.body


def _explains(mistake: Mistake, question: str, seen: Seen, reference: ModuleType) -> bool:
    if not (seen.calls or seen.values or seen.notes):
        return False  # nothing was seen, so nothing speaks for it
    if mistake.note.when is not None:
        try:
            return bool(mistake.note.when(seen))
        except Exception:  # a model of any shape comes here: what cannot be asked does not fit
            return False
    calls = [call for call in seen.calls if call.function == question]
    if any(isinstance(thing, Model) for call in calls for thing in (call.value, *call.arguments)):
        return False  # what a model does is seen in the sandbox only: such a mistake needs `when`
    if calls:
        return all(_does_the_same(mistake.function, call) for call in calls)
    if seen.values and not hasattr(reference, question):
        return _assigns_the_same(mistake.function, seen.values, reference)
    return False


def _assigns_the_same(
    function: Callable[..., Any], values: dict[str, Any], reference: ModuleType
) -> bool:
    right = vars(reference)
    wrong = dict(right)
    module = ast.Module(body_of(function), type_ignores=[])
    exec(compile(module, inspect.getfile(function), "exec"), wrong)  # the author's own code
    changed = [name for name in values if not alike(wrong.get(name), right.get(name))]
    return bool(changed) and all(alike(values[name], wrong[name]) for name in changed)


def _does_the_same(function: Callable[..., Any], call: SeenCall) -> bool:
    arguments = copy.deepcopy(call.arguments)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), _no_warnings():
            value = function(*arguments)
    except CourseError:
        raise
    except Exception as error:
        return call.failure is not None and call.failure.exception == type(error).__name__
    if call.failure is not None or not alike(call.value, value):
        return False
    if value is None and call.printed != bool(printed.getvalue()):
        return False
    return call.after is None or all(map(alike, call.after, arguments))


@contextlib.contextmanager
def _no_warnings() -> Iterator[None]:
    """Wrong answers overflow and divide by zero; that is known."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def alike(one: Any, other: Any) -> bool:
    """Whether two answers are the same for a reader: in kind, shape and value."""
    if one is None or other is None or isinstance(one, Model):
        return one is other
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
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
    if not isinstance(one, list | tuple) or not isinstance(other, list | tuple):
        return False
    return len(one) == len(other) and all(map(alike, one, other))
