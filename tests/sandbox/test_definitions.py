"""What is run of a cell that was stopped: what only says what a name means."""

from __future__ import annotations

import ast

import pytest

from autograder.sandbox.inside.definitions import only_defines


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np",
        "from math import *",
        "x = y = -1.5",
        "x: list[int] = [1, 2]",
        "def f(x: list[int], *rest: int, k: int | None = None) -> float:\n    while True: pass",
        "class A(Base):\n    'text'\n    n = 3\n    def f(self): return g()",
    ],
)
def test_what_is_run(source: str) -> None:
    assert only_defines(ast.parse(source).body[0])


@pytest.mark.parametrize(
    "source",
    [
        "x = f()",
        "x = a[0]",
        "x = a + b",
        "a[0] = 1",
        "a.b = 1",
        "x, y = z",
        "x: f() = 1",
        "x: int",
        "def f(x=g()): pass",
        "def f(x: g()): pass",
        "def f(*x: g()): pass",
        "def f() -> g(): pass",
        "@g\ndef f(): pass",
        "class A(f()): pass",
        "class A(metaclass=M): pass",
        "class A:\n    x = f()",
        "while True: pass",
        "f()",
    ],
)
def test_what_is_not_run(source: str) -> None:
    assert not only_defines(ast.parse(source).body[0])
