"""A wrong answer is caught at every seed, not by luck; and one that is wrong at a boundary, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.checking import require
from autograder.checking.stand_ins import passes_with
from autograder.course import load_course
from autograder.validation.candidates import Candidate, Sort, reference_answers
from autograder.validation.outcomes import Outcome, Outcomes
from autograder.validation.seeds import in_numpy
from autograder.validation.unsandboxed import UnsandboxedSession, student_of

ROOT = Path(__file__).resolve().parents[2]
SEEDS = 40
TryAnswers = Callable[[Mapping[str, tuple[Sort, str]]], dict[str, Outcome]]


def try_answers(question: str, answers: Mapping[str, tuple[Sort, str]]) -> dict[str, Outcome]:
    """How answers to one question of ex02 fare at a few seeds."""
    exercise = load_course(ROOT).exercise("ex02_activations")
    right = reference_answers(exercise)
    known = [
        Candidate(sort, name, question, {**right, question: f"import numpy as np\n{source}"})
        for name, (sort, source) in answers.items()
    ]
    return {each.name: outcome for each, outcome in in_numpy(exercise).outcomes(known, SEEDS)}


def test_how_answers_fare_at_many_seeds() -> None:
    answers = {
        "right": (Sort.ALTERNATIVE, "def relu(x):\n    return np.asarray(x) * (np.asarray(x) > 0)"),
        "wrong": (Sort.MISTAKE, "def relu(x):\n    return np.abs(x)"),
        "lucky": (
            Sort.MUTANT,
            "def relu(x):\n    x = np.array(x)\n"
            "    return np.maximum(x, 0) + (x.size == 6 and 700 < x.ravel()[-1] < 730)",
        ),
        "endless": (Sort.MUTANT, "def relu(x):\n    while True:\n        pass"),
        "dead": (Sort.MUTANT, "import os\ndef relu(x):\n    os._exit(1)"),
        "keras": (Sort.ALTERNATIVE, "import keras\ndef relu(x):\n    return keras.ops.relu(x)"),
        "broken": (Sort.MUTANT, "def relu(x:\n    return x"),
    }
    found = try_answers("relu", answers)
    assert found["right"] == Outcome(0, SEEDS)
    assert found["wrong"].lost == found["wrong"].seeds == SEEDS
    assert 0 < found["lucky"].lost < found["lucky"].seeds
    assert found["endless"].lost == found["endless"].seeds
    assert found["dead"] == Outcome(SEEDS, SEEDS)
    assert found["keras"].seeds == 0
    assert found["broken"].lost == found["broken"].seeds
    faults = {name: outcome.fault(answers[name][0]) for name, outcome in found.items()}
    assert {name for name, fault in faults.items() if fault} == {"lucky"}


def test_wrong_answers_overflow_without_a_word() -> None:
    """A warning would be an error here, and stop the answer where it computes an infinity."""
    overflows = "def relu(x):\n    return np.exp(np.full(np.shape(x), 1e6)) * 0 + np.maximum(x, 0)"
    right = "def relu(x):\n    np.exp(np.float64(1e6))\n    return np.maximum(x, 0)"
    answers = {"wrong": (Sort.MISTAKE, overflows), "right": (Sort.ALTERNATIVE, right)}
    found = try_answers("relu", answers)
    assert found["right"] == Outcome(0, SEEDS)
    assert found["wrong"].lost == found["wrong"].seeds


RANGE = """

from autograder.checking import range_check


@range_check("total", points=0)
def test_total_everywhere(student):
    '''adds up whatever it is'''
    {}
"""


@pytest.mark.parametrize(
    ("made", "number"),
    [
        ("return [(np.array([1.0, 2.0]),), (np.array([3.0]),)]", 5),
        ("[(np.array([1.0, 2.0]),)]", 0),
        ("return 1 / 0", 0),
        ("return 5", 0),
        ("return [np.array([1.0, 2.0]), 3]", 0),
        ("return student.known(1)", 0),
    ],
)
def test_a_range_that_cannot_be_read_has_no_boundaries(
    make_toy: MakeCourse, made: str, number: int
) -> None:
    """What is wrong with it is said where the reference is tried: this would be a traceback."""
    exercise = make_toy(checks=toy.CHECKS + RANGE.format(made)).exercise("toy")
    numpy = in_numpy(exercise)
    assert len(numpy.boundaries()) == number
    if made.startswith("["):
        right = Candidate(Sort.REFERENCE, "reference", None, reference_answers(exercise))
        ((_right, outcome),) = numpy.outcomes([right], 1)
        assert "CourseError: A check of a range gives back a list" in outcome.broken


def test_functions_stand_in_here_as_in_the_sandbox() -> None:
    session = UnsandboxedSession(["def g():\n    return 1\ndef f():\n    return g() + 5"])
    student = student_of(session, frozenset(), b"")
    stands_in = "def g():\n    return 10"
    assert passes_with(student, stands_in, lambda other: require(other.f() == 15, "no"))
    assert student.f() == 6


def test_the_sandbox_and_this_process_have_to_agree() -> None:
    tried = [
        (Candidate(Sort.MUTANT, name, "relu", {}), outcome)
        for name, outcome in {
            "dead": Outcome(40, 40),
            "alive": Outcome(0, 40),
            "elsewhere": Outcome(),
            "not seen": Outcome(40, 40),
        }.items()
    ]
    outcomes = Outcomes([], tried)
    agreed = {("relu", "dead"): True, ("relu", "alive"): False, ("relu", "elsewhere"): True}
    assert list(outcomes.doubts(agreed)) == []
    other = {mutant: not died for mutant, died in agreed.items()}
    assert {candidate.name: fault for candidate, fault in outcomes.doubts(other)} == {
        "dead": "loses points at 40 of 40 seeds, but none in the sandbox",
        "alive": "loses points at 0 of 40 seeds, but some in the sandbox",
    }


@pytest.mark.parametrize(
    ("sort", "outcome", "fault"),
    [
        (Sort.ALTERNATIVE, Outcome(1, 200), "is refused at 1 of 200 seeds"),
        (Sort.MISTAKE, Outcome(0, 200), "loses nothing at 200 seeds"),
        (Sort.MISTAKE, Outcome(199, 200), "is caught at 199 of 200 seeds only: add an input"),
        (Sort.MUTANT, Outcome(0, 200), ""),  # equivalent, or a survivor of the score
        (Sort.BOUNDARY, Outcome(19, 20), "loses nothing at 1 of 20 seeds"),
        (Sort.BOUNDARY, Outcome(20, 20), ""),
        (Sort.MISTAKE, Outcome(), ""),  # it is tried in the sandbox alone
        (Sort.MUTANT, Outcome(broken="could not be tried"), "could not be tried"),
    ],
)
def test_what_is_wrong_with_an_outcome(sort: Sort, outcome: Outcome, fault: str) -> None:
    assert outcome.fault(sort) == fault
