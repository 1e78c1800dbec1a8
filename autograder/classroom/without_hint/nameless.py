"""Code of a student's, to be shown to a teacher without saying whose it is."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Collection, Iterable

from autograder.pysource.parse import without_docstrings
from autograder.roster import Roster

MOST_LINES, MOST_CHARACTERS = 60, 4000
LEAST = 3  # letters: shorter parts of a name stand in any code
KNOWN = {*dir(builtins), *keyword.kwlist, *keyword.softkwlist, "np", "numpy", "math", "keras"}
_WORD = re.compile(r"[^\W_]+")
_REST = "[…]"


def names_in(roster: Roster, ids: Iterable[str]) -> frozenset[str]:
    """The words by which somebody of the class could be known, in small letters."""
    said = [*ids]
    for person in roster.people:
        said += [person.id, person.name, person.email.partition("@")[0]]
    words = {word.lower() for each in said for word in _WORD.findall(each)}
    return frozenset(word for word in words if len(word) >= LEAST and not word.isdecimal())


def nameless(source: str, names: Collection[str]) -> str:
    """The code without comments and docstrings, and with no word of a name in its texts, nor in a
    name that its author has chosen. Empty where it cannot be read as Python."""
    try:
        tree = without_docstrings(ast.parse(source))
        return ast.unparse(_Nameless(names).visit(tree)).strip()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def bounded(code: str) -> str:
    """As much of the code as is shown."""
    lines = code.split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], _REST]
    text = "\n".join(lines)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} {_REST}"


class _Nameless(ast.NodeTransformer):
    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._others: dict[str, str] = {}

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            node.value = _WORD.sub(lambda found: self._other(found[0], "…"), node.value)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._renamed(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg, node.annotation = self._renamed(node.arg), None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name, node.returns = self._renamed(node.name), None
        return self.generic_visit(node)

    def _renamed(self, name: str) -> str:
        words = _WORD.findall(name)
        if name in KNOWN or not any(word.lower() in self._names for word in words):
            return name
        return self._others.setdefault(name, f"name{len(self._others) + 1}")

    def _other(self, word: str, instead: str) -> str:
        return instead if word.lower() in self._names else word
