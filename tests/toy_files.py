"""What the author of the toy course has written: one question of values, two of functions."""

from __future__ import annotations

MANIFEST = """\
id = "toy"
languages = ["en", "ru"]
language = "en"
title = {en = "Toy", ru = "Игра"}
[limits]
cell_seconds = 0.8
submission_seconds = 20
[[exercises]]
name = "toy"
points = 10
title = {en = "Toy", ru = "Игра"}
"""

SOLUTION = '''\
"""Numbers and two functions."""

import numpy as np

x1 = 0.5


# question: by_hand
# Compute A, one number.
A = 5 * x1


def double(x):
    """Double every number.

    x: a NumPy array of floats.
    """
    return 2.0 * x


def total(x):
    """Add the numbers up.

    x: a NumPy array of floats.
    """
    return np.sum(x)
'''

CHECKS = '''\
import numpy as np

from autograder.checking import edge_check, equal, inputs, property_check
from autograder.checking import same, unchanged, value_check

SECRET = "the text of a hidden check"


@value_check("by_hand", points=2)
def test_by_hand(student, reference):
    """computes A"""
    equal(student.value("A"), reference.A, "A")


@value_check("double", points=2)
def test_double_row(student, reference):
    """doubles a row"""
    same(student.double, reference.double, np.array([1.5, -3.0, 0.25]))


@value_check("double", points=1)
def test_double_table(student, reference):
    """doubles a table"""
    same(student.double, reference.double, np.array([[1.0, 2.5], [4.0, -8.0]]))


@property_check("double", points=0.5)
def test_double_unchanged(student, reference):
    """leaves its argument as it was"""
    unchanged(student.double, np.array([1.0, 2.0]))


@edge_check("double", points=0.5)
def test_double_large(student, reference):
    """doubles large numbers"""
    same(student.double, reference.double, np.array([1e6, -1e6]))


@value_check("total", points=4)
def test_total(student, reference):
    """adds a row up"""
    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))


@inputs("double")
def rows():
    """Short rows of small numbers."""
    from hypothesis import strategies as st

    return st.tuples(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=3).map(np.array))
'''

MISTAKES = {
    "by_hand": """\
from autograder.checking import mistake


@mistake
def comma():
    '''The decimal mark is a point.'''
    A = 2,5
""",
    "double": """\
import numpy as np

from autograder.checking import mistake


@mistake
def double_squares(x):
    '''You square.'''
    return x**2


@mistake(instead_of=("prints",))
def double_prints(x):
    '''You print.'''
    print(2 * x)


@mistake(instead_of=("gives_nothing_back",))
def double_returns_nothing(x):
    '''You give nothing back.'''
    result = 2 * x


@mistake
def double_in_place(x):
    '''You change the argument.'''
    x *= 2
    return x


@mistake
def double_wrong_method(x):
    '''An array has no such method.'''
    return x.double()
""",
    "total": """\
import numpy as np

from autograder.checking import mistake


@mistake
def total_mean(x):
    '''That is the mean.'''
    return np.mean(x)
""",
}

ALTERNATIVES = """\
from autograder.checking import alternative


@alternative("double")
def double_adds(x):
    return x + x


@alternative("total")
def total_loop(x):
    return sum(x.tolist())
"""

STUB = '''\
# The toy.

import numpy as np

x1 = 0.5


# Compute A, one number.
A = None


def double(x):
    """Double every number."""
    raise NotImplementedError


def total(x):
    """Add the numbers up."""
    raise NotImplementedError
'''
