"""The proof of an exercise finds checks that are too kind, too strict, or silent."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.engine.engine import Engine
from autograder.errors import CourseError, UsageError
from autograder.validation.candidates import WHOLE, Candidate, Sort, candidates
from autograder.validation.prove import Proof, prove, submissions_for
from autograder.validation.score import deaths


def proofs_of(
    engine: Engine, folder: Path, *, with_mutants: bool = False, **files: str
) -> list[Proof]:
    course = toy.write_course(folder, **files)
    exercise = course.exercise("toy")
    known = candidates(exercise, with_mutants=with_mutants)
    return prove(exercise, known, engine)


def faults(proofs: list[Proof]) -> dict[str, str]:
    """What is not as it has to be, by candidate."""
    found = {}
    for proof in proofs:
        said = (*proof.faults, *proof.wrong_hints)
        if said:
            who = proof.candidate
            found[f"{who.sort} {who.name} {who.question}".strip()] = "; ".join(said)
    return found


def survivors(proofs: list[Proof]) -> set[str]:
    return {change for (_question, change), died in deaths(proofs).items() if not died}


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_the_toy_is_proved(engine: Engine, tmp_path: Path) -> None:
    seen: list[Proof] = []
    course = toy.write_course(tmp_path)
    exercise = course.exercise("toy")
    known = candidates(exercise, with_mutants=True)
    proofs = prove(exercise, known, engine, seen.append)
    assert faults(proofs) == {}
    assert survivors(proofs) == set()
    assert seen == proofs
    sorts = [proof.candidate.sort for proof in proofs]
    assert {sort: sorts.count(sort) for sort in Sort if sort is not Sort.BLIND} == {
        Sort.REFERENCE: 1,
        Sort.STUB: 1,
        Sort.MISTAKE: 12,
        Sort.ALTERNATIVE: 2,
        Sort.PAIR: 3,
        Sort.LIAR: 6,
        Sort.MUTANT: 6,
        Sort.BOUNDARY: 0,
        Sort.MIXED: 0,
        Sort.CHOICE: 0,
    }
    assert sorts.count(Sort.BLIND) > 10
    everything = tuple(toy.ANSWERS)
    for proof in proofs:  # what an answer cannot touch is not looked at
        names = tuple(question.name for question in proof.report.questions)
        alone = proof.candidate.sort in (Sort.BLIND, Sort.MUTANT)
        assert names == ((proof.candidate.question,) if alone else everything)
    assert Sort.MUTANT not in {each.sort for each in candidates(exercise)}


def test_a_mutant_that_no_check_sees(engine: Engine, tmp_path: Path) -> None:
    solution = changed(toy.SOLUTION, "return 2.0 * x", "return 2.0 * x - 0.0")
    proofs = proofs_of(engine, tmp_path, with_mutants=True, solution=solution)
    assert survivors(proofs) == {"- return 2.0 * x - 0.0\n+ return 2.0 * x + 0.0"}
    assert faults(proofs) == {}


def test_a_mutant_that_never_ends_is_dead(engine: Engine, tmp_path: Path) -> None:
    loop = "    n = 0\n    while n < 3:\n        n += 1\n    return np.sum(x)"
    solution = changed(toy.SOLUTION, "    return np.sum(x)", loop)
    proofs = proofs_of(engine, tmp_path, with_mutants=True, solution=solution)
    died = {change for (_question, change), died in deaths(proofs).items() if died}
    assert "- n += 1\n+ n = 1" in died
    assert "- n = 0\n+ n = 1" in survivors(proofs)


def test_two_mistakes_at_once_get_no_wrong_hint(engine: Engine, tmp_path: Path) -> None:
    """A predicate that is too broad takes the fault of one question for one of another."""
    total = "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
    broad = (
        '@mistake(hint="You give nothing back.", '
        "when=lambda seen: any(call.value is None for call in seen.calls))\n"
        "def total_nothing(x):\n    pass\n\n\n@mistake"
    )
    proofs = proofs_of(
        engine,
        tmp_path,
        checks=changed(toy.CHECKS, total, f"    student.double(np.ones(2))\n{total}"),
        mistakes=toy.other_mistakes("total", "@mistake", broad),
    )
    found = faults(proofs)
    assert found["pair double_prints and total_mean"] == "gets the hint of total_nothing"
    assert not {"mistake total_mean total", "mistake double_prints double"} & found.keys()


def test_checks_that_are_too_kind(engine: Engine, tmp_path: Path) -> None:
    total = "same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
    found = faults(
        proofs_of(engine, tmp_path, checks=changed(toy.CHECKS, total, "student.total([1.0])"))
    )
    assert found["mistake total_mean total"].startswith("loses nothing")
    assert found["blind zero total"] == "earns 4 of 4"
    assert found["liar patches_and_zero"] == "earns 4 in total"


def test_a_check_that_shows_a_hidden_line(engine: Engine, tmp_path: Path) -> None:
    line = 'SECRET = "the text of a hidden check"'
    right = '    equal(student.value("A"), reference.A, "A")'
    shown = f"    assert student.value('A') == reference.A, {line!r}"
    found = faults(proofs_of(engine, tmp_path, checks=changed(toy.CHECKS, right, shown)))
    assert found["liar teller"] == found["liar thief"] == f"shows what is hidden: {line}"


def test_checks_that_are_too_strict(engine: Engine, tmp_path: Path) -> None:
    total = "same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
    strict = f"{total}\n    assert type(student.total(np.ones(2))) is np.float64, 'a NumPy number'"
    found = faults(proofs_of(engine, tmp_path, checks=changed(toy.CHECKS, total, strict)))
    assert found == {"alternative total_loop total": "total: a NumPy number"}


def test_mistakes_that_are_not_told_apart(engine: Engine, tmp_path: Path) -> None:
    average = (
        '\n\n@mistake(hint="Also the mean.")\ndef total_average(x):\n    return sum(x) / len(x)\n'
    )
    right = '\n\n@mistake(hint="Right.")\ndef double_right(x):\n    return x + x\n'
    mistakes = toy.more_mistakes("total", average) | {"double": toy.MISTAKES["double"] + right}
    found = faults(proofs_of(engine, tmp_path, mistakes=mistakes))
    assert found == {
        "mistake total_average total": "gets the hint of total_mean",
        "pair double_prints and total_average": "gets the hint of total_mean",
        "mistake double_right double": "loses nothing; gets no hint",
        "mistake changes_its_argument double": "gets the hint of double_right",
    }


def test_a_mistake_that_costs_two_questions(engine: Engine, tmp_path: Path) -> None:
    by_hand = changed(
        toy.CHECKS,
        '    equal(student.value("A"), reference.A, "A")',
        '    equal(student.value("A"), reference.A, "A")\n'
        '    equal(student.total(np.ones(2)), 2.0, "total of two ones")',
    )
    found = faults(proofs_of(engine, tmp_path, checks=by_hand))
    assert "costs points in by_hand too" in found["mistake total_mean total"]


@pytest.fixture
def known(make_toy: MakeCourse) -> list[Candidate]:
    return list(candidates(make_toy().exercise("toy")))


def test_candidates_fill_in_one_question(known: list[Candidate]) -> None:
    by_name = {candidate.name: candidate for candidate in known}
    assert by_name["reference"].answers == toy.ANSWERS
    assert by_name["stub"].answers == {}
    mean = by_name["total_mean"].answers
    assert {**mean, "total": ""} == {**toy.ANSWERS, "total": ""}
    assert mean["total"].startswith("import numpy as np")
    assert "def total(x):" in mean["total"]
    assert "autograder" not in mean["total"] and "mistake" not in mean["total"]
    assert "mean." not in mean["total"].replace("np.mean", "")  # the hint is no part of an answer
    assert by_name["comma"].answers["by_hand"].endswith("A = (2, 5)")


def test_the_candidates_of_one_question(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    known = list(candidates(exercise, "total"))
    everything = list(candidates(exercise))
    ours = [each for each in known if each.sort not in WHOLE]
    assert [each for each in everything if each.question == "total"] == ours
    assert [each for each in everything if each.sort in WHOLE] == [
        each for each in known if each.sort in WHOLE
    ]
    with pytest.raises(UsageError) as raised:
        list(candidates(exercise, "sum"))
    assert str(raised.value).endswith("The questions are: by_hand, double, total.")


def test_a_question_that_is_not_there(make_toy: MakeCourse) -> None:
    mistakes = {"totals": toy.MISTAKES["total"]}
    with pytest.raises(CourseError, match="no question 'totals'") as caught:
        list(candidates(make_toy(mistakes=mistakes).exercise("toy")))
    assert str(caught.value).endswith("after its question: by_hand, double, total.")


def test_an_alternative_for_a_question_that_is_not_there(make_toy: MakeCourse) -> None:
    alternatives = changed(toy.ALTERNATIVES, '@alternative("total")', '@alternative("totals")')
    with pytest.raises(CourseError, match="no question 'totals'"):
        list(candidates(make_toy(alternatives=alternatives).exercise("toy")))


def test_a_source_notebook_that_is_not_there(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    exercise.source_notebook.unlink()
    with pytest.raises(CourseError, match="has not been built"):
        list(candidates(exercise))


def test_two_functions_of_one_name(make_toy: MakeCourse) -> None:
    mistakes = toy.other_mistakes("double", "def double_prints", "def double_squares")
    with pytest.raises(CourseError, match="two functions double_squares"):
        list(candidates(make_toy(mistakes=mistakes).exercise("toy")))


def test_a_check_with_a_fault_of_its_own_is_said_with_its_line(
    engine: Engine, tmp_path: Path
) -> None:
    adds = '"""adds a row up"""'
    checks = changed(toy.CHECKS, adds, f"{adds}\n    1 / 0")
    line = checks.split("1 / 0")[0].count("\n") + 1
    found = faults(proofs_of(engine, tmp_path, checks=checks))["reference reference"]
    assert found.startswith("is internal: total: ")
    assert f"(ZeroDivisionError, checks.py:{line})" in found


def test_a_release_notebook_that_is_not_there(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    exercise.release_notebook.unlink()
    with pytest.raises(CourseError, match="has not been built") as caught:
        submissions_for(exercise)
    assert caught.value.where == exercise.release_notebook


def test_a_source_notebook_that_is_damaged(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    exercise.source_notebook.write_bytes(b"{")
    with pytest.raises(CourseError, match="damaged") as caught:
        list(candidates(exercise))
    assert caught.value.where == exercise.source_notebook
    assert caught.value.todo == "Run `autograder build` first."
