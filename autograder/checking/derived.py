"""What any function can do wrong: known for every question about one, and in no catalogue.

Each says no more than what is seen, and comes after the mistakes that an author has written. What
the check says itself, such as that nothing came back, its hint does not say once more.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checking.behaviour import alike, no_warnings
from autograder.checking.changed import unchanged
from autograder.checking.claims import is_right
from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion, Solution
from autograder.course.wrong_answers import FOLDER, read_wrong_answers
from autograder.errors import CourseError, did_you_mean
from autograder.language import _
from autograder.pysource.parse import parse_file
from autograder.student import Seen, SeenCall

Claim = Callable[[str, Seen, ModuleType], frozenset[int] | None]
Right = Callable[..., Any] | None


@dataclass(frozen=True)
class Derived:
    """A mistake that any function can make. `claim` gives the calls of a question's function that
    it explains, by their place, or None where it is not true of what was seen."""

    name: str
    hint: Callable[[], str]
    claim: Claim


def prints() -> str:
    return _("What is printed is only shown. End your function with return and the result itself.")


def gives_nothing_back() -> str:
    return _(
        "A function gives back what stands behind return: end yours with return and the result "
        "itself. What print, append, sort or add give back is nothing."
    )


def gives_text() -> str:
    return _("Your function gives back text. Return the result itself, without str or an f-string.")


def changes_its_argument() -> str:
    return _(
        "You change what you were given, and the caller still needs it. Do you use […] = …, -=, "
        "out=, pop or reverse? Give the result a name of its own, or work on a copy: .copy()."
    )


def _each(says: Callable[[list[SeenCall], Right], bool]) -> Claim:
    """A claim about all calls of the function together."""

    def claim(question: str, seen: Seen, reference: ModuleType) -> frozenset[int] | None:
        own = {i: call for i, call in enumerate(seen.calls) if call.function == question}
        calls, right = list(own.values()), getattr(reference, question, None)
        if not calls or any(call.failure is not None for call in calls) or not says(calls, right):
            return None
        return None if any(is_right(call, right) for call in calls) else frozenset(own)

    return claim


def _nothing(calls: list[SeenCall], _right: Right) -> bool:
    return all(call.value is None for call in calls)


def _nothing_but_print(calls: list[SeenCall], _right: Right) -> bool:
    return all(call.value is None and call.printed for call in calls)


def _text(calls: list[SeenCall], right: Right) -> bool:
    """Only text, where none is wanted."""
    return all(isinstance(call.value, str) and not _gives_text(right, call) for call in calls)


def _gives_text(right: Right, call: SeenCall) -> bool:
    try:
        with no_warnings():
            return right is not None and isinstance(right(*copy.deepcopy(call.arguments)), str)
    except Exception:  # it uses what only the student side has
        return False


def _changes(question: str, seen: Seen, reference: ModuleType) -> frozenset[int] | None:
    """The calls that change an argument, where nothing else is wrong with any."""
    right = getattr(reference, question, None)
    own = {i: call for i, call in enumerate(seen.calls) if call.function == question}
    if any(is_right(replace(call, after=None), right) is False for call in own.values()):
        return None
    found = frozenset(i for i, call in own.items() if call.failure is None and _has_changed(call))
    return found or None


def _has_changed(call: SeenCall) -> bool:
    return call.changed and not all(map(alike, call.after or (), call.arguments))


DERIVED = (
    Derived("prints", prints, _each(_nothing_but_print)),
    Derived("gives_nothing_back", gives_nothing_back, _each(_nothing)),
    Derived("gives_text", gives_text, _each(_text)),
    Derived("changes_its_argument", changes_its_argument, _changes),
)


def derived(exercise: Exercise, solution: Solution) -> Iterator[tuple[FunctionQuestion, Derived]]:
    """The derived mistakes of the questions about functions, in order, without those in whose place
    an author has put one. Raises CourseError where one is named that does not exist."""
    written = list(read_wrong_answers(exercise.folder, solution))
    names = [each.name for each in DERIVED]
    for mistake in written:
        for name in mistake.instead_of:
            if name not in names:
                raise CourseError(
                    f"The mistake '{mistake.name}' stands instead of '{name}', which is none of "
                    "those that any function can make.",
                    where=exercise.folder / FOLDER / f"{mistake.question}.py",
                    todo=f"{did_you_mean(name, names)} They are: {', '.join(names)}.".strip(),
                )
    watched = _watched(exercise.file("checks.py"))
    taken = {(each.question, name) for each in written for name in (each.name, *each.instead_of)}
    for question in solution.questions:
        if isinstance(question, FunctionQuestion):
            for each in DERIVED:
                if _can_be(each, question, watched) and (question.name, each.name) not in taken:
                    yield question, each


def _can_be(each: Derived, question: FunctionQuestion, watched: set[str]) -> bool:
    """Whether a function that does this is wrong."""
    if each.claim is _changes:
        return question.name in watched
    given = list(_given_back(question))
    declared = question.signature.rstrip(": ").endswith("-> str")
    is_text = declared or any(map(_is_text, given))
    return bool(given) and not (each.hint is gives_text and is_text)


def _watched(checks: Path) -> set[str]:
    """The questions of which a check says that arguments stay as they were: `unchanged`."""
    tree = parse_file(checks)
    return {
        str(argument.value)
        for check in tree.body
        if isinstance(check, ast.FunctionDef)
        and any(isinstance(it, ast.Name) and it.id == unchanged.__name__ for it in ast.walk(check))
        for decorator in check.decorator_list
        if isinstance(decorator, ast.Call)
        for argument in decorator.args
        if isinstance(argument, ast.Constant)
    }


def _given_back(question: FunctionQuestion) -> Iterator[ast.expr]:
    """What the right answer gives back itself, not a function inside of it. A function that trains
    need not give anything back."""
    (function,) = ast.parse(f"{question.signature}\n{question.body}").body
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _is_text(value: ast.expr) -> bool:
    """Whether this is text at a glance."""
    if isinstance(value, ast.IfExp):
        return _is_text(value.body) or _is_text(value.orelse)
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == str.__name__
    is_literal = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return is_literal or isinstance(value, ast.JoinedStr)
