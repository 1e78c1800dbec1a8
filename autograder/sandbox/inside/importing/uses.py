"""Which names a statement uses, and how its imports and decorators are made to cost nothing."""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import indent
from typing import Any, TypeGuard

from autograder.sandbox.inside import bare
from autograder.sandbox.inside.failures import ANY
from autograder.sandbox.inside.importing.standins import StandIn

ImportStatement = ast.Import | ast.ImportFrom
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
CATCHING = (*FUNCTIONS, ast.With, ast.AsyncWith)  # what these call, or who calls them, may catch
PARTS = ("body", "orelse", "finalbody", "handlers", "cases")
# What runs the text that it is given: magics are such calls, too.
RUNS_TEXT = {"run_line_magic", "run_cell_magic", "system", "getoutput", "eval", "exec"}
SHELL = "__import__('IPython').get_ipython()"  # as code that stands anywhere can name it
WORD = re.compile(r"[^\W\d]\w*")


def names_used(statement: ast.stmt, namespace: dict[str, Any]) -> set[str]:
    """The names that may be looked up while a statement runs, also by the functions that it names.

    Rather too many than too few: a library among them is imported.
    """
    found: set[str] = set()
    seen: list[Any] = []
    waiting = list(_names_in(statement))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for code in _code_of(namespace.get(name), seen, namespace.get("__name__")):
                waiting += code.co_names
    return found


def _names_in(statement: ast.stmt) -> Iterator[str]:
    names, texts = set(), []
    for node in _run_now(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
    yield from names
    if names & RUNS_TEXT:
        yield from WORD.findall(" ".join(texts))


def _run_now(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but the bodies of functions, which run when they are called; a class is used soon
    enough, so its methods count."""
    yield node
    for field, value in ast.iter_fields(node):
        if field == "body" and isinstance(node, FUNCTIONS):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                inside = isinstance(node, ast.ClassDef) and isinstance(child, FUNCTIONS)
                yield from ast.walk(child) if inside else _run_now(child)


def _code_of(thing: Any, seen: list[Any], module: Any) -> Iterator[types.CodeType]:
    """The code that may run when something is used: a function's, or that of a student's class,
    which says that it is of this module."""
    if any(thing is each for each in seen):
        return
    if bare.is_a(thing, types.FunctionType):
        seen.append(thing)
        yield from _all_code(thing.__code__)
        for cell in thing.__closure__ or ():
            try:
                yield from _code_of(cell.cell_contents, seen, module)
            except ValueError:
                pass  # it is empty
        return
    kind = thing if bare.is_a(thing, type) else type(thing)
    if bare.module_of(kind) == module and not bare.is_a(kind, StandIn):
        seen.append(thing)
        for each in bare.members(kind):
            yield from _code_of(each, seen, module)


def _all_code(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _all_code(constant)


def single(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, with `import a, b` as two of them: each succeeds or fails on its own."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                yield ast.copy_location(ast.Import([alias]), statement)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                one = ast.ImportFrom(statement.module, [alias], statement.level)
                yield ast.copy_location(one, statement)
        else:
            yield statement


@dataclass(frozen=True)
class Place:
    """Where an import stands: in a function or a class, where only an assignment binds a name; or
    where the student's code may catch that it fails, such as below `try` or `with`."""

    local: bool = False
    caught: bool = False

    def inside(self, block: ast.AST, part: str) -> Place:
        """The place of what stands in a part of a block that stands here."""
        tries = part == "body" and bool(getattr(block, "handlers", ()))
        caught = tries or isinstance(block, CATCHING)
        return Place(self.local or isinstance(block, DEFINITIONS), self.caught or caught)


Handler = Callable[[ImportStatement, Place], str]


def soften(statement: ast.AST, handler: Handler, place: Place) -> None:
    """Let a statement, or a file, go on where an import inside it fails, such as below `if`.

    `handler` gives the code that is run then, for an import at this place.
    """
    try:
        _soften(statement, handler, place)
    except RecursionError:
        pass  # so deep that it is run as it is


def _soften(statement: ast.AST, handler: Handler, place: Place) -> None:
    for part in PARTS:
        inner: list[Any] = getattr(statement, part, [])
        within = place.inside(statement, part)
        for each in inner:
            _soften(each, handler, within)
        if any(_can_fail(each, within) for each in inner):
            inner[:] = [
                _guarded(each, handler(each, within)) if _can_fail(each, within) else each
                for each in single(inner)
            ]


def _can_fail(statement: ast.AST, place: Place) -> TypeGuard[ImportStatement]:
    if isinstance(statement, ast.ImportFrom):
        any_name = statement.names[0].name == ANY  # in a function it is an error of syntax
        return statement.module != "__future__" and not (any_name and place.local)
    return isinstance(statement, ast.Import)


def _guarded(statement: ImportStatement, handler: str) -> ast.stmt:
    text = f"try:\n    pass\nexcept ImportError:\n{indent(handler, '    ')}"
    guard = _placed(ast.parse(text).body[0], statement)
    assert isinstance(guard, ast.Try)
    guard.body = [statement]
    return guard


def undecorate(statement: ast.stmt, namespace: dict[str, Any]) -> None:
    """Take away the decorators whose library is not installed."""
    for node in ast.walk(statement):
        if isinstance(node, DEFINITIONS):
            for place, decorator in enumerate(node.decorator_list):
                root = _root(decorator)
                if bare.is_a(namespace.get(root), StandIn):
                    text = f"{SHELL}.undecorated({root})"
                    call = _placed(ast.parse(text, mode="eval").body, decorator)
                    node.decorator_list[place] = call


def _root(expression: ast.expr) -> str:
    while isinstance(expression, ast.Attribute | ast.Call):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    return expression.id if isinstance(expression, ast.Name) else ""


def _placed(new: Any, old: ast.AST) -> Any:
    """The new nodes at the place of the old one."""
    for node in ast.walk(new):
        if "lineno" in node._attributes:
            ast.copy_location(node, old)
    return new
