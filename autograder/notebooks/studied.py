"""What a student's code says about its names, without running it.

A student's text may be anything: only a cell of some length is looked into, only so much of one
work, and each of it once. What a name's value is, only running tells. So it is told apart what a
source surely gives, and what it may give.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from keyword import iskeyword

from autograder.pysource.scopes import bound_names, declared_in, outermost, taken_by

MAX_READ = 20_000  # characters: far more than anybody writes into one cell
MAX_READ_OF_ALL = 100_000  # characters of one submission: at worst Python reads them in a second
MAX_KEPT = 300_000  # characters of cells that were read: at worst what they say takes 30 MB
UNREADABLE = (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError)
NO_IMPLEMENTATION = "NotImplementedError"

# A line for Jupyter, not for Python.
_MAGIC = re.compile(r"(?m)^([ \t]*+)([%!?]++)(\w*+)[^\n]*+")
_OWN_BODY = {"capture", "prun", "time"}  # what stands below %%… is run like any other cell
# They give no name a value, and what stands below them with %%, does not run in the notebook.
_GIVE_NOTHING = {
    "alias", "autoreload", "autosave", "bash", "cd", "cmd", "conda", "config", "env", "file",
    "html", "javascript", "js", "latex", "load_ext", "ls", "lsmagic", "markdown", "matplotlib",
    "perl", "pip", "pprint", "precision", "prompt", "pwd", "ruby", "script", "sh", "svg", "sx",
    "system", "timeit", "who", "whos", "writefile",
}  # fmt: skip
# By these a value may get any name.
_OPEN_NAMES = {
    "__builtins__", "__import__", "__main__", "eval", "exec", "get_ipython", "globals", "locals",
    "runpy", "setattr", "vars",
}  # fmt: skip
_OPEN_PARTS = {
    "__dict__", "__globals__", "exec", "f_globals", "f_locals", "modules", "user_ns",
}  # fmt: skip
_TOKEN = re.compile(r"[^\W\d]\w*+|:=|[=!<>]=|[=(#]")


@dataclass(frozen=True)
class Names:
    """The names that a source gives a value at the outermost level; those of them that get one in
    earnest, so neither None nor a function without a body; those that a function in it may give;
    and those that it takes from outside.

    `is_hollow` says that it surely does nothing else than to give some names no value, and
    `is_open` that it may give a value to any name: nobody can see which.
    """

    given: frozenset[str] = frozenset()
    real: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    is_hollow: bool = False
    is_open: bool = False


def parsed(source: str, limit: int = MAX_READ) -> ast.Module | None:
    """The syntax tree of a student's source, Jupyter's own lines left out; None where it is too
    long or no valid Python."""
    if len(source) > limit:
        return None
    return python_tree(source) or python_tree(_for_python(source)[0])


def python_tree(source: str) -> ast.Module | None:
    """The syntax tree of a source; None where it is no valid Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on odd escapes: they are the student's
        try:
            return ast.parse(source)
        except UNREADABLE:
            return None


def length(sources: Iterable[str]) -> int:
    """How many characters of these sources would be looked into."""
    return sum(len(each) for each in sources if len(each) <= MAX_READ)


def names_of(source: str) -> Names:
    """The names of a source. Of one that is too long nothing is known: it may give any."""
    return _read(source) if len(source) <= MAX_READ else Names(is_open=True)


class _Room:
    """What may still be kept: entries differ in size as their sources do."""

    left = MAX_KEPT

    @classmethod
    def take(cls, characters: int) -> None:
        """Forget all that was kept, where no room is left."""
        if characters > cls.left:
            _read.cache_clear()
            cls.left = MAX_KEPT
        cls.left -= characters


# Most cells of a class are as they were given out.
@cache  # `_Room` bounds it
def _read(source: str) -> Names:
    _Room.take(len(source))
    tree, is_open = python_tree(source), False
    if tree is None:
        python, is_open = _for_python(source)
        tree = python_tree(python)
        if tree is None:
            return _by_its_lines(python, is_open=is_open)
    module = outermost(tree.body)
    is_open = is_open or any(map(_opens, ast.walk(tree)))
    real = [statement for statement in tree.body if not _is_hollow(statement)]
    return Names(
        given=frozenset(module.bound),
        real=frozenset(bound_names(real)),
        declared=frozenset(declared_in(module)),
        taken=frozenset(taken_by(module)),
        is_hollow=not real and not is_open,
        is_open=is_open,
    )


def gives(source: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the names to which a source gives a value in earnest, as far as can be seen."""
    return names & names_of(source).real


def may_give(source: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the names to which a source may give a value, also where that cannot be seen."""
    known = names_of(source)
    return names if known.is_open else names & (known.real | known.declared)


def _for_python(source: str) -> tuple[str, bool]:
    """A source without Jupyter's own lines, and without the body of a cell that is not run as
    Python; and whether one of these lines may give a value to any name."""
    is_open = False
    for found in _MAGIC.finditer(source):
        marks, name = found[2], found[3]
        if marks == "%%" and name in _GIVE_NOTHING and not source[: found.start()].strip():
            return "pass", False
        harmless = _OWN_BODY if marks == "%%" else _GIVE_NOTHING
        is_open = is_open or (marks.startswith("%") and name not in harmless)
    return _MAGIC.sub(r"\1pass", source), is_open


def _by_its_lines(source: str, *, is_open: bool) -> Names:
    """The names of what Python cannot read as a whole: it is run piece by piece."""
    given, words = set[str](), set[str]()
    for line in source.splitlines():
        tokens = _TOKEN.findall(line)
        tokens = tokens[: tokens.index("#")] if "#" in tokens else tokens
        given.update(_given_by(tokens))
        words.update(each for each in tokens if each.isidentifier())
        is_open = is_open or ("import" in tokens and line.rstrip().endswith("*"))
    is_open = is_open or not words.isdisjoint(_OPEN_NAMES | _OPEN_PARTS)
    words = {each for each in words if not iskeyword(each)}
    names = frozenset(given & words)
    return Names(names, names, taken=frozenset(words - given), is_open=is_open)


def _given_by(tokens: list[str]) -> Iterable[str]:
    """The names to which a line looks as if it gave a value: def, import, or an assignment."""
    match tokens:
        case ["def" | "class", name, *_] | ["async", "def", name, *_]:
            yield name
        case ["from" | "import" | "global" | "for", *names]:
            yield from names[: names.index("in")] if "in" in names else names
        case ["(", *rest] | rest:
            waiting: list[str] = []
            for token in rest:
                if token == "(":
                    break
                if token == "=":
                    yield from waiting
                    waiting = []
                waiting.append(token)
    for before, after in pairwise(tokens):
        if before == "as":
            yield after
        if after == ":=":
            yield before


def _opens(node: ast.AST) -> bool:
    """Whether by a node a value may get any name."""
    match node:
        case ast.Name(name):
            return name in _OPEN_NAMES
        case ast.Attribute(attr=name):
            return name in _OPEN_PARTS
        case ast.ImportFrom(names=[ast.alias("*")]):
            return True
        case ast.Import(aliases) | ast.ImportFrom(names=aliases):
            return any(alias.name in _OPEN_NAMES | _OPEN_PARTS for alias in aliases)
    return False


def _is_hollow(statement: ast.stmt) -> bool:
    """Whether a statement does nothing: a text, `pass`, `...`, `raise NotImplementedError`; a value
    of None; and a function with only such things in it, which nothing takes into its hands."""
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Raise(ast.Name(name) | ast.Call(ast.Name(name))):
            return name == NO_IMPLEMENTATION
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return _is_nothing(value)
        case (
            ast.FunctionDef(body=body, decorator_list=[])
            | ast.AsyncFunctionDef(body=body, decorator_list=[])
        ):
            return all(
                _is_nothing(inner.value) if isinstance(inner, ast.Return) else _is_hollow(inner)
                for inner in body
            )
    return False


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))
