"""Which questions of an exercise have to do with each other.

Where networks are trained, a candidate for one question is graded together with right answers to
the related ones only: the others cannot be touched by it, and to train their networks again for
every candidate would take minutes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.kits.registry import kits, kits_of
from autograder.pysource.parse import Place, parse
from autograder.pysource.scopes import bound_names

REFERENCE, SETTING = "reference", "setting"


def is_slow(exercise: Exercise) -> bool:
    """Whether the exercise teaches what takes long: not all can be graded again and again."""
    return any(kits()[name].is_slow for name in kits_of(exercise.warm))


def related(
    solution: Solution, checks: Path, shown: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The questions that each question is related to, itself among them.

    Two questions are related if the checks or the right answer of one mention the other, or if both
    are related to a third. `checks` is the file of the hidden checks; `shown` has, by question, the
    source of the right answer and of the visible checks.
    """
    words = _words_of_checks(checks, [question.name for question in solution.questions])
    for asked in words:
        words[asked] |= _names(shown.get(asked, ""))
    groups = {question.name: {question.name} for question in solution.questions}
    for question in solution.questions:
        for other in solution.questions:
            if words[question.name] & {other.name, *other.names}:
                merged = groups[question.name] | groups[other.name]
                groups.update(dict.fromkeys(merged, merged))
    return {name: frozenset(group) for name, group in groups.items()}


def on_the_setting(solution: Solution, checks: Path) -> frozenset[str]:
    """The questions whose checks ask for the setting of the device: an accuracy to reach, say."""
    words = _words_of_checks(checks, [question.name for question in solution.questions])
    return frozenset(question for question, found in words.items() if SETTING in found)


def mentioned(solution: Solution, source: str) -> list[str]:
    """The questions whose answers an answer uses. It may be wrong, and use what the right one
    does not."""
    names = _names(source)
    return [each.name for each in solution.questions if names & {each.name, *each.names}]


def _names(answer: str) -> set[str]:
    """Names alone: `model.predict` is a method and no answer to `predict`."""
    return {node.id for node in ast.walk(ast.parse(answer)) if isinstance(node, ast.Name)}


def _words_of_checks(path: Path, questions: Iterable[str]) -> dict[str, set[str]]:
    """What the checks of each question mention, and the helpers that they use."""
    tree = parse(path.read_text(encoding="utf-8"), Place(path))
    modules = _modules(tree)
    own = {name: _words(node, modules) for node in tree.body for name in bound_names([node])}
    found: dict[str, set[str]] = {question: set() for question in questions}
    for node in tree.body:
        for decorator in getattr(node, "decorator_list", []):
            for question in found.keys() & _words(decorator, modules):
                found[question] |= _reached(own[bound_names([node])[0]], own)
    return found


def _reached(words: set[str], own: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set(words), list(words)
    while waiting:
        new = own.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _words(tree: ast.AST, modules: set[str]) -> set[str]:
    """Names, texts, and attributes of what is no module (np.tanh is no answer to `tanh`).

    What is asked of the reference concerns no student.
    """
    words: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Attribute) and _root(node) not in modules:
            words.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.add(node.value)
    return words


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _modules(tree: ast.Module) -> set[str]:
    imports = [node for node in tree.body if isinstance(node, ast.Import)]
    return {REFERENCE, *bound_names(list(imports))}
