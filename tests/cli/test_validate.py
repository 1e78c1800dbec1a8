"""`autograder validate`: what it prints, when it fails, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from msgspec.structs import replace

from autograder.cli.validate import run
from autograder.engine.engine import Engine
from autograder.errors import CourseError, UsageError
from autograder.validation import exercise as proof
from autograder.validation import kept, seeds
from autograder.validation.candidates import Candidate
from autograder.validation.crossing import Crossing, mixed
from autograder.validation.exercise import Proved, Wanted
from autograder.validation.seal import seal_of
from autograder.validation.seeds import try_seeds

Validate = Callable[[Wanted], tuple[int, str]]

FEW = 10
ALL = Wanted()
KEEP = Wanted(keep=True)
IN_VAIN = "return 2.0 * x - 0.0"
SOLUTION = toy.SOLUTION.replace("return 2.0 * x", IN_VAIN)
SURVIVES = "- return 2.0 * x - 0.0\n    + return 2.0 * x + 0.0"
REVIEWED = f"""
[[equivalents]]
question = "double"
reason = "Zero taken away or added is the same."
mutants = ['''
- {IN_VAIN}
+ return 2.0 * x + 0.0
''']
"""


@pytest.fixture
def validate(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    engine: Engine,
) -> Validate:
    """Prove what is in the folder; gives the exit status and what was printed.

    The engine is warm, and seeds and answers with two faults are few: how a proof ends does not
    hang on them.
    """

    def some(*given: Any) -> list[Candidate]:
        return list(mixed(*given))[:FEW]

    monkeypatch.setattr(proof, "Engine", lambda _workers: nullcontext(engine))
    monkeypatch.setattr(proof, "try_seeds", partial(try_seeds, seeds=FEW))
    for module in (proof, seeds):
        monkeypatch.setattr(module, "mixed", some)

    def run_it(wanted: Wanted) -> tuple[int, str]:
        status = run(tmp_path, "toy", wanted)
        return status, capsys.readouterr().out

    return run_it


def test_everything_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toy.write_course(tmp_path)
    assert run(tmp_path, "toy", ALL, hints=True) == 0
    said = capsys.readouterr().out
    rows = [row.split("│")[1:3] for row in said.splitlines() if row.startswith("│")]
    assert {what.strip(): count.strip() for what, count in rows} == {
        "the reference gets full marks": "1 of 1",
        "the stub gets nothing": "1 of 1",
        "constants, echoes and uniform answers get nothing": "21 of 21",
        "other right answers get full marks": "2 of 2",
        "mistakes lose points, and cost no other question": "12 of 12",
        "mistakes get their own hint": "12 of 12",
        "two mistakes at once cost no other question": "3 of 3",
        "two mistakes at once get no wrong hint": "3 of 3",
        "patches, thieves and tellers get nothing, and see nothing hidden": "6 of 6",
        "right answers pass at each of 200 seeds": "3 of 3",
        "mistakes and mutants are caught at each, or right at each": "14 of 14",
        "no hint is shown that is not true of an answer": "85 of 85",
        "mutants lose points": "6 of 6",
        "one question alone gets the verdict of the whole notebook": "14 of 14",
        "a Python file gets the verdict of the notebook": "14 of 14",
        "mutation score": "100.0%",
    }
    assert said.count("a mutant of") == 1  # np.sum(None) is None
    assert "a mutant of total gets 'gives_nothing_back'" in said
    assert not (tmp_path / "solutions" / "toy" / kept.FILE).exists()


def test_a_title_is_no_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    toy.write_course(tmp_path)
    manifest = tmp_path / "course.toml"
    manifest.write_text(manifest.read_text().replace('"Toy"', '"Sums [of squares] [/]"'))
    monkeypatch.setattr(
        "autograder.cli.validate.prove", lambda _course, found, *_, **__: [Proved(found[0], {})]
    )
    assert run(tmp_path, "toy", ALL) == 0
    assert "toy · Sums [of squares] [/]" in capsys.readouterr().out


def test_a_survivor_is_shown_until_it_is_reviewed(tmp_path: Path, validate: Validate) -> None:
    toy.write_course(tmp_path, solution=SOLUTION)
    one = Wanted("double")
    status, said = validate(one)
    assert status == 1
    assert f"a mutant of double survives:\n    {SURVIVES}" in said
    assert "too few mutants lose points: 75.0%, where 97% have to" in said
    reviewed = tmp_path / "solutions" / "toy" / "reviewed.toml"
    reviewed.write_text(REVIEWED)
    status, said = validate(one)
    assert (status, "survives" in said) == (0, False)
    assert "mutants that a person has found to be right" in said
    reviewed.write_text(REVIEWED.replace("2.0 * x + 0.0", "2.0 * x"))
    status, said = validate(one)
    assert status == 1
    assert "reviewed.toml: a mutant of double is not made any more" in said


def test_what_is_slow_is_kept(
    tmp_path: Path, validate: Validate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.validation.exercise.is_slow", lambda _exercise: True)
    exercise = toy.write_course(tmp_path).exercise("toy")
    one = Wanted("total")
    assert "mutation score" not in validate(one)[1]
    status, said = validate(ALL)
    assert (status, kept.read(exercise)) == (0, None)
    assert "no proved.json fits this exercise as it is: `autograder validate toy --keep`" in said
    assert validate(KEEP)[0] == 0
    before = kept.read(exercise)
    assert before is not None and before.alive == ()
    assert before.figures["mutant"] == (6, 6)
    before = replace(before, seal="")  # our own code has changed since
    kept.write(exercise, before)
    status, said = validate(ALL)
    assert (status, "proved.json" in said) == (0, False)

    lively = tuple(kept.died(exercise, before))  # now it shows when what is kept is used
    kept.write(exercise, replace(before, alive=lively))
    status, said = validate(ALL)
    assert (status, said.count("survives")) == (1, 3)  # the others were tried in this process
    status, said = validate(one)
    assert (status, said.count("survives")) == (0, 0)
    status, said = validate(Wanted("by_hand"))
    assert (status, said.count("survives")) == (1, 3)
    wide = Crossing("total", "total_mean", "total_prints and rounds it")
    kept.write(exercise, replace(before, crossed=(wide,)))
    status, said = validate(ALL)
    assert status == 1
    assert "total: the hint of total_mean would be shown for total_prints and rounds it" in said


def test_the_same_code_proves_a_sample_only(tmp_path: Path, validate: Validate) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    status, everything = validate(KEEP)
    before = kept.read(exercise)
    assert status == 0 and before is not None and before.seal
    status, said = validate(KEEP)
    # the reference, the stub, six liars, and a mistake for each of three questions
    assert f"kept: proved by the same code on {before.on}; 11 answers graded again" in said
    assert (status, kept.read(exercise)) == (0, before)
    assert _rows(said) == [row for row in _rows(everything) if "mutation score" not in row]
    assert "kept:" not in validate(Wanted(anew=True))[1]
    with pytest.raises(UsageError, match="one question is not kept"):
        validate(Wanted("total", keep=True))


def _rows(said: str) -> list[str]:
    return [row for row in said.splitlines() if row.startswith("│")]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("reference.total(np.ones(3))", "liar patches_and_zero: earns 4 in total"),
        ("student.total(np.ones(3)); 1 / 0", "reference reference: is internal"),
    ],
)
def test_a_broken_check_below_a_seal_that_fits_is_found(
    tmp_path: Path, validate: Validate, broken: str, said: str
) -> None:
    """Whatever the seal has missed: a sample of all answers is graded."""
    right = "same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
    checks = toy.CHECKS.replace(right, broken)
    exercise = toy.write_course(tmp_path, checks=checks).exercise("toy")
    assert validate(KEEP)[0] == 1
    assert kept.read(exercise) is None  # what has a fault is not kept
    forged = kept.Kept(kept.digest(exercise), {}, (), seal=seal_of(exercise), on="today")
    kept.write(exercise, forged)
    status, shown = validate(ALL)
    assert (status, "kept: " in shown) == (1, True)
    assert said in shown


def test_other_figures_than_those_that_are_published(tmp_path: Path, validate: Validate) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    assert validate(KEEP)[0] == 0
    before = kept.read(exercise)
    assert before is not None
    other = replace(before, seal="", figures={**before.figures, "hint": (8, 8)})
    kept.write(exercise, other)
    status, said = validate(KEEP)
    assert status == 1 and kept.read(exercise) == other
    assert "proved.json says 8 of 8 for “mistakes get their own hint”, it is 12 of 12" in said


def test_mistakes_that_cannot_be_loaded(tmp_path: Path) -> None:
    toy.write_course(tmp_path, mistakes={"double": "import nothing_such\n"})
    with pytest.raises(CourseError, match="nothing_such") as raised:
        run(tmp_path, "toy", ALL)
    assert "mistakes/double.py:1" in str(raised.value)
