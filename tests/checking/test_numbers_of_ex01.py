"""No id makes a mistake in `by_hand` invisible, or lets it pass for another one."""

from __future__ import annotations

import ast
import inspect
import math
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.checking.load import load
from autograder.checking.mistakes import Mistake, body_of, load_mistakes, recognise
from autograder.course import load_course
from autograder.student.seen import Seen

EXERCISE = load_course(Path(__file__).parents[2]).exercise("ex01_forward_pass")
QUESTION, NAMES = "by_hand", ("N1", "N2", "Y")
NUMBERS = ("x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6")
TOLERANCE = 5e-5  # of the hidden checks
IDS = [f"student {number}" for number in range(60)] + ["example", "Мария Ё.", ""]
# Wrong whatever the numbers are:
SHAPES = {"comma_and_quotes", "decimal_comma", "number_in_quotes", "number_in_brackets"}


@pytest.fixture(scope="module")
def mistakes() -> list[Mistake]:
    return [each for each in load_mistakes(EXERCISE) if each.question == QUESTION]


@pytest.fixture(scope="module")
def references() -> dict[str, ModuleType]:
    return {student: load(EXERCISE, "solution.py", student) for student in IDS}


def values(reference: ModuleType, mistake: Mistake) -> dict[str, Any]:
    """What a student gets who makes this mistake."""
    found = dict(vars(reference))
    module = ast.Module(body_of(mistake.function), type_ignores=[])
    exec(compile(module, inspect.getfile(mistake.function), "exec"), found)
    return {name: found[name] for name in NAMES}


def test_the_numbers_are_short_and_all_different(references: dict[str, ModuleType]) -> None:
    for reference in references.values():
        numbers = [getattr(reference, name) for name in NUMBERS]
        assert all(number == round(number, 2) != 0 for number in numbers)
        assert len({abs(number) for number in numbers}) == len(numbers)
        assert reference.x2 < 0 and reference.w3 < 0
        assert reference.N1 > TOLERANCE and reference.N2 < -TOLERANCE
        for name, decimals in zip(NAMES, (3, 3, 4), strict=True):
            value = getattr(reference, name) * 10**decimals
            assert abs(value - round(value)) < 1e-6
            assert round(value) % 2 == 1  # so rounding shows, and it is no 0, 0.5 or 1


def test_students_have_numbers_of_their_own(references: dict[str, ModuleType]) -> None:
    outputs = [round(reference.Y, 4) for reference in references.values()]
    assert len(set(outputs)) > 0.95 * len(outputs)


def test_no_mistake_is_invisible_or_taken_for_another(
    references: dict[str, ModuleType], mistakes: list[Mistake]
) -> None:
    assert len(mistakes) >= 12
    for student, mistake in product(IDS, mistakes):
        if (student, mistake.name) == ("example", "numbers_of_the_example_id"):
            continue  # for this one id they are right
        reference = references[student]
        right = {name: getattr(reference, name) for name in NAMES}
        wrong = values(reference, mistake)
        if mistake.name not in SHAPES:
            gap = max(abs(wrong[name] - right[name]) for name in NAMES)
            assert gap > 10 * TOLERANCE, (student, mistake.name)
        found = recognise(mistakes, QUESTION, Seen(values=wrong, notes=right), reference)
        assert found is not None and found.mistake.name == mistake.name, (student, mistake.name)


def test_answers_for_the_example_are_known(mistakes: list[Mistake]) -> None:
    example = load(EXERCISE, "solution.py")
    (mistake,) = (each for each in mistakes if each.name == "numbers_of_the_example_id")
    for name, value in values(example, mistake).items():
        assert math.isclose(value, getattr(example, name), abs_tol=1e-9)
