"""What each statement of a cell gives and takes."""

from __future__ import annotations

import pytest

from autograder.notebooks.followed import followed


@pytest.mark.parametrize(
    ("source", "given", "reads", "is_still"),
    [
        ("x = 3", "x", "", True),
        ("x, y = 'a', -2.5", "x y", "", True),
        ("x: int = 3", "x", "int", True),
        ("x = [1]", "x", "", False),
        ("x = y", "x", "y", False),
        ("x += 1", "x", "x", False),
        ("x[0] = y", "", "x y", False),
        ("del x", "x", "", False),
        ("import numpy as np", "np", "", True),
        ("%matplotlib inline\nimport matplotlib.pyplot", "matplotlib", "", True),
        ("def f(x, y=1):\n    z = x + n\n    z += 1\n    return f(z)", "f", "n f", True),
        ("def f(x, y=[]):\n    return y", "f", "", False),
        ("def f(x):\n    return [y for y in x if y in n]", "f", "n", True),
        ("for i in range(3):\n    s += i", "i s", "range s i", False),
        ("f = lambda x: x + n", "f", "n", False),
    ],
)
def test_a_statement(source: str, given: str, reads: str, is_still: bool) -> None:
    cell = followed(source)
    assert cell is not None
    said = cell.statements[-1]
    assert said.given == {*given.split()}
    assert said.reads == {*reads.split()}
    assert said.is_still is is_still


def test_libraries_their_parts_and_what_is_put_into_a_name() -> None:
    cell = followed("import numpy.linalg\nfrom numpy import random as r\nx.y[0] = r.rand(3)")
    assert cell is not None
    assert cell.imports == {("numpy", "numpy"), ("r", "numpy.random")}
    assert cell.paths == {("x", "y"), ("r", "rand")}
    assert cell.statements[-1].reads == {"x", "r"} and not cell.statements[-1].is_still
    assert followed("x.y[0].z = 1") is None  # whose attribute that is, nobody knows


def test_what_is_ours_is_followed_whatever_it_does() -> None:
    source = "import builtins\nclass Thing:\n    pass"
    assert followed(source) is None
    assert followed(source, is_ours=True) is not None


def test_many_cells_that_read_each_other() -> None:
    long = "\n".join(f"x{i} = x{i - 1}" for i in range(1, 1500))
    cell = followed(long)
    assert cell is not None and len(cell.statements) == 1499
