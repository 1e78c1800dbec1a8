"""Choice questions: what was written down is read, earns its points, and gets its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
from toy_files import MANIFEST

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.notebooks.chosen import chosen
from autograder.results import QuestionResult, Sort, Status

CHOICES = """
[tall]
kind = "predict"
points = 0.5
right = 2
[tall.en]
question = "How tall?"
options = ["one", "two"]
sentences = ["Too low.", "Two it is."]
[tall.ru]
question = "Высоко ли?"
options = ["раз", "два"]
sentences = ["Низко.", "Да, два."]
[half]
kind = "recall"
points = 0.5
right = 1
[half.en]
question = "Half of 2?"
options = ["1", "4"]
sentences = ["Yes: 2 / 2 = 1.", "That is twice."]
[half.ru]
question = "Половина от 2?"
options = ["1", "4"]
sentences = ["Да: 2 / 2 = 1.", "Это вдвое больше."]
"""
NAMES = ("tall", "half")


def digit(name: str, source: str) -> toy.Json:
    return toy.code(source, grade_id=name, grade=True, solution=True, locked=False, points=0.5)


def notebook(tall: str = "tall = 0", half: str = "half = 0", *more: toy.Json) -> bytes:
    return toy.notebook([*toy.cells(toy.ANSWERS), digit("tall", tall), digit("half", half), *more])


def write(folder: Path) -> Course:
    course = toy.write_course(folder, manifest=MANIFEST.replace("points = 10", "points = 11"))
    exercise = course.exercises[0]
    (exercise.folder / "choices.toml").write_text(CHOICES)
    exercise.release_notebook.write_bytes(notebook())
    return course


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graded]:
    exercise = write(tmp_path_factory.mktemp("choices")).exercises[0]
    program = "import numpy as np\nx1 = 0.5\n" + "\n\n".join(toy.ANSWERS.values())
    handed_in = {
        "right": notebook("tall = 2", "half = 1"),
        "wrong": notebook("tall = 1", "half = 2"),
        "untouched": notebook(),
        "none": notebook("tall = 3", "half = [1]"),
        "hung": notebook("tall = 2", "half = 1", toy.code("while True: pass")),
        "elsewhere": toy.notebook([*toy.cells(toy.ANSWERS), toy.code("tall = 2\nhalf = '1'")]),
        "broken": notebook("tall = 2 )", "half = 1  # (1"),
    }
    submissions = [Submission("", exercise.name, data, id=id) for id, data in handed_in.items()]
    file = f"{program}\ntall = 2\nhalf = 1\n".encode()
    submissions.append(Submission("", exercise.name, file, is_python=True, id="file"))
    alone = Submission("", exercise.name, handed_in["wrong"], id="alone", questions=("half",))
    with Engine(1) as engine:
        return {each.id: done for each, done in engine.grade(exercise, [*submissions, alone])}


def question(graded: Graded, name: str) -> QuestionResult:
    return next(each for each in graded.report.questions if each.name == name)


@pytest.mark.parametrize(
    ("id", "scores", "says"),
    [
        ("right", (0.5, 0.5), "Yes: 2 / 2 = 1."),
        ("wrong", (0.5, 0.0), "That is twice."),
        ("untouched", (0.0, 0.0), "Nothing was chosen yet: write a digit from 1 to 2, as in"),
        (
            "none",
            (0.0, 0.0),
            "`[1]` is not the number of an option: write a digit from 1 to 2, as in",
        ),
        ("hung", (0.5, 0.5), "Yes: 2 / 2 = 1."),
        ("elsewhere", (0.5, 0.5), "Yes: 2 / 2 = 1."),
        ("broken", (0.0, 0.5), "Yes: 2 / 2 = 1."),
        ("file", (0.5, 0.5), "Yes: 2 / 2 = 1."),
    ],
)
def test_what_is_chosen(
    graded: dict[str, Graded], id: str, scores: tuple[float, float], says: str
) -> None:
    results = [question(graded[id], name) for name in NAMES]
    assert tuple(each.score for each in results) == scores
    assert results[1].checks[0].message.startswith(says)
    assert {each.sort for each in results} == {Sort.CHOICE}
    assert graded[id].report.max_score == 11


def test_a_guess_is_answered_whatever_it_is(graded: dict[str, Graded]) -> None:
    assert question(graded["wrong"], "tall").checks[0].message == "Too low."
    assert question(graded["untouched"], "tall").status is Status.MISSING
    assert question(graded["none"], "tall").status is Status.FAILED


def test_one_alone(graded: dict[str, Graded]) -> None:
    (result,) = graded["alone"].report.questions
    assert (result.name, result.score, result.checks[0].message) == ("half", 0.0, "That is twice.")


def test_the_teacher_sees_the_digits(graded: dict[str, Graded]) -> None:
    assert graded["wrong"].answers["half"] == "half = 2"
    assert graded["file"].answers["half"] == "half = 1"


@pytest.mark.parametrize(
    ("source", "digit"),
    [
        ("a = 3", "3"),
        ('a = "3"', "3"),
        ("a = 3.0", "3"),
        ("a = '3.0'", "3"),
        ("a: int = 2", "2"),
        ("b = a = 2", "2"),
        ("a = 2\na = 1", "1"),
        ("a = 2\na = 0", "2"),
        ("a = 0", ""),
        ("ba = 1", ""),
        ("a == 1", ""),
        ("if True:\n    a = 1", ""),
        ("a = True", "True"),
        ("a = None", "None"),
        ("a = -1", "-1"),
        ("a = 2.5", "2.5"),
        ("a = 1e400", "inf"),
        ("a = 10 ** 9", "10 ** 9"),
        ("%time\na = 2  # two", "2"),
        ("a = '2", "2"),
        ("a = " + "9" * 5000, "9" * 40),
        ("a = '" + "x" * 500 + "'", "x" * 40),
        ("a = +3", "3"),
        ("\ta = 3", "3"),
        ("\u00a0a = 3", "3"),
        ("a = 3\u200b", "3"),
        ("a = \uff13", "3"),
        ("a = '\uff13'", "3"),
        ("b, a = 1, 3", "3"),
        ("[a, b] = [3, 1]", "3"),
        ("(a, b), c = pair, 2", ""),
        ("a = 2\na = 19", "2"),
        ("a = 19\na = 'x'", "x"),
        ("", ""),
    ],
)
def test_what_is_read(source: str, digit: str) -> None:
    assert chosen([source], "a") == digit


@pytest.mark.parametrize(
    ("written", "digit"),
    [("+" * 1500 + "2", "2"), ("-" * 1500 + "2", "..."), ("f" + "()" * 900, "...")],
)
def test_an_expression_without_end_is_read_all_the_same(written: str, digit: str) -> None:
    assert chosen([f"tall = {written}"], "tall") == digit


def test_the_last_that_was_written_counts() -> None:
    assert chosen(["a = 1", "a = 2", "a = 0", "b = 3"], "a") == "2"
