"""First aid says no more than an error shows: each error is provoked for real."""

from __future__ import annotations

import ast
import io
import math
import re
import sys

import numpy as np
import pytest

from autograder.checking.first_aid import first_aid
from autograder.checking.numpy_names import BUILT, CALLED

GIVEN = {
    "np": np,
    "math": math,
    "a": np.ones(3),
    "t": np.ones((2, 3)),
    "n": None,
    "layer": lambda x: x @ np.ones((2, 2)),
}


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
        ("def f():\n    Return a", "Python writes `return` in small letters."),
        ("retrun a", "Is `retrun`, at the start of the line, meant to be `return`?"),
        ("form numpy import exp", "meant to be `from`?"),
        ("elseif a: pass", "meant to be `elif`?"),
        ("np.mean(|a - b|)", "|x| is written np.abs(x)"),
        ("x = |a|", "|x| is written np.abs(x)"),
        ("a || b", "`or` for ||"),
        ("(1 + 2))", "One bracket ) is too many there"),
        ("b = np.exp(a", "A bracket ( is opened and never closed"),
        ("b = [1, 2", "A bracket [ is opened and never closed"),
        (
            "with np.errstate(all='raise'): np.exp(a * 1e9)",
            "makes an error of this warning of NumPy",
        ),
        (
            "import warnings\nwith warnings.catch_warnings(action='error'): np.exp(a * 1e9)",
            "makes an error of this warning of NumPy",
        ),
        ("(1 + 2]", "opened with ( is closed with ]"),
        ("a++", "x += 1 adds one"),
        ("a =! 3", "Not equal is written !=."),
        ("2a", "write * between them"),
        ("b = 0.5a", "write * between them"),
        ("2a = 3", "A name cannot begin with a digit"),
        ("b = 1e -7", "The number 1e-7 is written without blanks"),
        ("b = 1 e-7", "The number 1e-7 is written without blanks"),
        ("b = 1.5e- 7 * a", "The number 1.5e-7 is written without blanks"),
        ("return ||a||", "np.linalg.norm"),
        ("b = ||a - a|| ** 2", "np.linalg.norm"),
        ("a || b || a", "`or` for ||"),
        ("print a", "print(x)"),
        ("import numpy a np", "import numpy as np"),
        ("for i in range(3) print(i)", "ends with a colon"),
        ("a b", "Python cannot read this line. Is a sign"),
        ("True = 3", "Python cannot read this: look"),
        ("return 3", "stands outside of every function"),
        ("break", "break stands outside of every loop"),
        ("b = 1 if a", "needs an else"),
        ("type x y", f"Python 3.{sys.version_info.minor}"),
        ("if 1:\n        a\n\tb", "what the Tab key has typed"),
        ("def f():\n# nothing", "the next one begins with four more spaces"),
        ("if 1:\n        a\n    b", "Look at the spaces"),
        ("def tanh[(x): pass", f"Python 3.{sys.version_info.minor}"),
        ("f'{a!}'", "Something inside the braces"),
        ("r\u0435lu(1)", "the letter \u0435 is Cyrillic: type"),
        ("\u0445 + 1", "the letter \u0445 is Cyrillic: type"),
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
        ("n.sum()", "Something there is None"),
        ("n.append(1)", "There is None where a list should be"),
        ("n.add(2)", "Something there is None"),
        ("n.append(keras.layers.Dense(1))", "There is None where a list should be"),
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
        ("t @ t", "Print the .shape of both arrays in this line"),
        ("np.dot(t, t)", "shapes do not fit"),
        ("b = layer(a)", "the .shape of what you hand over in this line"),
        ("a + np.ones(2)", "shapes do not fit"),
        ("a[:] = np.ones(4)", "shapes do not fit"),
        ("t.reshape(4)", "reshape keeps all elements"),
        ("np.sum(a, axis=1)", "no such axis"),
        ("np.sum(1, 2)", "A single number has no axes."),
        ("if a > 0: pass", "got a whole array"),
        ("max(0, a)", "got a whole array"),
        ("np.array([[1], [1, 2]])", "different lengths"),
        ("a[0] = [1, 2]", "takes one number"),
        ("p, q = 1, 2, 3", "more or to fewer names"),
        ("max([])", "empty"),
        ("[1].sum()", "np.array(…) makes one of a list"),
        ("(1.5).sum()", "single number of Python"),
        (
            "np.sigmoid(a)",
            "no sigmoid ready to be used: it is built from other functions, such as np.exp",
        ),
        ("a.men()", "Did you mean .mean?"),
        ("missing", "does not know this name"),
        ("ln(a)", "It needs np. in front: np.log."),
        ("log(a)", "It needs np. in front: np.log."),
        ("mean(a)", "It needs np. in front: np.mean."),
        ("2 * pi", "It is np.pi."),
        ("1 / (1 + e**(-a))", "np.exp(-x)"),
        ("1 / (1 + e^(-a))", "np.exp(-x)"),
        ("e + 1", "It is np.e."),
        ("mean", "does not know this name"),
        ("plt.plot(a)", "import matplotlib.pyplot as plt"),
        ("true", "Python writes it True."),
        ("prnt(a)", "Did you mean print?"),
        ("3 / time", "does not know this name"),
        ("time.mean()", "does not know this name"),
        ("time.sleep(1)", "import time"),
        ("random * 2", "does not know this name"),
        ("random.random()", "import random"),
        ("foo(a)", "does not know this name"),
        ("tahn(a)", "Did you mean np.tanh?"),
        ("a.sum(axes=0)", "Did you mean axis=?"),
        ("Return", "Did you mean return?"),
        ("raise NotImplementedErorr", "Did you mean NotImplementedError?"),
        ("np.ln(a)", "NumPy calls it np.log."),
        ("np.e_x(a)", "numpy has nothing called e_x"),
        ("np.relu(a)", "such as np.maximum"),
        ("np.sigmod(a)", "no sigmoid ready"),
        ("np.tahn(a)", "Did you mean np.tanh?"),
        ("np.matmult(a, a)", "NumPy calls it np.matmul."),
        ("np.rand(3)", "NumPy calls it np.random.rand."),
        ("np.random.unifrom(3)", "Did you mean np.random.uniform?"),
        ("np.len(a)", "one of Python's own"),
        ("np.Inf", "NumPy calls it np.inf today."),
        ("np.float(1)", "Python's own is float"),
        ("math.ln(2)", "Its name is math.log."),
        ("math.max(1, 2)", "one of Python's own"),
        ("from numpy import ln", "NumPy calls it np.log."),
        ("import numpi", "Did you mean numpy?"),
        ("import numpy.lialg", "numpy is there, but has no part of this name."),
        ("np.m\u0435an(a)", "the letter \u0435 is Cyrillic: type"),
        ("np.\u0435\u0445p(a)", "the letters \u0435, \u0445 are Cyrillic: type"),
        ("1 / (1 + 2,718 ** 2)", "2,718 is the pair 2 and 718"),
        ("np.array([1.0, 2.0], [3.0, 4.0])", "Put brackets around all its rows"),
        ("3 \u00d7 2", "Python has no sign \u00d7: write *."),
        ("3 \u00f7 2", "Python has no sign \u00f7: write /."),
        ("3\u00b2", "Python has no sign \u00b2: write **2."),
        ("3 \u2212 2", "dashes and quotes"),
        ("x = \uff08 1 + 2)", "\uff08 only looks like (: type it"),
        ("np.sum(a, a\u0445is=0)", "the letter \u0445 is Cyrillic: type"),
        ("import nump\u0443", "the letter \u0443 is Cyrillic: type"),
        ("from numpy import m\u0435an", "the letter \u0435 is Cyrillic: type"),
        ("a.su\u043c()", "the letter \u043c is Cyrillic: type"),
        ("r\u0435turn 3", "In r\u0435turn the letter \u0435 is Cyrillic"),
        ("np.sum(a, axxis=0)", "Did you mean axis=?"),
        ("def f(q): return q\nf(np.ones(1), axxis=0)", "other arguments than it takes"),
        ("def predict(q): return q\npredict(a, lr=0)", "other arguments than it takes"),
        ("def fit(q): return q\nfit(a, lr=0)", "other arguments than it takes"),
        ("def my_evaluate(q): return q\nmy_evaluate(a, batch=0)", "other arguments than it takes"),
        ("def compile(q): return q\ncompile(a, epochs=0)", "other arguments than it takes"),
        ("import torch", "This library is not installed"),
        ("import pandas as pd", "This library is not installed"),
        ("np = 5\nnp.exp(a)", "np is no library here, but something of type int"),
        ("np = None\nnp.exp(a)", "np is no library here, but something of type NoneType"),
        ("np = math\nnp.maximum(1, 2)", "np is another library here, math"),
        ("b = 5\nnp.exp(b.exp)", "A single number of Python"),
        ("sum = 3\nsum([1])", "Does your code give sum a value of its own?"),
        ("a.exp()", "NumPy's function takes the array in its brackets: np.exp(…)."),
        ("a.ln()", "NumPy's function takes the array in its brackets: np.log(…)."),
        ("a.median()", "NumPy's function takes the array in its brackets: np.median(…)."),
        ("a.norm()", "NumPy's function takes the array in its brackets: np.linalg.norm(…)."),
        ("a.pi", "NumPy itself has it: np.pi."),
        ("a[:, a.newaxis]", "NumPy itself has it: np.newaxis."),
        ("a.zeros()", "NumPy itself has it: np.zeros."),
        ("a.arange(3)", "NumPy itself has it: np.arange."),
        ("[].push(1)", "with append"),
        ("[1].length", "len(…)"),
        ("'np.ndarray' | None", "put all of it into quotes"),
        ("None | 1", "Something there is None"),
        ("np.exp(None)", "Something there is None"),
        ("np.exp({})", "something of type dict"),
        ("np.tanh(a.astype(object))", "as with numbers of its own"),
        ("np.tanh(10**30)", "as with numbers of its own"),
        ("np.abs('a')", "without quotes"),
        ("float(np.array([]))", "float() takes one number only. For a whole array, leave it out."),
        ("math.floor(a)", "math.floor takes one number only. For arrays there is np.floor."),
        ("np.mean(abs(int(a) - int(a)))", "int() takes one number only"),
        ("int([1])", "int() takes one number only"),
        ("int(a) + math.exp(a)", "was given an array, a list or the like"),
        ("np.array([]).item()", "this has more, or none"),
        ("bool(np.array([]))", "at least one element is needed"),
        ("np.subtract.reduce([])", "at least one element is needed"),
        ("set().pop()", "nothing left to take away"),
        ("[].pop()", "nothing left to take away"),
        ("{1}.remove(2)", "What is looked for is not there"),
        ("a[0] = []", "a list or the like was put there"),
        ("int('x')", "does not read as one"),
        ("raise KeyError('x')", ""),
        ("b = []\nfor _ in range(9999): b = [b]\nrepr(b)", "Too much is nested there"),
        ("def f():\n    q = p\n    p = 1\nf()", "has no value at that place"),
        ("import seaborrn", "Not every library is installed"),
        ("{}['a']", "What is looked for is not there"),
        ("def f(): return f()\nf()", "does that come to an end soon enough"),
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


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("ytrue - 1", "Did you mean y_true?"),
        ("y_predicted", "Did you mean y_pred?"),
        ("Y_pred", "Did you mean y_pred?"),
        ("y_true", "is it called so in your function, too?"),
        ("w", "Python does not know this name"),
    ],
)
def test_the_names_of_the_task_are_known(source: str, said: str) -> None:
    error = f"name '{re.findall('[a-zA-Z_]+', source)[0]}' is not defined"
    assert said in first_aid("NameError", error, source, ("y_true", "y_pred"))


def test_every_name_that_numpy_is_said_to_have_is_there() -> None:
    for right in [*CALLED, *(name.partition(".")[2] for name in BUILT.values())]:
        thing = np
        for name in right.split("."):
            thing = getattr(thing, name)
    assert not set(BUILT) & set(dir(np))


def test_a_library_that_is_missed_where_it_is_used() -> None:
    said = " is not installed where your work is graded"
    for name, hint in (
        ("numpi", "Did you mean numpy?"),
        ("sklearn", "This library is not installed"),
        ("helpers", "If it is a file of your own"),
        ("nump\u0443", "is Cyrillic: type"),
    ):
        assert hint in first_aid("ModuleNotFoundError", name + said, f"{name}.exp(x)")


def test_keras_names_with_a_cyrillic_letter() -> None:
    for said in (
        "Could not interpret activation function identifier: r\u0435lu",
        "Unrecognized keyword arguments passed to Dense: {'\u0430ctivation': 'relu'}",
        "Argument(s) not recognized: {'l\u0435arning_rate': 0.1}",
    ):
        assert "is Cyrillic: type" in first_aid("ValueError", said, "Dense(3)")


def test_a_name_that_the_student_has_not_written_is_not_put_right() -> None:
    said = "'numpy.ndarray' object has no attribute 'read'"
    assert first_aid("AttributeError", said, "return Image.open(image)") == ""
    assert first_aid("AttributeError", said, "return image.read") == "Did you mean .real?"
    said = "'list' object has no attribute 'shape'"
    assert "np.array" in first_aid("AttributeError", said, "return image.shape")
    said = "'str' object has no attribute 'read'"
    assert first_aid("AttributeError", said, "return Image.open(image)") == ""
    assert "nothing called read" in first_aid("AttributeError", said, "return image.read()")


def test_an_argument_that_is_spelled_right_is_not_taken_for_another() -> None:
    said = "vstack() got an unexpected keyword argument 'axis'"
    assert "other arguments" in first_aid("TypeError", said, "np.vstack(z, axis=1)")


def test_the_call_itself_is_told_from_a_call_inside() -> None:
    wrong = "f() takes 1 positional argument but 2 were given"
    names = ("w", "x")
    assert "takes, namely w, x." in first_aid("TypeError", wrong, "", names)
    missing = "f() missing 1 required positional argument: 'n'"
    assert "more than the task hands over, w, x" in first_aid("TypeError", missing, "", names)
    without_its_default = "f() missing 1 required positional argument: 'x'"
    assert "= where the task has it" in first_aid("TypeError", without_its_default, "", names)
    assert "arguments that the task names" in first_aid("TypeError", missing, "")
    assert "arguments that the task names" in first_aid("TypeError", wrong, "")
    assert "other arguments than it takes" in first_aid("TypeError", wrong, "return f(1, 2)")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("the same rank (ndim). Received: target.shape=(32,), output.shape=(32, 2)", "one, too?"),
        ("the same shape. Received: target.shape=(32, 1), output.shape=(32, 2)", "one, too?"),
        ("the same shape. Received: target.shape=(32, 3), output.shape=(32, 2)", "each target: 3."),
        ("the same shape. Received: target.shape=(None, 3), output.shape=(None, 1)", "target: 3."),
    ],
)
def test_shapes_that_keras_tells_with_the_size_of_the_batch(said: str, hint: str) -> None:
    text = f"Arguments `target` and `output` must have {said}"
    assert hint in first_aid("ValueError", text, "model.fit(x, y)")
