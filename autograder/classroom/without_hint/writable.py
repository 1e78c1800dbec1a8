"""Which code of a student's may become a known mistake, and so code of the course.

A known mistake runs where exercises are proved and hints are found, outside of any sandbox. So no
line that a student wrote gets there unless all of it is of a list: arithmetic, branches, loops over
something, and the plain functions of NumPy and math. What is more than that, a person writes.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

MOST_NODES = 600
MOST_WHOLE = 1_000_000  # a larger number may be a size that nobody has the memory for
MOST_EXPONENT = 64

SYNTAX = (
    ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.AugAssign,
    ast.Expr, ast.If, ast.For, ast.Pass, ast.Break, ast.Continue, ast.BinOp, ast.UnaryOp,
    ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.keyword, ast.Attribute, ast.Subscript,
    ast.Slice, ast.Name, ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.ListComp,
    ast.GeneratorExp, ast.comprehension, ast.Lambda, ast.Import, ast.alias, ast.expr_context,
    ast.boolop, ast.unaryop, ast.cmpop, ast.Add, ast.Sub, ast.Mult, ast.MatMult, ast.Div,
    ast.FloorDiv, ast.BitAnd, ast.BitOr, ast.Mod, ast.Pow,
)  # fmt: skip


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BUILTINS = _names(
    """abs all any bool dict enumerate float int isinstance len list max min print range reversed
    round set sorted str sum tuple zip"""
)
MODULES = {"numpy": "numpy", "np": "numpy", "math": "math"}
NUMPY = _names(
    """abs absolute add all allclose any amax amin append arange argmax argmin argsort array
    array_equal asarray atleast_1d atleast_2d average bool_ broadcast_to ceil clip column_stack
    concatenate copy cos cosh cumsum diag diff divide dot dtype e empty_like equal exp exp2
    expand_dims expm1 eye finfo flip float32 float64 floor full full_like greater greater_equal
    heaviside hstack identity inf int32 int64 isclose isfinite isnan less less_equal linspace log
    log10 log1p log2 logical_and logical_not logical_or logspace matmul max maximum mean median
    min minimum mod moveaxis multiply nan nan_to_num ndarray ndim negative newaxis not_equal ones
    ones_like outer pi power prod ravel repeat reshape resize rint round shape sign sin sinh size
    sort split sqrt square squeeze stack std subtract sum swapaxes take tan tanh tensordot tile
    transpose trunc unique var vstack where zeros zeros_like"""
)
MATH = _names(
    """ceil copysign cos cosh e erf exp exp2 expm1 fabs floor fsum hypot inf isclose isfinite isinf
    isnan log log10 log1p log2 nan pi pow sin sinh sqrt tan tanh tau trunc"""
)
METHODS = _names(
    """T all any append argmax argmin astype clip copy count cumsum dot dtype extend flatten index
    insert item items keys max mean min ndim prod ravel repeat reshape reverse round shape size
    sort squeeze std sum swapaxes tolist transpose values var"""
)


def is_plain(tree: ast.Module, known: Collection[str] = ()) -> bool:
    """Whether all of this code is of the list. It may also read the names that are `known`."""
    nodes = list(ast.walk(tree))
    own = {*known, *BUILTINS, *MODULES} | _given(nodes)
    return len(nodes) <= MOST_NODES and all(_is_plain(node, own) for node in nodes)


def _given(nodes: Collection[ast.AST]) -> set[str]:
    """The names to which the code itself gives something."""
    names = {node.id for node in nodes if isinstance(node, ast.Name) and _is_written(node)}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return names | {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def _is_written(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _is_plain(node: ast.AST, own: Collection[str]) -> bool:
    if not isinstance(node, SYNTAX):
        return False
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list and _may_be_called_so(node.name)
    if isinstance(node, ast.arg):
        return _may_be_called_so(node.arg)
    if isinstance(node, ast.Name):
        is_taken = node.id in MODULES or node.id in BUILTINS
        return node.id in own and not (_is_written(node) and is_taken) and "__" not in node.id
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Load) and _is_plain_attribute(node)
    if isinstance(node, ast.Import):
        return all(each.name == MODULES.get(each.asname or each.name) for each in node.names)
    if isinstance(node, ast.Constant):
        return _is_plain_constant(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return _is_plain_power(node)
    return True


def _may_be_called_so(name: str) -> bool:
    return name not in MODULES and name not in BUILTINS and "__" not in name


def _is_plain_attribute(node: ast.Attribute) -> bool:
    module = MODULES.get(node.value.id) if isinstance(node.value, ast.Name) else None
    if module is None:
        return node.attr in METHODS
    return node.attr in (NUMPY if module == "numpy" else MATH) and not node.attr.startswith("_")


def _is_plain_constant(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) <= MOST_WHOLE
    return value is None or isinstance(value, float | str)


def _is_plain_power(node: ast.BinOp) -> bool:
    """Whether this is no tower of whole numbers, which nobody can compute."""
    if any(isinstance(each, ast.Pow) for each in ast.walk(node.right)):
        return False
    whole = [each.value for each in ast.walk(node.right) if isinstance(each, ast.Constant)]
    return all(not isinstance(each, int) or abs(each) <= MOST_EXPONENT for each in whole)
