"""The cells that were run, as a notebook: all of them, in that order, as far as each came.

Leaving one out because a later one defines its names again would be a guess: what stands between
them may have read them. The service runs no more than it needs for a verdict.
"""

from __future__ import annotations

import ast
import json
import re
from typing import AbstractSet, Any, Dict, Iterable, List, NamedTuple, Optional, Set, Tuple

OWN = {"check", "hand_in", "sign_in"}
_OWN_BODY = {"capture", "prun", "time"}  # what stands below %%… is run like any other cell
_DEFINED = re.compile(r"^[ \t]*(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)


class Ran(NamedTuple):
    """A cell that was run: as it was typed, and as IPython makes Python of it.

    `stopped` is the line of `code` at which an error has stopped it, 0 where nothing was run, and
    None where it came to its end.
    """

    source: str
    code: str
    stopped: Optional[int] = None

    def done(self) -> str:
        """What was run of it to the end, without the magics of ours."""
        try:
            tree = ast.parse(self.code)
        except SyntaxError:
            return self.source if self.stopped is None else ""
        if self.stopped is None and not any(map(_is_own, tree.body)):
            return self.source
        lines = self.code.splitlines()
        kept: List[str] = []
        for statement in tree.body:
            if self.stopped is not None and (statement.end_lineno or 0) >= self.stopped:
                break
            if not _is_own(statement):
                kept += lines[_begins(statement) - 1 : statement.end_lineno]
        return "\n".join(kept)

    def gives(self) -> Set[str]:
        """The names to which it gives a value, or would have given one."""
        return given(self.code)


def notebook_of(cells: Iterable[Ran]) -> str:
    """A notebook of these cells, in the order in which they were run.

    Of one that has failed there is what was run before that. It is sent as it is where a name has
    its value from nowhere else: then what is wrong with it is the verdict.
    """
    ran = list(cells)
    parts = [each.done() for each in ran]
    known = {name for part in parts if part for name in given(part)}
    for place, each in reversed(list(enumerate(ran))):
        lacking = set() if each.stopped is None else each.gives() - known
        if lacking:
            known |= lacking
            parts[place] = each.source
    made: List[Dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": part,
        }
        for number, part in enumerate(part for part in parts if part.strip())
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def unsaved(cells: Iterable[Ran], saved: Iterable[str], asked: AbstractSet[str]) -> List[str]:
    """Those of the names that are `asked` which a file gives, but not as the last cell did that
    gave them in a run; that is told by the text of the cell."""
    last: Dict[str, str] = {}
    for each in cells:
        if each.stopped is None:
            last.update(dict.fromkeys(each.gives(), each.source.strip()))
    texts = {source.strip() for source in saved}
    there = {name for text in texts for name in given(text)} & asked
    return sorted(name for name, text in last.items() if name in there and text not in texts)


def defined(code: str) -> Set[str]:
    """The names to which a cell gives a value of its own, and not by an import."""
    names = _Names(imports=False)
    try:
        names.visit(ast.parse(code))
    except SyntaxError:
        return given(code)
    return names.given


def given(code: str) -> Set[str]:
    """The names to which a cell gives a value; where Python cannot read it, those that it names."""
    names = _Names()
    try:
        names.visit(ast.parse(code))
    except SyntaxError:
        return {name for found in _DEFINED.findall(code) for name in found if name}
    return names.given


class _Names(ast.NodeVisitor):
    """Gathers names outside of functions and classes."""

    def __init__(self, *, imports: bool = True) -> None:
        self.given: Set[str] = set()
        self._imports = imports

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.given.add(node.name)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.given.add(node.name)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.given.add(node.name)

    def visit_Lambda(self, _node: ast.Lambda) -> None:
        """Its names are its own."""

    def visit_alias(self, node: ast.alias) -> None:
        if self._imports:
            self.given.add((node.asname or node.name).partition(".")[0])

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.given.add(node.id)

    def visit_Call(self, node: ast.Call) -> None:
        name, texts = _magic(node)
        if name in _OWN_BODY:
            self.given |= given(texts[-1])
        self.generic_visit(node)


def _magic(node: ast.AST) -> Tuple[str, List[str]]:
    """The name of the magic that IPython calls there, and all texts it gets; else nothing."""
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or not called.attr.endswith("_magic"):
        return "", []
    texts = [str(getattr(each, "value", "")) for each in getattr(node, "args", [])]
    return (texts[0] if texts else ""), texts


def _is_own(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and _magic(statement.value)[0] in OWN


def _begins(statement: ast.stmt) -> int:
    """The first line of a statement; its decorators belong to it."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(int(each.lineno) for each in decorators)])
