"""For every id the way back is the same one: one neuron speaks, the other is silent, and no mistake
in `chain_by_hand` gives the right numbers."""

from __future__ import annotations

import ast
import inspect
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.checking.load import load
from autograder.checking.mistakes import Mistake, body_of, load_mistakes, recognise
from autograder.course import load_course
from autograder.student.seen import Seen

EXERCISE = load_course(Path(__file__).parents[2]).exercise("ex11_backpropagation")
QUESTION, NAMES = "chain_by_hand", ("d_y", "d_w5", "d_w6", "d_n1", "d_w1", "d_w2")
SHARE, AT_LEAST = 1e-4, 6e-5  # the tolerance of the hidden checks
IDS = [f"student {number}" for number in range(60)] + ["example", "Мария Ё.", ""]
SHAPES = {"decimal_comma", "number_in_brackets"}  # wrong whatever the numbers are


@pytest.fixture(scope="module")
def references() -> dict[str, ModuleType]:
    return {student: load(EXERCISE, "solution.py", student) for student in IDS}


def values(reference: ModuleType, mistake: Mistake) -> dict[str, Any]:
    """What a student gets who makes this mistake."""
    found = dict(vars(reference))
    module = ast.Module(body_of(mistake.function), type_ignores=[])
    exec(compile(module, inspect.getfile(mistake.function), "exec"), found)
    return {name: found[name] for name in NAMES}


def test_signs_never_change(references: dict[str, ModuleType]) -> None:
    for it in references.values():
        assert it.N1 > 0.69 and it.N2 == 0 and it.x1 * it.w3 + it.x2 * it.w4 < -4.8
        assert it.Y > 0.48 and it.d_y > 0.29 and it.d_w6 == 0 and it.d_w1 > 0 > it.d_w2


def test_no_mistake_is_invisible_or_taken_for_another(references: dict[str, ModuleType]) -> None:
    mistakes = [each for each in load_mistakes(EXERCISE) if each.question == QUESTION]
    assert len(mistakes) >= 15
    for student, mistake in product(IDS, mistakes):
        if (student, mistake.name) == ("example", "numbers_of_the_example_id"):
            continue  # for this one id they are right
        reference = references[student]
        right = {name: getattr(reference, name) for name in NAMES}
        wrong = values(reference, mistake)
        if mistake.name not in SHAPES:
            gaps = (abs(wrong[it] - right[it]) - SHARE * abs(right[it]) for it in NAMES)
            assert max(gaps) > AT_LEAST, (student, mistake.name)
        found = recognise(mistakes, QUESTION, Seen(values=wrong, notes=right), reference)
        assert found is not None and found.mistake.name == mistake.name, (student, mistake.name)
