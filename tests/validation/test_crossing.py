"""The proof asks every hint about the other mistakes: none may be shown that is not true."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy

from autograder.checking.mistakes import load_mistakes
from autograder.engine.engine import Engine
from autograder.validation.candidates import Candidate, Sort, candidates
from autograder.validation.crossing import Crossing, crossings, mixed, untrue, varied
from autograder.validation.prove import Proof, prove
from autograder.validation.reviewed import Reviewed, WideHint

WIDE = """

@mistake(elsewhere="any",
         explains=lambda call: np.sum(np.abs(call.value)) > np.sum(np.abs(2 * call.arguments[0])))
def double_triples(x):
    "The numbers are too large."
    return 3 * x
"""


def crossed(engine: Engine, folder: Path, mistakes: dict[str, str]) -> list[Crossing]:
    course = toy.write_course(folder, mistakes=mistakes)
    exercise = course.exercise("toy")
    known = [each for each in candidates(exercise, "double") if each.sort is Sort.MISTAKE]
    known += mixed(exercise, load_mistakes(exercise), "double")
    return crossings(fitting(prove(exercise, known, engine)))


def fitting(proofs: list[Proof]) -> list[tuple[Candidate, list[str]]]:
    return [(each.candidate, each.fitting.get(each.candidate.question, [])) for each in proofs]


def test_the_toy_has_no_hint_that_is_not_true(engine: Engine, tmp_path: Path) -> None:
    assert crossed(engine, tmp_path, toy.MISTAKES) == []


def test_a_hint_that_is_too_wide(engine: Engine, tmp_path: Path) -> None:
    found = crossed(engine, tmp_path, toy.more_mistakes("double", WIDE))
    assert Crossing("double", "double_triples", "double_squares") in found
    faults = untrue(found, Reviewed(), None)
    assert "double: the hint of double_triples would be shown for double_squares" in faults


def test_what_is_recorded_is_no_fault_and_has_to_be_so() -> None:
    found = [Crossing("double", "wide", "one")]
    reviewed = Reviewed(hints=(WideHint("double", "wide", "It is true.", ("one",)),))
    assert untrue(found, reviewed, None) == []
    assert untrue([], reviewed, None) == [
        "reviewed.toml: the hint of wide does not fit one any more"
    ]
    assert untrue([], reviewed, "total") == []
    assert untrue(found, Reviewed(), None) == ["double: the hint of wide would be shown for one"]


def test_other_constants_are_proved_too(engine: Engine, tmp_path: Path) -> None:
    powers = toy.other_mistakes(
        "double",
        "@mistake\ndef double_squares(x):\n    '''You square.'''\n    return x**2",
        '@mistake(hint="You take a power.", variants={"power": (3, 4)})\n'
        "def double_squares(x, *, power=2):\n    return x**power",
    )
    course = toy.write_course(tmp_path, mistakes=powers)
    exercise = course.exercise("toy")
    known = list(varied(exercise, load_mistakes(exercise)))
    assert [each.name for each in known] == [
        "double_squares with power=3",
        "double_squares with power=4",
    ]
    proofs = prove(exercise, known, engine)
    assert [proof.hint for proof in proofs] == ["double_squares"] * 2
    assert not any(proof.faults or proof.wrong_hints for proof in proofs)
    assert crossings(fitting(proofs)) == []


@pytest.fixture
def two_faults(tmp_path: Path) -> list[tuple[str, ...]]:
    exercise = toy.write_course(tmp_path, mistakes=toy.more_mistakes("double", WIDE)).exercise(
        "toy"
    )
    return [each.parts for each in mixed(exercise, load_mistakes(exercise), "double")]


def test_a_predicate_meets_every_second_fault(two_faults: list[tuple[str, ...]]) -> None:
    ways = [parts[0] for parts in two_faults if len(parts) == 1]
    assert len(ways) > 5
    assert {("double_triples", way) for way in ways} <= set(two_faults)
    assert len([parts for parts in two_faults if parts[0] == "double_squares"]) == 2
