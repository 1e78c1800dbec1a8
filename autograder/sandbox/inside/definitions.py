"""Which statements of a cell that did not come to its end can be run all the same: those that only
say what a name means, so that they surely end, wherever in the cell they stand."""

from __future__ import annotations

import ast

PLAIN = (
    ast.Name, ast.Attribute, ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.UnaryOp,
    ast.expr_context, ast.unaryop,
)  # fmt: skip
IN_ANNOTATIONS = (ast.Subscript, ast.BinOp, ast.BitOr)  # list[int], int | None


def only_defines(statement: ast.stmt) -> bool:
    """Whether a statement is an import, a constant, a function, or a class made of such things."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            return all(isinstance(each, ast.Name) for each in targets) and _is_plain(value)
        case ast.AnnAssign(target=ast.Name(), annotation=said, value=ast.expr() as value):
            return _is_plain(said, *IN_ANNOTATIONS) and _is_plain(value)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return not statement.decorator_list and _is_plain_at_its_head(statement)
        case ast.ClassDef(bases=bases, keywords=[], decorator_list=[], body=body):
            return all(map(_is_plain, bases)) and all(map(_may_stand_in_a_class, body))
    return isinstance(statement, ast.Import | ast.ImportFrom)


def _may_stand_in_a_class(statement: ast.stmt) -> bool:
    text = isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
    return text or only_defines(statement)


def _is_plain_at_its_head(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Python computes the defaults and the annotations of a function where it stands."""
    given = function.args
    defaults = filter(None, [*given.defaults, *given.kw_defaults])
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    said = [each.annotation for each in arguments if each is not None]
    annotations = filter(None, [*said, function.returns])
    return all(map(_is_plain, defaults)) and all(
        _is_plain(each, *IN_ANNOTATIONS) for each in annotations
    )


def _is_plain(value: ast.expr, *more: type[ast.AST]) -> bool:
    """Whether nothing is computed: names, parts of modules, constants and lists of them."""
    return all(isinstance(node, (*PLAIN, *more)) for node in ast.walk(value))
