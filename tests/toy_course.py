"""A toy course, written by hand: its folder, its notebooks, and a few submissions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course import Course, load_course
from autograder.grading import Graded
from autograder.results import QuestionResult
from autograder.sandbox.session import Session

# What the fixtures give.
OpenSession = Callable[..., Session]
MakeCourse = Callable[..., Course]
Examine = Callable[..., QuestionResult]
GradeHere = Callable[..., Graded]

MANIFEST = """\
id = "toy"
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

MISTAKES = '''\
import numpy as np

from autograder.checking import mistake


@mistake("by_hand", en="The decimal mark is a point.", ru="Дробная часть отделяется точкой.")
def comma():
    A = 2,5


@mistake("double", en="You square.", ru="Вы возводите в квадрат.")
def double_squares(x):
    return x**2


@mistake("double", en="You print.", ru="Вы печатаете.")
def double_prints(x):
    print(2 * x)


@mistake("double", en="You give nothing back.", ru="Вы ничего не возвращаете.")
def double_returns_nothing(x):
    result = 2 * x


@mistake("double", en="You change the argument.", ru="Вы меняете аргумент.")
def double_in_place(x):
    x *= 2
    return x


@mistake("double", en="An array has no such method.", ru="У массива нет такого метода.")
def double_wrong_method(x):
    return x.double()


@mistake("total", en="That is the mean.", ru="Это среднее.")
def total_mean(x):
    return np.mean(x)
'''

ALTERNATIVES = '''\
from autograder.checking import alternative


@alternative("double")
def double_adds(x):
    return x + x


@alternative("total")
def total_loop(x):
    return sum(x.tolist())
'''

ANSWERS = {
    "by_hand": "A = 2.5",
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(x):\n    return sum(x)",
}
STUBS = {
    "by_hand": "A = None",
    "double": "def double(x):\n    raise NotImplementedError",
    "total": "def total(x):\n    raise NotImplementedError",
}
VISIBLE = {
    "by_hand": "assert A == 2.5, 'A is 5 times x1'",
    "double": "assert double(4.0) == 8.0",
    "total": "assert total([1.0, 2.0]) == 3.0",
}

Json = dict[str, Any]


def code(source: str, **nbgrader: Any) -> Json:
    """A code cell; the keywords become nbgrader's metadata."""
    metadata = {"nbgrader": nbgrader} if nbgrader else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def answer(question: str, source: str) -> Json:
    """The answer cell of a question."""
    return code(source, grade_id=question, locked=False, grade=False)


def visible_check(question: str, source: str | None = None) -> Json:
    """The locked cell with the visible check of a question."""
    text = VISIBLE[question] if source is None else source
    return code(text, grade_id=f"{question}-checks", locked=True, grade=True, points=1)


def cells(answers: dict[str, str] | None = None) -> list[Json]:
    """The cells of the toy notebook; the questions that are not named keep the stub."""
    sources = {**STUBS, **(answers or {})}
    made = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Toy\n", "Do it."]},
        code("import numpy as np\nx1 = 0.5", grade_id="given", locked=True, grade=False),
    ]
    for question, source in sources.items():
        made += [answer(question, source), visible_check(question)]
    return made


def notebook(its_cells: list[Json] | None = None, **answers: str) -> bytes:
    """A notebook file of these cells, or of the toy's cells with these answers."""
    content = {
        "cells": cells(answers) if its_cells is None else its_cells,
        "metadata": {"autograder": {"exercise": "toy"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content).encode()


def write_course(folder: Path, **files: str) -> Course:
    """Write the toy course; `checks=...` and the like replace the text of one file."""
    texts = {
        "solution": SOLUTION,
        "checks": CHECKS,
        "mistakes": MISTAKES,
        "alternatives": ALTERNATIVES,
    }
    (folder / "course.toml").write_text(files.pop("manifest", MANIFEST), encoding="utf-8")
    place = folder / "solutions" / "toy"
    place.mkdir(parents=True)
    for name, text in {**texts, **files}.items():
        (place / f"{name}.py").write_text(text, encoding="utf-8")
    for kind, content in (("release", notebook()), ("source", notebook(**ANSWERS))):
        path = folder / kind / "toy" / "toy.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return load_course(folder)
