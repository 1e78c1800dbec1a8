"""Which statements of a cell that did not come to its end can be run all the same: those that only
say what a name means, so that they surely end, wherever in the cell they stand."""

from __future__ import annotations

import ast


def only_defines(statement: ast.stmt) -> bool:
    """Whether a statement is an import, a constant, a function, or a class made of such things."""
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return _is_plain(value)
        case ast.FunctionDef(args=given) | ast.AsyncFunctionDef(args=given):
            defaults = [*given.defaults, *filter(None, given.kw_defaults)]
            return not statement.decorator_list and all(map(_is_plain, defaults))
        case ast.ClassDef(bases=bases, keywords=[], decorator_list=[], body=body):
            return all(map(_is_plain, bases)) and all(map(_may_stand_in_a_class, body))
    return isinstance(statement, ast.Import | ast.ImportFrom)


def _may_stand_in_a_class(statement: ast.stmt) -> bool:
    text = isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
    return text or only_defines(statement)


def _is_plain(value: ast.expr) -> bool:
    """Whether nothing is computed: names, parts of modules, constants and lists of them."""
    allowed = (
        ast.Name, ast.Attribute, ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.UnaryOp,
        ast.expr_context, ast.unaryop,
    )  # fmt: skip
    return all(isinstance(node, allowed) for node in ast.walk(value))
