"""Known wrong answers: loaded from `mistakes/`, and recognised by what they do."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from types import FunctionType, ModuleType
from typing import Any

from autograder.checking import claims
from autograder.checking.behaviour import alike, does_the_same
from autograder.checking.claims import NO_CALLS
from autograder.checking.derived import Claim, derived
from autograder.checking.load import load_together
from autograder.checking.words import MISTAKE_MARK, MistakeNote
from autograder.course import Exercise
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import (
    FOLDER,
    in_one_line,
    mistake_files,
    no_hint,
)
from autograder.errors import CourseError
from autograder.kits.things import Thing
from autograder.student import Seen, SeenCall


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to one question. `hint` gives what its author should read, in the
    language of the course. What is derived for any function has a `claim`, and no author."""

    name: str
    question: str
    hint: Callable[[], str]
    note: MistakeNote
    function: Callable[..., Any]
    claim: Claim | None = None

    @property
    def has_predicate(self) -> bool:
        """Whether it is said how it is recognised; otherwise, that is by behaviour."""
        note = self.note
        return not (self.claim is None and note.when is None and note.explains is None)


def load_mistakes(exercise: Exercise) -> list[Mistake]:
    """The mistakes of an exercise: by question, and in the order of its file; then what any
    function can do wrong."""
    solution = read_solution(exercise.file("solution.py"))
    any_function_can = [
        Mistake(each.name, question.name, each.hint, MistakeNote(), _nobody, each.claim)
        for question, each in derived(exercise, solution)
    ]
    files = mistake_files(exercise.folder, solution)
    modules = load_together(exercise, FOLDER, files.values())
    written = [
        _mistake(function, question, exercise)
        for question, module in zip(files, modules, strict=True)
        for function in vars(module).values()
        if inspect.isfunction(function)
        and hasattr(function, MISTAKE_MARK)
        and function.__module__ == module.__name__  # what it imports belongs to another question
    ]
    return written + any_function_can


def _nobody(*_given: Any) -> None:
    """Stands for the answer where a mistake is derived: `validation.derived` makes one."""


def _mistake(function: FunctionType, question: str, exercise: Exercise) -> Mistake:
    note: MistakeNote = getattr(function, MISTAKE_MARK)
    name, code = function.__name__, function.__code__
    where = f"{code.co_filename}:{code.co_firstlineno}"
    hint = in_one_line(note.hint or function.__doc__ or "")
    if not hint:
        raise no_hint(name, where)
    _check_variants(note, function, where)
    return Mistake(name, question, partial(exercise.translate, hint), note, function)


def _check_variants(note: MistakeNote, function: FunctionType, where: str) -> None:
    """The other constants of a mistake are lists by the names of its keyword arguments."""
    own = function.__kwdefaults__ or {}
    is_right = isinstance(note.variants, Mapping) and all(
        name in own and isinstance(values, Sequence) for name, values in note.variants.items()
    )
    if not is_right:
        raise CourseError(
            f"The `variants` of {function.__name__} are not those of its keyword arguments.",
            where=where,
            todo='Write variants={"eps": (1e-8, 1e-15)} and def name(x, *, eps=1e-12).',
        )


@dataclass(frozen=True)
class Explanation:
    """A mistake that explains what was seen, and the calls that it explains, by their place."""

    mistake: Mistake
    calls: frozenset[int] = NO_CALLS


def explanations(
    mistakes: Iterable[Mistake], question: str, seen: Seen, reference: ModuleType
) -> Iterator[Explanation]:
    """The known mistakes of a question whose claim is true of what was seen, in order; what is
    derived only where none that an author has written explains it."""
    if not (seen.calls or seen.values or seen.notes):
        return  # nothing was seen, so nothing speaks for any
    ours = [mistake for mistake in mistakes if mistake.question == question]
    explained = False
    for mistake in sorted(ours, key=lambda each: each.claim is not None):
        if mistake.claim is None or not explained:
            calls = _explained_by(mistake, seen, reference)
            if calls is not None:
                explained = True
                yield Explanation(mistake, calls)


def recognise(
    mistakes: Iterable[Mistake], question: str, seen: Seen, reference: ModuleType
) -> Explanation | None:
    """The first known mistake whose claim is true of what was seen, if there is one."""
    return next(explanations(mistakes, question, seen, reference), None)


def body_of(function: Callable[..., Any]) -> list[ast.stmt]:
    """The statements inside a function, as the answer cell of a question about values."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise CourseError(
            "A mistake is a function.",
            where=inspect.getfile(function),
            todo="Write it with def.",
        )
    return definition.body


def _explained_by(mistake: Mistake, seen: Seen, reference: ModuleType) -> frozenset[int] | None:
    if mistake.claim is not None:
        return mistake.claim(mistake.question, seen, reference)
    if mistake.has_predicate:
        return claims.explained(mistake.note, mistake.question, seen, reference)
    calls = {i: call for i, call in enumerate(seen.calls) if call.function == mistake.question}
    things = [it for call in calls.values() for it in (call.value, *call.arguments)]
    if any(isinstance(it, Thing) for it in things):
        return None  # what it does is seen in the sandbox only: such a mistake needs `when`
    right = getattr(reference, mistake.question, None)
    if calls:
        fits = any(
            all(does_the_same(function, call, right) for call in calls.values())
            for function in _variants(mistake)
        )
        return _wrong_values(calls, right) or frozenset(calls) if fits else None
    if (
        seen.values
        and right is None
        and _assigns_the_same(mistake.function, seen.values, reference)
    ):
        return NO_CALLS
    return None


def _wrong_values(
    calls: Mapping[int, SeenCall], right: Callable[..., Any] | None
) -> frozenset[int]:
    """The calls that gave something else than what is right, whatever they did to arguments: what
    a mistake that gives such values explains."""
    return frozenset(
        i for i, call in calls.items() if claims.is_right(replace(call, after=None), right) is False
    )


def _variants(mistake: Mistake) -> Iterator[Callable[..., Any]]:
    """The function of a mistake as it is written, then with its other constants."""
    yield mistake.function
    names = list(mistake.note.variants)
    for chosen in product(*mistake.note.variants.values()):
        yield partial(mistake.function, **dict(zip(names, chosen, strict=True)))


def _assigns_the_same(
    function: Callable[..., Any], values: dict[str, Any], reference: ModuleType
) -> bool:
    right = vars(reference)
    wrong = dict(right)
    module = ast.Module(body_of(function), type_ignores=[])
    exec(compile(module, inspect.getfile(function), "exec"), wrong)  # the author's own code
    changed = [name for name in values if not alike(wrong.get(name), right.get(name))]
    return bool(changed) and all(alike(values[name], wrong[name]) for name in changed)
