"""Hints cross answers that they were not written for: none may be shown that is not true.

Each known mistake of a question is asked about what was seen of every other one, and of two faults
in one answer: a mistake whose result is then handled wrongly, or that takes turns with another one.
What fits is noted while the answers are graded; two faults in NumPy are tried in this process.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from autograder.checking.mistakes import Mistake
from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion
from autograder.course.solution import read_solution
from autograder.validation.answers import Answer, mistakes_of
from autograder.validation.candidates import Candidate, Sort, around, mistaken, reference_answers
from autograder.validation.derived import derived_answers
from autograder.validation.related import is_slow, on_the_setting
from autograder.validation.reviewed import Reviewed

# What becomes of a result, of a function `first` with the arguments `given`.
HANDLED = {
    "and prints it": "print(first(*given))",
    "and packs it into a list": "return [first(*given)]",
    "and gives back a pair": "return first(*given), given[0]",
}
COMPUTED = {
    "and doubles it": "return 2 * np.asarray(first(*given))",
    "and turns its sign": "return -np.asarray(first(*given))",
    "and rounds it": "return np.round(first(*given), 2)",
    "with arguments backwards": "return first(*given[::-1])",
    "on every second call, and stops on the others": (
        "turns.append(0)\n    return first(*given) if len(turns) % 2 else [][0]"
    ),
}
IN_TURN = "turns.append(0)\n    return (first if len(turns) % 2 else second)(*given)"


def mixed(
    exercise: Exercise, mistakes: Iterable[Mistake], question: str | None = None
) -> Iterator[Candidate]:
    """Two faults in one answer, and each of the second ones alone.

    Mistakes with a predicate meet all of them, the others one in turn. Where that takes long, only
    the former are tried, with what may become of a model, in turn; and not where the setting of the
    device decides, since each would train for half a minute and give nothing back all the same.
    """
    slow = is_slow(exercise)
    ways = HANDLED if slow else HANDLED | COMPUTED
    predicates = {(each.question, each.name) for each in mistakes if each.has_predicate}
    solution = read_solution(exercise.file("solution.py"))
    right = reference_answers(exercise)
    answers = list(mistakes_of(exercise, solution))
    if not slow:
        answers += derived_answers(exercise, solution, right)
    too_slow = on_the_setting(solution, exercise.file("checks.py")) if slow else frozenset()
    for asked in (each.name for each in solution.questions if isinstance(each, FunctionQuestion)):
        if question not in (None, asked) or asked in too_slow:
            continue
        in_turn = cycle(ways)
        ours = [each for each in answers if each[1] == asked]
        for way in ways:
            yield _handled(asked, right[asked], way, ways[way])
        for name, _asked, source in ours:
            has_predicate = (asked, name) in predicates
            if has_predicate and not slow:
                chosen = list(ways)
            else:
                chosen = [next(in_turn)] if has_predicate or not slow else []
            for way in chosen:
                yield _handled(asked, source, way, ways[way], name)
        if not slow and len(ours) > 1:
            yield from map(_taking_turns, ours, ours[1:] + ours[:1])


def varied(
    exercise: Exercise, mistakes: Iterable[Mistake], question: str | None = None
) -> Iterator[Candidate]:
    """The mistakes with the other constants that their authors name: each gets its own hint."""
    variants = {(each.question, each.name): each.note.variants for each in mistakes}
    solution = read_solution(exercise.file("solution.py"))
    about = around(exercise, solution)
    for name, asked, source in mistakes_of(exercise, solution):
        if question not in (None, asked):
            continue
        for argument, values in variants[asked, name].items():
            for value in values:
                which = f"{name} with {argument}={value!r}"
                wrong = {asked: _with_default(source, asked, argument, value)}
                yield mistaken(about, which, wrong, {asked: name})


def _with_default(source: str, function: str, argument: str, value: Any) -> str:
    """The source with another default for a keyword argument of the function."""
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            at = [each.arg for each in node.args.kwonlyargs].index(argument)
            node.args.kw_defaults[at] = ast.Constant(value)
    return ast.unparse(tree)


def _taking_turns(one: Answer, other: Answer) -> Candidate:
    asked = one[1]
    parts = [one[2], f"first = {asked}", other[2], f"second = {asked}\nturns = []"]
    source = "\n\n\n".join([*parts, f"def {asked}(*given):\n    {IN_TURN}"])
    names = (one[0], other[0])
    return _mixed(" in turn with ".join(names), asked, source, names)


def _handled(asked: str, source: str, way: str, body: str, name: str = "") -> Candidate:
    wrapped = f"import numpy as np\n\n{source}\n\n\nfirst = {asked}\nturns = []\n\n\n"
    wrapped += f"def {asked}(*given):\n    {body}"
    parts = (name, way) if name else (way,)
    return _mixed(" ".join(parts), asked, wrapped, parts)


def _mixed(name: str, asked: str, source: str, parts: tuple[str, ...]) -> Candidate:
    return Candidate(Sort.MIXED, name, asked, {asked: source}, parts=parts, graded=(asked,))


@dataclass(frozen=True, order=True)
class Crossing:
    """A hint that would be shown for an answer to its question that it was not written for."""

    question: str
    mistake: str
    of: str


def crossings(fitting: Iterable[tuple[Candidate, Collection[str]]]) -> list[Crossing]:
    """Every hint that fits another mistake, or two at once and neither of them alone.

    `fitting` has the answers, each with the known mistakes whose hints would be true of it.
    """
    fitting = list(fitting)
    alone: dict[tuple[str, ...], set[str]] = {}
    for who, names in fitting:
        if who.sort is Sort.MISTAKE or len(who.parts) == 1:
            alone.setdefault((who.question, *(who.parts or (who.name,))), set()).update(names)
    found = []
    for who, names in fitting:
        if who.sort is Sort.MISTAKE:
            known = {who.name, *who.mistakes.values()}
        elif len(who.parts) > 1:
            known = {*who.parts}.union(*(alone.get((who.question, each), ()) for each in who.parts))
        else:
            continue
        found += [Crossing(who.question, name, who.name) for name in names if name not in known]
    return list(dict.fromkeys(found))


def not_recorded(found: Iterable[Crossing], reviewed: Reviewed) -> list[Crossing]:
    """The hints that nobody has called true."""
    recorded = _recorded(reviewed, None)
    return [each for each in found if each not in recorded]


def untrue(found: Iterable[Crossing], reviewed: Reviewed, question: str | None) -> list[str]:
    """What is not as it has to be: hints that nobody has called true, and records out of date."""
    crossed = set(found)
    faults = [
        f"{each.question}: the hint of {each.mistake} would be shown for {each.of}"
        for each in sorted(not_recorded(crossed, reviewed))
    ]
    faults += [
        f"reviewed.toml: the hint of {each.mistake} does not fit {each.of} any more"
        for each in sorted(_recorded(reviewed, question) - crossed)
    ]
    return faults


def _recorded(reviewed: Reviewed, question: str | None) -> set[Crossing]:
    return {
        Crossing(each.question, each.mistake, other)
        for each in reviewed.hints
        for other in each.of
        if question in (None, each.question)
    }
