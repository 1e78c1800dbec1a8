"""Which names are not there because the statement that would have made them has failed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import msgspec

from autograder.sandbox.inside.pieces import Unread
from autograder.wire.responses import MAX_LINE, Cause, ErrorOutput
from autograder.wire.values import MAX_NAME, clean

ANY = "*"  # `from pandas import *` would have made any name
# In what cannot be read: the lines that look as if they were to make names.
MAKING = re.compile(
    r"""
    ^[ \t]* (?:async[ ]+)? (?:def|class) [ \t]+ (\w+)           # def f(x)
    | ^ (?:\w+[ \t]+)? (\w+) [ \t]* \( .* : [ \t]* $           # deff f(x):   f(x):
    | ^ (\w[\w, \t]*?) [ \t]* (?: : [^=\n]+ )? = (?!=)         # a, b = (1
    | ^ (?:from|import) \b (.*) $                              # import numpy a np
    """,
    re.MULTILINE | re.VERBOSE,
)
WORD = re.compile(r"[^\W\d]\w*")
OWN_NAMES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Failures:
    """The causes, by name."""

    def __init__(self) -> None:
        self._causes: dict[str, Cause] = {}

    def add(self, statement: ast.stmt, line: str, problem: ErrorOutput) -> None:
        """A statement has failed, or was never reached; `line` is what has stopped."""
        cause = _cause(line, problem)
        self._causes |= dict.fromkeys(made_by(statement), cause)

    def forget(self, statement: ast.stmt) -> None:
        """A statement has made its names after all."""
        if self._causes:
            for name in made_by(statement):
                self._causes.pop(name, None)

    def cause(self, name: str) -> Cause | None:
        """Why a name is not there, if that is known."""
        found = self._causes.get(name) or self._causes.get(ANY)
        return found and msgspec.structs.replace(found, missing=clean(name, MAX_NAME))


def _cause(line: str, problem: ErrorOutput) -> Cause:
    """The first cause: what failed for want of another name has the cause of that one."""
    return problem.cause or Cause("", clean(line, MAX_LINE), problem.name, problem.text)


def made_by(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement gives to something, outside of functions and classes."""
    if isinstance(statement, Unread):
        for found in MAKING.finditer(statement.text):
            yield from WORD.findall(found[found.lastindex or 0])
    waiting: list[ast.AST] = [statement]
    for node in waiting:
        if isinstance(node, OWN_NAMES):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (bound_by(alias) for alias in node.names)
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def bound_by(alias: ast.alias) -> str:
    """The name that a part of an import statement binds."""
    return alias.asname or alias.name.partition(".")[0]
