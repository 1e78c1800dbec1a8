"""What beginners call the functions of NumPy, and what NumPy calls them.

Only names that are not there are looked up here: what a library of the grader's own has is asked
of the library itself.
"""

from __future__ import annotations

import builtins
import difflib
import inspect
import math
import os
import random
import time
from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.kits.registry import kits
from autograder.language import _
from autograder.wire.names import is_close, is_same_but_for_case

# By the names that a text or another language has for them.
CALLED = {
    "exp": "exponent exponential expo",
    "log": "ln log_e loge log_n logn logarithm natural_log",
    "log10": "lg log_10",
    "log2": "log_2 ld lb",
    "tan": "tg tang tangent",
    "tanh": "th tgh hyperbolic_tangent",
    "sin": "sinus sine",
    "cos": "cosinus cosine",
    "sinh": "sh",
    "cosh": "ch",
    "arctan": "arctg atan atg",
    "arcsin": "asin",
    "arccos": "acos",
    "sqrt": "root square_root",
    "square": "sqr sq",
    "power": "pow",
    "abs": "absval modulus",
    "mean": "avg mittelwert mean_value",
    "sum": "summ summation sumation",
    "prod": "product",
    "std": "stdev stddev sd sigma",
    "var": "variance",
    "matmul": "matmult mat_mul matrix_multiply matrixmult mmul",
    "multiply": "mul mult times",
    "subtract": "sub minus",
    "add": "plus",
    "divide": "div",
    "transpose": "transposed",
    "concatenate": "concat",
    "array": "arr vector",
    "zeros": "zero",
    "ones": "one",
    "eye": "identity_matrix",
    "argmax": "arg_max",
    "argmin": "arg_min",
    "clip": "clamp",
    "size": "length numel",
    "sign": "sgn signum",
    "inf": "infinity Inf Infinity",
    "nan": "NaN NAN",
    "linalg.norm": "norm",
    "linalg.inv": "inv inverse",
    "linalg.det": "det",
    "random.rand": "rand",
    "random.randn": "randn",
    "random.randint": "randint",
    "random.uniform": "uniform",
    "random.normal": "normal",
    "random.shuffle": "shuffle",
    "random.permutation": "permutation",
    "random.choice": "choice",
    "random.seed": "seed",
}
RIGHT = {wrong: right for right, names in CALLED.items() for wrong in names.split()}
# What NumPy leaves to others, and what of it they are built from.
BUILT = {
    "sigmoid": "np.exp",
    "logistic": "np.exp",
    "softmax": "np.exp",
    "softplus": "np.exp",
    "relu": "np.maximum",
    "leaky_relu": "np.where",
    "elu": "np.where",
    "mse": "np.mean",
    "mae": "np.mean",
    "mean_squared_error": "np.mean",
    "mean_absolute_error": "np.mean",
    "crossentropy": "np.log",
    "cross_entropy": "np.log",
    "binary_crossentropy": "np.log",
    "one_hot": "np.eye",
    "onehot": "np.eye",
}
LIBRARIES: dict[str, ModuleType] = {
    "numpy": np,
    "numpy.linalg": np.linalg,
    "numpy.random": np.random,
    "math": math,
    "random": random,
}
# How a lesson imports what it uses.
IMPORTED = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    **{name: f"import {name}" for name in ("numpy", "math", "random", "time", "os")},
}
# Those of which it is known what they have, and whose names are words that a variable may have.
PLAIN_WORDS: dict[str, ModuleType] = {"math": math, "random": random, "time": time, "os": os}
WRITTEN = {"numpy": "np", "numpy.linalg": "np.linalg", "numpy.random": "np.random"}
ARRAYS = ("a", "x", "m", "v", "arr", "ar", "ary", "array")  # what NumPy calls such an argument
NEAR = 0.7  # how alike names have to be, of 1


def import_line(alias: str) -> str:
    """The line by which a lesson imports what it calls so; empty where there is none."""
    lines = (IMPORTED, *(kit.imports for kit in kits().values()))
    return next((known[alias] for known in lines if alias in known), "")


def instead_of(name: str, library: str) -> str:
    """What to write in place of a name that this library has not; empty where nothing is sure."""
    module = LIBRARIES.get(library)
    if module is None:
        return ""
    if module is math and has(math, RIGHT.get(name, "")):
        return _("Its name is {right}.").format(right=f"math.{RIGHT[name]}")
    if module is not math and of_numpy(name):
        text = _("NumPy calls it {right}.")
        return text.format(right=of_numpy(name))
    close = nearest(name, [*dir(module), *(BUILT if module is np else ())])
    built = name if name in BUILT else close
    if built in BUILT:
        text = _(
            "There is no {name} ready to be used: it is built from other functions, such as {part}."
        )
        return text.format(name=built, part=BUILT[built])
    if hasattr(builtins, name):
        text = _("{name} is one of Python's own: it stands alone, with nothing in front.")
        return text.format(name=name)
    written = f"{WRITTEN.get(library, library)}.{close}"
    return _("Did you mean {close}?").format(close=written) if close else ""


def of_numpy(name: str) -> str:
    """The function of NumPy that has this name, or is often called so; empty if there is none."""
    right = name if has(np, name) else RIGHT.get(name, "")
    return f"np.{right}" if right else ""


def has(library: ModuleType, name: str) -> bool:
    """Whether a library has something of this name for those who use it."""
    return name in dir(library) and not name.startswith("_")


def may_have(alias: str, name: str) -> bool:
    """Whether what is imported under this name may have something of that name."""
    return alias not in PLAIN_WORDS or hasattr(PLAIN_WORDS[alias], name)


def takes_an_array(right: str) -> bool:
    """Whether np.… is a function whose first argument is an array to compute with."""
    thing: object = np
    for part in right.split(".")[1:]:
        thing = getattr(thing, part)
    if isinstance(thing, np.ufunc):
        return True
    if not callable(thing) or isinstance(thing, type):
        return False
    try:
        first = next(iter(inspect.signature(thing).parameters), "")
    except ValueError:  # what is written in C does not always say
        return False
    return first in ARRAYS


def nearest(name: str, names: Iterable[str]) -> str:
    """The one of these names that is most like it, if there is one that is much like it."""
    public = [each for each in names if not each.startswith("_") and each != name]
    same = [each for each in public if is_same_but_for_case(each, name)]
    mixed = [each for each in public if sorted(each) == sorted(name)]  # tahn: tanh rather than tan
    alike = difflib.get_close_matches(name, public, n=1, cutoff=NEAR)
    close = [each for each in public if is_close(each, name)]
    return next(iter([*same, *mixed, *alike, *close]), "")
