"""Code of a student's, to be shown to a teacher without saying whose it is."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Collection, Iterable
from typing import Any

from autograder.kits.registry import kits
from autograder.pysource.parse import without_docstrings
from autograder.roster import Roster

MOST_LINES, MOST_CHARACTERS = 60, 4000
LEAST = 3  # letters: shorter parts of a name stand in any code
INSIDE = 5  # letters from which a name is looked for inside of other words, too
KNOWN = {*dir(builtins), *keyword.kwlist, *keyword.softkwlist, "np", "numpy", "math"}
KNOWN |= {module for kit in kits().values() for module in kit.modules}
_WORD = re.compile(r"[^\W_]+")
_REST = "[…]"


def names_in(roster: Roster, ids: Iterable[str], spared: Iterable[str] = ()) -> frozenset[str]:
    """The words by which somebody of the class could be known, in small letters; not those that are
    `spared`, which the exercise itself has."""
    said = [*ids]
    for person in roster.people:
        said += [person.id, person.name, person.email.partition("@")[0]]
    words = {word.lower() for each in said for word in _WORD.findall(each)}
    words -= {word.lower() for each in spared for word in _WORD.findall(each)}
    return frozenset(word for word in words if len(word) >= LEAST and not word.isdecimal())


def nameless(source: str, names: Collection[str]) -> str:
    """The code without comments and docstrings, and with no word of a name in its texts, nor in a
    name that its author has chosen. Empty where it cannot be read as Python."""
    try:
        tree = without_docstrings(ast.parse(source))
        return ast.unparse(_Nameless(names).visit(tree)).strip()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def without_names(text: str, names: Collection[str]) -> str:
    """A text with "…" for each word by which somebody may be known."""
    return _Nameless(names).in_text(text)


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
        long = sorted(re.escape(name) for name in names if len(name) >= INSIDE)
        self._inside = re.compile("|".join(long) or r"(?!)")
        self._others: dict[str, str] = {}

    def visit(self, node: ast.AST) -> Any:
        """Whatever can hold a name that somebody has chosen."""
        is_own = not isinstance(node, ast.Attribute | ast.keyword)  # else it may be a library's
        for field in ("id", "arg", "attr", "name", "asname", "rest"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self._renamed(value, is_own=is_own))
        if isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [self._renamed(name, is_own=True) for name in node.names]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = self.in_text(node.value)
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        return self.generic_visit(node)

    def _renamed(self, name: str, *, is_own: bool) -> str:
        """Another name in place of one that says who has chosen it."""
        words = [word.lower() for word in _WORD.findall(name)]
        is_said = any(self._inside.search(word) for word in words)
        is_said = is_said or (is_own and any(word in self._names for word in words))
        if name in KNOWN or not is_said:
            return name
        return self._others.setdefault(name, f"name{len(self._others) + 1}")

    def in_text(self, text: str) -> str:
        """A text without what says whose it is."""

        def instead(found: re.Match[str]) -> str:
            word = found[0].lower()
            return "…" if word in self._names or self._inside.search(word) else found[0]

        return _WORD.sub(instead, text)
