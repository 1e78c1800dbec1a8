"""First aid says no more than an error shows: each error is provoked for real."""

from __future__ import annotations

import ast
import io
import math
import sys

import numpy as np
import pytest

from autograder.checking.first_aid import first_aid

GIVEN = {"np": np, "math": math, "a": np.ones(3), "t": np.ones((2, 3)), "n": None}


def aid(source: str) -> str:
    """What first aid says about the error of the last line, with that line as the student's."""
    line = source.splitlines()[-1].strip()
    try:
        exec(compile(ast.parse(source), "student", "exec"), dict(GIVEN))
    except SyntaxError as error:
        return first_aid(type(error).__name__, str(error.msg), str(error.text or "").strip())
    except Exception as error:
        return first_aid(type(error).__name__, str(error), line)
    raise AssertionError(f"nothing was raised by {source}")


def test_nobody_is_there_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "Nobody is there to answer input()" in aid("input()")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a[3]", "There is no such place"),
        ("np.exp(\u2013a)", "does not know the character \u2013"),
        ("print(\u201ctanh\u201d)", "does not know the character \u201c"),
        ("a +\u00a01", "A character that nobody can see"),
        ("def tanh[(x): pass", f"Python 3.{sys.version_info.minor}"),
        ("f'{a!}'", "Something inside the braces"),
        ("r\u0435lu(1)", "The letter \u0435 in this name is a Cyrillic one"),
        ("\u0445 + 1", "The letter \u0445 in this name is a Cyrillic one"),
        ("\u0441\u0443\u043c\u043c\u0430 + 1", "Python does not know this name"),
        ("relu(1)", "Python does not know this name"),
        ("[1][2]", "There is no such place"),
        ("a[1.0]", "must be a whole number"),
        ("a['x']", "must be a whole number"),
        ("[1][1.0]", "must be a whole number"),
        ("t[0, 0, 0]", "more places in [ ] than the array has axes"),
        ("np.float64(1)[0]", "One number has no places"),
        ("(1.5)[0]", "One number has no places"),
        ("[[1], [2]][0, 0]", "one place at a time"),
        ("a[[True, False]]", "must be as long as"),
        ("np.sum[a]", "with ( ), not with [ ]"),
        ("n[0]", "None"),
        ("n + 1", "None"),
        ("n.sum()", "None"),
        ("for _ in n: pass", "None"),
        ("[1] - [2]", "do not compute as numbers do"),
        ("[1] * 1.5", "do not compute as numbers do"),
        ("'a' + 1", "without quotes"),
        ("1 - 'a'", "without quotes"),
        ("math.exp(a)", "takes one number only"),
        ("float(a)", "takes one number only"),
        ("math.exp([1])", "takes one number only"),
        ("np.max(0, a)", "where one whole number is wanted"),
        ("range(1.5)", "// makes one"),
        ("np.zeros(2, 3)", "np.zeros((2, 3))"),
        ("np.array(1, 2)", ""),
        ("for _ in 3: pass", "range(n)"),
        ("len(3)", "no length"),
        ("a ^ 2", "write **"),
        ("1.0 ^ 2", "write **"),
        ("a()", "To multiply, write *"),
        ("np.hstack(a, a)", "other arguments than it takes"),
        ("t @ t", "shapes do not fit"),
        ("np.dot(t, t)", "shapes do not fit"),
        ("a + np.ones(2)", "shapes do not fit"),
        ("a[:] = np.ones(4)", "shapes do not fit"),
        ("t.reshape(4)", "reshape keeps all elements"),
        ("np.sum(a, axis=1)", "no such axis"),
        ("if a > 0: pass", "got a whole array"),
        ("max(0, a)", "got a whole array"),
        ("np.array([[1], [1, 2]])", "different lengths"),
        ("a[0] = [1, 2]", "takes one number"),
        ("p, q = 1, 2, 3", "more or fewer names"),
        ("max([])", "empty"),
        ("[1].sum()", "np.array(…) makes one of a list"),
        ("(1.5).sum()", "single number of Python"),
        ("np.sigmoid(a)", "check the spelling"),
        ("a.men()", "check the spelling"),
        ("missing", "does not know this name"),
        ("def f():\n    q = p\n    p = 1\nf()", "before it gives it a value"),
        ("import seaborrn", "Not every library is installed"),
        ("{}['a']", "under this key"),
        ("def f(): return f()\nf()", "calls itself without end"),
        ("1 / 0", "divided by zero"),
        ("0.0 ** -1", "no negative power"),
        ("math.exp(1000)", "larger than a number"),
        ("math.log(0)", "no result for this number"),
        ("np.arange(1, 3) ** -1", "no negative powers"),
        ("x = np.arange(3)\nx -= 0.5", "array of whole ones"),
        ("float('1,5')", "does not read as one"),
        ("open('nowhere.csv')", "no file of this name"),
        ("if a = 3: pass", "== compares"),
        ("x = 1,05", "1.05, not 1,05"),
        ("def f()\n    pass", "ends with a colon"),
        ("raise ValueError('shapes are broadcast')", ""),
        ("raise IndexError('no')", ""),
        ("raise TypeError('positional')", ""),
        ("raise RuntimeError('x')", ""),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_each_error_for_real(source: str, said: str) -> None:
    hint = aid(source)
    assert said in hint
    assert bool(said) == bool(hint)


def test_the_call_itself_is_told_from_a_call_inside() -> None:
    wrong = "f() takes 1 positional argument but 2 were given"
    assert "arguments that the task names" in first_aid("TypeError", wrong, "")
    assert "other arguments than it takes" in first_aid("TypeError", wrong, "return f(1, 2)")
