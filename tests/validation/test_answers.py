"""The answers that an author has written, as answer cells."""

from __future__ import annotations

import ast

import toy_course as toy
from toy_course import MakeCourse

from autograder.course.solution import read_solution
from autograder.validation.answers import mistakes_of

TOTAL = '''\
import numpy as np

from autograder.checking import mistake


def _shows(seen):
    return _scaled(seen.calls[0].value, 2) == 3


def _scaled(numbers, by):
    return [_times(number, by) for number in numbers]


def _times(number, by):
    return number * by


@mistake(when=_shows)
def twice(x):
    """You give back twice the sum."""
    return np.sum(_scaled(x, 2))


@mistake
def product(x):
    """You multiply the numbers."""
    return np.prod(x)
'''


def test_an_answer_brings_its_helpers_along(make_toy: MakeCourse) -> None:
    exercise = make_toy(mistakes={**toy.MISTAKES, "total": TOTAL}).exercise("toy")
    solution = read_solution(exercise.file("solution.py"))
    cells = {name: cell for name, question, cell in mistakes_of(exercise, solution)}
    names: dict[str, object] = {}
    exec(cells["twice"], names)
    total = names["total"]
    assert callable(total)
    assert total([1, 2, 4]) == 14
    assert not {"_scaled", "_times"} & names.keys(), "they would be in the way of others"
    assert "_shows" not in cells["twice"]
    own = [node.name for node in ast.walk(ast.parse(cells["product"]))
           if isinstance(node, ast.FunctionDef)]  # fmt: skip
    assert own == ["total"]
