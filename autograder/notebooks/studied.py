"""What a student's code says about its names, without running it.

A student's text may be anything, so it is read only up to a length, and None says that it cannot
be read.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from autograder.notebooks.scopes import bound_names, free_names

MAX_READ = 20_000  # characters: far more than anybody writes into one cell
MAX_READ_OF_ALL = 200_000  # characters of one work: reading takes seconds for as much
UNREADABLE = (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError)
_MAGIC = re.compile(r"(?m)^([ \t]*)[%!?][^\n]*")  # a line for Jupyter, not for Python
_NOTHING = r"\1pass"
_WORD = r"\b(?:{name})\b"
# A line that may give a name its value: def, import or an assignment. For what cannot be read.
_DEFINES = (
    r"(?m)^[ \t]*(?:(?:async[ \t]+)?(?:def|class)[ \t]+(?:{name})\b"
    r"|(?:from|import)\b[^\n]{{0,200}}\b(?:{name})\b"
    r"|\(?[^\n#()]{{0,200}}\b(?:{name})\b[^\n=(]{{0,200}}=(?!=))"
)


@dataclass(frozen=True)
class Names:
    """The names that a source gives a value at the outermost level; those of them that get one in
    earnest, so neither None nor a function without a body; and those that it takes from outside.

    `is_hollow` says that it does nothing else than to give some names no value.
    """

    given: frozenset[str]
    real: frozenset[str]
    taken: frozenset[str]
    is_hollow: bool


def parsed(source: str, limit: int = MAX_READ) -> ast.Module | None:
    """The syntax tree of a student's source, Jupyter's own lines left out; None where it is too
    long or no valid Python."""
    if len(source) > limit:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on odd escapes: they are the student's
        try:
            return ast.parse(_MAGIC.sub(_NOTHING, source))
        except UNREADABLE:
            return None


def is_too_long(sources: Iterable[str]) -> bool:
    """Whether so much code would have to be read that none of it is: nobody writes as much."""
    return sum(len(each) for each in sources if len(each) <= MAX_READ) > MAX_READ_OF_ALL


@lru_cache(maxsize=1024)
def names_of(source: str) -> Names | None:
    """The names of a source; None where it cannot be read."""
    tree = parsed(source)
    if tree is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            taken = free_names(tree)
        except UNREADABLE:
            return None
    real = [statement for statement in tree.body if not _is_hollow(statement)]
    return Names(
        given=frozenset(bound_names(tree.body)),
        real=frozenset(bound_names(real)),
        taken=frozenset(taken),
        is_hollow=not real,
    )


def may_give(source: str, names: frozenset[str]) -> bool:
    """Whether a line of a source looks as if it gave one of the names a value."""
    return mentions(source, names) and _any_of(_DEFINES, names).search(source) is not None


def mentions(source: str, names: frozenset[str]) -> bool:
    """Whether one of the names stands anywhere in a source."""
    return any(name in source for name in names) and bool(_any_of(_WORD, names).search(source))


@lru_cache(maxsize=256)
def _any_of(pattern: str, names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(pattern.format(name="|".join(map(re.escape, sorted(names)))))


def gives(source: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names to which a source gives a value in earnest."""
    there = frozenset(name for name in names if mentions(source, frozenset({name})))
    if not there:
        return there
    known = names_of(source)
    if known is not None:
        return there & known.real
    return frozenset(name for name in there if may_give(source, frozenset({name})))


def _is_hollow(statement: ast.stmt) -> bool:
    """Whether a statement does nothing: a text, `pass`, `...`, `raise NotImplementedError`; a value
    of None; and a function with only such things in it."""
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Raise(ast.Name("NotImplementedError") | ast.Call(ast.Name("NotImplementedError"))):
            return True
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return _is_nothing(value)
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            return all(
                _is_nothing(inner.value) if isinstance(inner, ast.Return) else _is_hollow(inner)
                for inner in body
            )
    return False


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))
