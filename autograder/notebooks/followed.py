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

# Names and attributes by which code looks at, or changes, what stands elsewhere, or ends a cell.
_FAR = {
    "BaseException", "BaseExceptionGroup", "GeneratorExit", "In", "KeyboardInterrupt", "Out",
    "SystemExit", "breakpoint", "compile", "delattr", "dir", "exit", "getattr", "help", "input",
    "open", "quit",
}  # fmt: skip
_SET = {
    "DataSource", "ForwardRef", "Formatter", "attrgetter", "builtins", "ctypes", "format_map", "gc",
    "get_type_hints", "importlib", "inspect", "memmap", "methodcaller", "np", "numpy",
    "open_memmap", "os", "rundocs", "runstring", "set_printoptions", "setbufsize", "seterr",
    "seterrcall", "setflags", "singledispatch", "sys", "threading", "tofile", "tzset",
    "update_wrapper", "warnings", "wraps",
}  # fmt: skip
_WRITES = re.compile(
    "save|write|dump|export"
)  # a file: savefig, imsave, to_csv has no library here
_OF_JUPYTER = re.compile(r"_{1,3}|_i{1,3}|_i?\d+|_[iod]h|_exit_code")  # what was shown before
_ASKS_WITHIN = re.compile(r"\{[^{}:!]*[.\[]")  # "{0.size}".format(x)
_PLAIN_DUNDERS = {"__class__", "__doc__", "__name__", "__version__"}
_PICTURES_INLINE = re.compile(r"(?m)^[ \t]*+%matplotlib[ \t]++inline[ \t]*+$")
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
    """A cell that can be followed. `imports` has the libraries by the names that they get, `paths`
    what is asked of names: ("np", "linalg.norm"), and ("np", "") where one is used as it is."""

    statements: tuple[Statement, ...]
    imports: frozenset[tuple[str, str]]
    paths: frozenset[tuple[str, str]]


def followed(source: str, *, is_ours: bool = False) -> Followed | None:
    """What a cell gives and takes; None where that cannot be followed. A cell that `is_ours` does
    nothing that is hidden."""
    if len(source) > _LONGEST_KEPT:
        return _follow(source, is_ours)
    return _kept(source, is_ours)


def _follow(source: str, is_ours: bool) -> Followed | None:
    if len(source) > MAX_READ:
        return None
    tree = python_tree(source)
    if tree is None:
        source = _PICTURES_INLINE.sub("pass", source)
        tree = python_tree(source)
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
        frozenset(_paths(nodes)),
    )


_kept = lru_cache(_MOST_KEPT)(_follow)


def _is_hidden(node: ast.AST) -> bool:
    """Whether what a node does may not be seen where it is done."""
    match node:
        case ast.ClassDef() | ast.FunctionDef(decorator_list=[_, *_]):
            return True
        case ast.AsyncFunctionDef(decorator_list=[_, *_]):
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef():  # then it may be there for all
            return any(map(_imports_a_part, ast.walk(node)))
        case ast.With():  # which is left when somebody goes on with what has yielded
            return any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))
        case ast.Name(name, ctx):
            return name in _FAR or (
                isinstance(ctx, ast.Load) and _OF_JUPYTER.fullmatch(name) is not None
            )
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            return True
        case ast.Attribute(ast.Constant(str(text)), "format"):
            return _ASKS_WITHIN.search(text) is not None
        case ast.Attribute(attr=name):
            return name == "format" or _is_far(name)
        case ast.ImportFrom(names=aliases):
            return any(_is_far(alias.name) for alias in aliases)
    return False


def _is_far(part: str) -> bool:
    """Whether an attribute of this name looks at, or changes, what stands elsewhere."""
    if part in _SET or _WRITES.search(part):
        return True
    return part.startswith("_") and part not in _PLAIN_DUNDERS


def _imports_a_part(node: ast.AST) -> bool:
    match node:
        case ast.Import(aliases):
            return any("." in alias.name for alias in aliases)
        case ast.ImportFrom(str(module)):
            return "." in module
    return False


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Import(aliases):
            for alias in aliases:
                name = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (name, name)
        case ast.ImportFrom(module, aliases):
            yield from ((alias.asname or alias.name, f"{module}.{alias.name}") for alias in aliases)


def _paths(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """The names that are read, each with all that is asked of it at once."""
    inner = set[ast.AST]()
    for node in nodes:  # from the outside to the inside
        parts = list[str]()
        while isinstance(node, ast.Attribute) and node not in inner:
            inner.add(node)
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in inner:
            inner.add(node)
            yield node.id, ".".join(reversed(parts))


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
