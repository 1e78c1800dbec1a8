"""The proof that a question alone, and a Python file, get the verdict of the whole notebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
import toy_course as toy
import toy_personal
from msgspec.structs import replace as changed
from toy_course import MakeCourse

from autograder.course import Exercise, load_course
from autograder.engine.engine import Engine
from autograder.results import Report
from autograder.validation.again import (
    ASKED,
    alone,
    as_files,
    can_be_files,
    differences,
    in_whole_notebooks,
)
from autograder.validation.candidates import Candidate, Sort, candidates
from autograder.validation.prove import Proof, prove

COURSE = load_course(Path(__file__).parents[2])


def proofs_of(exercise: Exercise, runner: Engine, every: int) -> list[Proof]:
    """One of so many mistakes and alternatives."""
    known = [each for each in candidates(exercise) if each.sort in ("mistake", "alternative")]
    return prove(exercise, known[::every], runner)


@pytest.mark.parametrize(("name", "every"), [("ex02_activations", 9), ("ex03_losses", 19)])
def test_mistakes_and_alternatives_of_real_exercises(name: str, every: int, engine: Engine) -> None:
    exercise = COURSE.exercise(name)
    proofs = proofs_of(exercise, engine, every)
    assert alone(exercise, proofs, engine) == []
    assert as_files(exercise, proofs, engine) == []


def test_numbers_of_each_students_own(tmp_path: Path, engine: Engine) -> None:
    course = toy_personal.write_course(tmp_path)
    exercise = course.exercise(toy_personal.NAME)
    proofs = proofs_of(exercise, engine, 5)
    assert alone(exercise, proofs, engine) == []
    assert as_files(exercise, proofs, engine) == []


def test_what_is_asked_for_stands_in_whole_notebooks(make_toy: MakeCourse) -> None:
    known = list(candidates(make_toy().exercise("toy")))
    asked = [each for each in known if each.sort in ASKED]
    every = in_whole_notebooks(known, sample=False)
    assert [(each.sort, each.question, each.name) for each in every] == [
        (each.sort, each.question, each.name) for each in asked
    ]
    assert not any(each.graded for each in every)
    some = in_whole_notebooks(known, sample=True)
    pairs = [(each.sort, each.question) for each in some]
    assert len(pairs) == len({*pairs}) < len(every)
    assert {*pairs} == {(each.sort, each.question) for each in asked}


def test_an_answer_with_what_a_display_gives_is_no_file(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    display = toy.code("import math\nride, x = 3, 4")
    exercise.release_notebook.write_bytes(toy.notebook([*toy.cells(), display]))
    answers = ("return ride * x", "return x1 * x", "ride = 2\n    return ride * x", "return y * x")
    proofs = [
        Proof(
            Candidate(Sort.MISTAKE, answer, "double", {"double": f"def double(x):\n    {answer}"}),
            cast(Report, None),
            (),
        )
        for answer in answers
    ]
    assert can_be_files(exercise, proofs) == proofs[1:]


def test_a_difference_is_said(make_toy: MakeCourse, engine: Engine) -> None:
    course = make_toy()
    exercise = course.exercise("toy")
    known = [each for each in candidates(exercise) if each.question == "by_hand"]
    proof = next(each for each in prove(exercise, known, engine) if each.candidate.mistakes)
    by_hand, *others = proof.report.questions
    check = changed(by_hand.checks[0], hint="another hint")
    other = changed(by_hand, score=7.0, checks=(check,))
    report = changed(proof.report, questions=(other, *others))
    for ask, how in ((alone, "alone"), (as_files, "in a file")):
        found = ask(exercise, [replace(proof, report=report)], engine)
        assert [said for _proof, said in found] == [
            f"by_hand has score 0.0 {how}, and 7.0 in the whole notebook",
            f"by_hand, by_hand, has hint {by_hand.checks[0].hint!r} {how}, and 'another hint' in "
            "the whole notebook",
        ]
    assert [*differences(by_hand, by_hand, "alone")] == []
