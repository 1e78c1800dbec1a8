"""Names that source takes from outside: as Python's own symbol table says, at a linear cost."""

from __future__ import annotations

import ast
import symtable
import sysconfig
import time
import warnings
from itertools import islice
from pathlib import Path
from string import ascii_letters

import pytest

from autograder.pysource.scopes import bound_names, free_names

LIBRARY = Path(sysconfig.get_path("stdlib"))
TRICKY = [
    "x",
    "x = x",
    "x += 1",
    "del x",
    "def f(a, b=c, *d, e: g = h, **i) -> j:\n    return a, b, d, e, i, k\n",
    "@a\ndef f(): pass",
    "@a\nclass C(b, metaclass=c):\n    d = e\n    f = d\n    def g(self): return d, h",
    "class C:\n    x = [x for x in x if x]\n    y = [z for z in [0] if x]",
    "def f():\n    [e := d for d in c]\n    return e\ne",
    "def f():\n    global e\n    [e := d for d in c]\n    return lambda: e",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    return lambda: x",
    "def f():\n    x = 1\n    def g():\n        global x\n        def h(): return x\n    return x",
    "def f():\n    x = 1\n    class C:\n        global x\n        def h(a): return x\n        x",
    "def f():\n    x = 1\n    class C:\n        x = x\n        def h(self): return x",
    "def f():\n    if 0:\n        x = 1\n    return x, y",
    "def f():\n    x: int\n    return x",
    "def f():\n    try: pass\n    except E as e: e\n    e, g",
    "try: pass\nexcept* E as e: e",
    "import a.b as c, d.e\nfrom f import g as h, i\na, c, d, e, g, h, i",
    "from a import *\nb",
    "match a:\n    case [b, *c]: b, c\n    case {'d': e, **f}: e, f\n    case G(h=i) as j: h, i, j",
    "def f(a):\n    match a:\n        case [b, *c] | {**d}: b, c, d\n    return b, c, d, g",
    "lambda a, b=c: (a, b, d, lambda: (a, e))",
    "async def f(a):\n    async with b as c, d: await c\n    return [e async for e in f(c)]",
    "for a, (b, *c) in d:\n    a, b, c\nelse:\n    e",
    "with a as b.c, d as e[f]: pass",
    "f'{a!r:>{b}} {(lambda: c)()}'",
    "{a: b for a, b in c}, {d for d in e}, (f for f in g for h in f)",
    "x = lambda: (x, y)\ndef z():\n    del w\n    return w",
]


class Generators(ast.NodeTransformer):
    """Makes generators of comprehensions: from 3.12 on, Python counts the names of the others to
    the scope around them, where it runs them."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.ListComp | ast.SetComp):
            node = ast.GeneratorExp(node.elt, node.generators)
        elif isinstance(node, ast.DictComp):
            both = ast.Tuple([node.key, node.value], ast.Load())
            node = ast.GeneratorExp(both, node.generators)
        return super().generic_visit(node)


def of_symtable(source: str) -> tuple[set[str], set[str]]:
    """The names that a source takes from outside, and those that it binds."""
    tree = Generators().visit(ast.parse(source))
    module = symtable.symtable(ast.unparse(tree), "source", "exec")
    bound = {
        each.get_name()
        for each in module.get_symbols()
        if each.is_assigned() or each.is_imported() or each.is_namespace()
    }
    free, tables = set(), [module]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        free |= {
            each.get_name()
            for each in table.get_symbols()
            if each.is_referenced() and (table is module or each.is_global())
        }
    return known(free - bound), known(bound)


def known(names: set[str]) -> set[str]:
    """Without what Python makes of names with two underscores, and the star of an import."""
    return {name for name in names if "__" not in name and name != "*"}


def ours(source: str) -> tuple[set[str], set[str]]:
    tree = ast.parse(source)
    return known(free_names(tree)), known(set(bound_names(tree.body)))


@pytest.mark.parametrize("source", TRICKY)
def test_scopes_are_those_of_python(source: str) -> None:
    assert ours(source) == of_symtable(source)


def test_the_standard_library_piece_by_piece() -> None:
    compared = 0
    for path in islice(sorted(LIBRARY.glob("*.py")), 0, None, 4):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = ast.parse(path.read_bytes())
            except (SyntaxError, ValueError):  # made so, to be tried
                continue
            for statement in tree.body:
                source = ast.unparse(statement)
                # symtable takes a function of the name “top” for the module.
                if isinstance(statement, ast.Import | ast.ImportFrom | ast.Expr) or "top" in source:
                    continue
                try:
                    theirs = of_symtable(source)
                except SyntaxError:  # a `return` that stands alone, say
                    continue
                assert ours(source) == theirs, (path, source)
                compared += 1
    assert compared > 500


def test_a_name_that_a_comprehension_gives_away() -> None:
    assert ours("[a for b in c if (d := b)]\nd") == ({"a", "c"}, {"d"})


def test_names_come_in_order() -> None:
    source = "b = a = 1\ndef c(): pass\nfor d in []: e = 2\nb = 3\nimport f.g, h as i"
    assert bound_names(ast.parse(source).body) == ("b", "a", "c", "d", "e", "f", "i")


@pytest.mark.parametrize(
    "source",
    [
        "def f({many}):\n    return {deep}({many})",
        "def f({many}):\n    return {deep}0",
        "def f():\n    global {many}\n    return {deep}0",
        "{deep}({many})",
        "class C:\n    {many} = {deep}({many})",
    ],
)
def test_the_work_grows_with_the_source_and_not_with_its_square(source: str) -> None:
    """Eight times as many names in eight times as many scopes: the square would be 64 times."""
    trees = []
    for n in (100, 800):
        names = [a + b + "_" for a in ascii_letters for b in ascii_letters][:n]
        deep = "lambda: " * (n // 4)
        trees.append(ast.parse(source.format(many=", ".join(names), deep=deep)))
    small, large = (min(_seconds(tree) for _try in range(5)) for tree in trees)
    assert large / small < 24


def _seconds(tree: ast.Module) -> float:
    start = time.process_time()
    for _time in range(5):
        free_names(tree)
    return time.process_time() - start


def test_a_tree_may_be_deep() -> None:
    chain = ast.Name("x", ast.Load())
    for _level in range(50_000):
        chain = ast.Attribute(chain, "y", ast.Load())
    assert free_names(ast.Module([ast.Expr(chain)], [])) == {"x"}
    while isinstance(chain, ast.Attribute):  # taken apart: Python frees deep trees recursively
        chain = chain.value
