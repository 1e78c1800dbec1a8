"""What each statement of a cell gives and takes, where that can be followed.

It says less than `studied`, and surely: who leaves a cell out must know that nobody needs it. What
may reach a name, a setting or a file that stands nowhere in the code is not followed at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from autograder.notebooks.studied import MAX_READ, names_of, python_tree
from autograder.pysource.scopes import Scope, outermost, taken_by

# Names and attributes by which code looks at, or changes, what stands elsewhere.
_FAR = {
    "breakpoint", "compile", "delattr", "dir", "exit", "getattr", "help", "input", "open", "quit",
}  # fmt: skip
_SET = {
    "dump", "memmap", "save", "save_weights", "savetxt", "savez", "savez_compressed",
    "set_printoptions", "setbufsize", "seterr", "seterrcall", "setflags", "tofile",
}  # fmt: skip
_PLAIN_DUNDERS = {"__class__", "__doc__", "__name__", "__version__"}
_PICTURES_INLINE = re.compile(r"(?m)^[ \t]*+%matplotlib[^\n]*+$")
_LITERAL = (
    ast.Constant, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.unaryop, ast.operator, ast.expr_context,
)  # fmt: skip
_MOST_KEPT, _LONGEST_KEPT = 100, 3000  # cells as they were given out come again and again


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement of a cell: the names that it gives a value, and those that it reads, at once or
    in a function that is called later.

    `is_still` says that what it gives never changes: a number, a text, a module, a plain function.
    """

    given: frozenset[str]
    reads: frozenset[str]
    is_still: bool = False


@dataclass(frozen=True)
class Followed:
    """A cell that can be followed. `imports` has the libraries by the names that they get, `parts`
    the attributes that are asked of names, `stored` the names in which something is put."""

    statements: tuple[Statement, ...]
    imports: frozenset[tuple[str, str]]
    parts: frozenset[tuple[str, str]]
    stored: frozenset[str]


def followed(source: str, *, is_ours: bool = False) -> Followed | None:
    """What a cell gives and takes; None where that cannot be followed. A cell that `is_ours` does
    nothing that is hidden."""
    if len(source) > _LONGEST_KEPT:
        return _follow(source, is_ours)
    return _kept(source, is_ours)


def _follow(source: str, is_ours: bool) -> Followed | None:
    source = _PICTURES_INLINE.sub("pass", source)
    tree = python_tree(source) if len(source) <= MAX_READ else None
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    if not is_ours:
        names = names_of(source)
        if names.is_open or names.declared or any(map(_is_hidden, nodes)):
            return None
    return Followed(
        tuple(map(_statement, tree.body)),
        frozenset(chain.from_iterable(map(_imports, nodes))),
        frozenset(chain.from_iterable(map(_parts, nodes))),
        frozenset(chain.from_iterable(map(_stored, nodes))),
    )


_kept = lru_cache(_MOST_KEPT)(_follow)


def _is_hidden(node: ast.AST) -> bool:
    """Whether what a node does may not be seen where it is done."""
    match node:
        case ast.ClassDef() | ast.FunctionDef(decorator_list=[_, *_]):
            return True
        case ast.AsyncFunctionDef(decorator_list=[_, *_]):
            return True
        case ast.Name(name):
            return name in _FAR
        case ast.Attribute(attr=name):
            return name in _SET or (name.startswith("__") and name not in _PLAIN_DUNDERS)
        case ast.ImportFrom(names=aliases):
            return any(alias.name in _SET for alias in aliases)
    return False


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Import(aliases):
            for alias in aliases:
                name = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (name, name)
        case ast.ImportFrom(module, aliases):
            yield from ((alias.asname or alias.name, f"{module}.{alias.name}") for alias in aliases)


def _parts(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Attribute(ast.Name(name), part):
            yield name, part


def _stored(node: ast.AST) -> Iterator[str]:
    """The name in which a node puts something, or takes it away: x[0] = 1, x.size = 2."""
    match node:
        case (
            ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del())
        ):
            inner: ast.AST = node
            while isinstance(inner, ast.Attribute | ast.Subscript):
                inner = inner.value
            if isinstance(inner, ast.Name):
                yield inner.id


def _statement(node: ast.stmt) -> Statement:
    module = outermost([node])
    in_functions = Scope(is_open=True, inner=module.inner)
    added = {
        part.target.id
        for part in _at_once(node)
        if isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name)
    }
    reads = frozenset({*module.read, *taken_by(in_functions), *added})
    return Statement(frozenset(module.bound), reads, _is_still(node))


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are not in a function."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(part)


def _is_still(node: ast.stmt) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.FunctionDef(args=arguments):
            return _are_literals([*arguments.defaults, *filter(None, arguments.kw_defaults)])
        case ast.Assign(targets, value):
            return all(map(_holds_names, targets)) and _are_literals([value])
        case ast.AnnAssign(ast.Name(), _, ast.expr() as value):
            return _are_literals([value])
    return False


def _are_literals(values: Iterable[ast.expr]) -> bool:
    return all(isinstance(part, _LITERAL) for value in values for part in ast.walk(value))


def _holds_names(target: ast.expr) -> bool:
    allowed = (ast.Name, ast.Tuple, ast.expr_context)
    return all(isinstance(part, allowed) for part in ast.walk(target))
