"""The mutation score, and what is recorded beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from toy_course import MakeCourse

from autograder.course import Exercise, load_course
from autograder.errors import CourseError
from autograder.validation import kept
from autograder.validation.crossing import Crossing
from autograder.validation.reviewed import Equivalent, Reviewed, WideHint, read_reviewed
from autograder.validation.said import changed, said_of_mutants
from autograder.validation.score import Score, score

DIED = {("double", f"change {n}"): True for n in range(9)} | {
    ("double", "change 9"): False,
    ("total", "change 0"): False,
}
SAME = Equivalent("total", ("change 0\n",), "The sum is the same.")


@pytest.fixture
def exercise(make_toy: MakeCourse) -> Exercise:
    return make_toy().exercise("toy")


def test_equivalents_do_not_count() -> None:
    assert score(DIED, Reviewed()).share == 9 / 11
    found = score(DIED, Reviewed((SAME,)))
    assert (found.mutants, found.killed, found.equivalent) == (11, 9, 1)
    assert (found.share, found.survivors) == (0.9, (("double", "change 9"),))
    assert said_of_mutants(found)[0]


def test_the_score_of_one_question() -> None:
    found = score(DIED, Reviewed((SAME,)), "double")
    assert (found.mutants, found.equivalent, found.faults) == (10, 0, ())
    assert score(DIED, Reviewed((SAME,)), "total") == Score(mutants=1, killed=0, equivalent=1)


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (Score(mutants=103, killed=97, equivalent=3), []),
        (
            Score(mutants=103, killed=96, equivalent=3),
            ["too few mutants lose points: 96.0%, where 97% have to"],
        ),
        (Score(mutants=0, killed=0, equivalent=0), []),
        (Score(mutants=2, killed=0, equivalent=2), []),
        (Score(mutants=9, killed=9, equivalent=0, faults=("untrue",)), ["untrue"]),
    ],
)
def test_the_bar(found: Score, faults: list[str]) -> None:
    assert said_of_mutants(found) == (faults, [])


def test_a_record_has_to_be_true() -> None:
    gone = Equivalent("total", ("change 7",), "It was so once.")
    dead = Equivalent("double", ("change 3",), "It is not so.")
    found = score(DIED, Reviewed((SAME, gone, dead)))
    assert [fault.partition("\n")[0] for fault in found.faults] == [
        "reviewed.toml: a mutant of total is not made any more:",
        "reviewed.toml: a mutant of double is not equivalent, it loses points:",
    ]
    assert (found.killed, found.equivalent) == (9, 1)


def test_what_is_reviewed_is_read(exercise: Exercise) -> None:
    assert read_reviewed(exercise) == Reviewed()
    text = (
        "[[equivalents]]\nquestion = 'total'\nreason = 'It is so.'\n"
        "mutants = ['''\n- a\n+ b\n''']\n"
        "[[hints]]\nquestion = 'double'\nmistake = 'double_prints'\nreason = 'Why?'\n"
    )
    path = exercise.folder / "reviewed.toml"
    path.write_text(text, encoding="utf-8")
    found = read_reviewed(exercise)
    assert found.equivalents == (Equivalent("total", ("- a\n+ b\n",), "It is so."),)
    assert list(found.mutants()) == [("total", "- a\n+ b")]
    assert found.hints == (WideHint("double", "double_prints", "Why?"),)
    for wrong, said in (
        (text.replace("It is so.", " "), "'total' has no reason"),
        (text.replace("Why?", ""), "'double' has no reason"),
        ("[[", "Correct this"),
        ("a = 1", "unknown field `a`"),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(CourseError, match=said):
            read_reviewed(exercise)


MADE = {
    ("by_hand", "- A = 5 * x1\n+ A = None"): True,
    ("by_hand", "- A = 5 * x1\n+ A = 6 * x1"): False,
    ("by_hand", "- A = 5 * x1\n+ A = 5 / x1"): True,
    ("double", "- return 2.0 * x\n+ return 2.0 / x"): True,
    ("double", "- return 2.0 * x\n+ return 3.0 * x"): True,
    ("total", "- return np.sum(x)\n+ return np.sum(None)"): False,
}


KEPT = kept.Kept(
    digest="",
    figures={"mutant": (4, 6), "hint": (7, 7)},
    alive=kept.alive(MADE),
    mixed=3,
    crossed=(Crossing("double", "double_prints", "double_squares and prints it"),),
)


def keep(exercise: Exercise) -> kept.Kept:
    now = replace(KEPT, digest=kept.digest(exercise))
    kept.write(exercise, now)
    return now


def test_what_is_kept_comes_back(exercise: Exercise) -> None:
    assert kept.read(exercise) is None
    now = keep(exercise)
    assert kept.read(exercise) == now
    assert kept.died(exercise, now) == MADE
    assert '"mutant": [ 4, 6 ]' in (exercise.folder / kept.FILE).read_text()
    (exercise.folder / kept.FILE).write_text("{}")
    assert kept.read(exercise) is None


@pytest.mark.parametrize("name", [*kept.FILES, "data/table.csv"])
def test_what_is_kept_fits_only_the_same_exercise(make_toy: MakeCourse, name: str) -> None:
    course = make_toy()
    now = keep(course.exercise("toy"))
    (course.folder / "solutions" / "toy" / "lesson.en.md").write_text("")
    assert kept.read(course.exercise("toy")) == now
    path: Path = course.folder / "solutions" / "toy" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text() + "\n" if path.exists() else "1,2\n")
    assert kept.read(load_course(course.folder).exercise("toy")) is None


def test_figures_of_another_version_are_said_too(exercise: Exercise) -> None:
    then, now = {"stub": (1, 1), "later": (3, 3)}, {"stub": (1, 1), "liar": (2, 2)}
    of_ours, of_a_later = changed(exercise, then, now)
    assert "says nothing for" in of_ours and "it is 2 of 2" in of_ours
    assert "says 3 of 3 for “later”, it is nothing" in of_a_later
