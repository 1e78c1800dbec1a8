"""What the checks of each question mention, read from `checks.py` without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.pysource.parse import parse_file
from autograder.pysource.scopes import bound_names

REFERENCE = "reference"


@dataclass(frozen=True)
class Mentions:
    """The words of a question's checks, and of the helpers that they use.

    `names` are variables; `parts` are texts, and attributes of what is no module: what is asked of
    a student stands there (np.tanh is no answer to `tanh`). What is asked of the reference concerns
    no student.
    """

    names: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def __or__(self, other: Mentions) -> Mentions:
        return Mentions(self.names | other.names, self.parts | other.parts)

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.names | self.parts

    @property
    def is_fair(self) -> bool:
        """Whether what a function of another question does wrong is told apart from what this one
        does: `fairly` is used."""
        return "fairly" in self.names

    @property
    def builds_on_others(self) -> bool:
        """Whether it is asked what other questions have earned."""
        return self.is_fair or "passed" in self.parts


def mentions_of_checks(path: Path, questions: Iterable[str]) -> dict[str, Mentions]:
    """What the checks of each question mention; raises CourseError where `path` is no Python."""
    tree = parse_file(path)
    modules = _modules(tree)
    own = {name: _said_in(node, modules) for node in tree.body for name in bound_names([node])}
    found = {question: Mentions() for question in questions}
    for node in tree.body:
        for decorator in getattr(node, "decorator_list", []):
            for question in found.keys() & _said_in(decorator, modules).words:
                found[question] |= _reached(own[bound_names([node])[0]], own)
    return found


def _reached(said: Mentions, own: Mapping[str, Mentions]) -> Mentions:
    reached, waiting = said, list(said.words)
    while waiting:
        new = own.get(waiting.pop(), Mentions())
        waiting += new.words - reached.words
        reached |= new
    return reached


def _said_in(tree: ast.AST, modules: set[str]) -> Mentions:
    names, parts = set[str](), set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and _root(node) not in modules:
            parts.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            parts.add(node.value)
    return Mentions(frozenset(names), frozenset(parts))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _modules(tree: ast.Module) -> set[str]:
    imports = [node for node in tree.body if isinstance(node, ast.Import)]
    return {REFERENCE, *bound_names(list(imports))}
