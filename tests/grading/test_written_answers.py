"""Questions that are answered in words: a person grades them, and nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from gradings import graded_by
from toy_files import MANIFEST

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.errors import CourseError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, ReportStatus, Status

PLACEHOLDER = "Your answer here."
RUBRIC = "It names the **step**. <i>1 point</i>"
WRITTEN = f"""
[why]
points = 2.0
[why.rubric]
en = "{RUBRIC}"
ru = "Назван шаг."
"""
PROGRAM = "import numpy as np\nx1 = 0.5\n" + "\n\n".join(toy.ANSWERS.values())


def in_words(text: str) -> toy.Json:
    nbgrader = {"grade_id": "why", "locked": False, "grade": True, "solution": True, "points": 2}
    return {"cell_type": "markdown", "metadata": {"nbgrader": nbgrader}, "source": text}


def notebook(*texts: str) -> bytes:
    return toy.notebook([*toy.cells(toy.ANSWERS), *map(in_words, texts)])


SUBMISSIONS = {
    "answered": (notebook("The step is **too large** <script>alert(1)</script>."), False),
    "untouched": (notebook(PLACEHOLDER + "\n"), False),
    "emptied": (notebook("  "), False),
    "gone": (notebook(), False),
    "copied": (notebook("the first", "the second"), False),
    "program": (f'{PROGRAM}\nwhy = """\nToo large.\n"""\n'.encode(), True),
    "untouched program": (f'{PROGRAM}\nwhy = """\n{PLACEHOLDER}\n"""\n'.encode(), True),
    "program without": (PROGRAM.encode(), True),
    "unreadable": (b"{", False),
}


def write(folder: Path, written: str = WRITTEN, points: int = 12) -> Course:
    manifest = MANIFEST.replace("points = 10", f"points = {points}")
    course = toy.write_course(folder, manifest=manifest)
    exercise = course.exercise("toy")
    (exercise.folder / "written.toml").write_text(written)
    release = toy.notebook([*toy.cells(), in_words(PLACEHOLDER)])
    exercise.release_notebook.write_bytes(release)
    return load_course(folder)


@pytest.fixture(scope="module")
def gradings(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> dict[str, Graded]:
    course = write(tmp_path_factory.mktemp("course"))
    submissions = [
        Submission(name, "toy", content, is_python)
        for name, (content, is_python) in SUBMISSIONS.items()
    ]
    gradings = graded_by(engine, course.exercise("toy"), submissions)
    return {graded.report.student: graded for graded in gradings}


def question(graded: Graded) -> QuestionResult:
    assert [each.name for each in graded.report.questions] == ["by_hand", "double", "total", "why"]
    return graded.report.questions[-1]


def test_each_question_says_which_sort_it_is(gradings: dict[str, Graded]) -> None:
    for graded in gradings.values():
        sorts = {each.name: each.sort for each in graded.report.questions}
        assert sorts == {
            "by_hand": "values", "double": "function", "total": "function", "why": "written",
        }  # fmt: skip


def cells(graded: Graded) -> list[dict[str, Any]]:
    return json.loads(graded.notebook)["cells"]


def graded_cell(graded: Graded) -> dict[str, Any]:
    (cell,) = [
        cell
        for cell in cells(graded)
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "why"
    ]
    return cell


@pytest.mark.parametrize(
    ("name", "status", "answer"),
    [
        ("answered", Status.MANUAL, "The step is **too large** <script>alert(1)</script>."),
        ("untouched", Status.MISSING, PLACEHOLDER + "\n"),
        ("emptied", Status.MISSING, "  "),
        ("gone", Status.MISSING, PLACEHOLDER),
        ("copied", Status.MANUAL, "the second"),
        ("program", Status.MANUAL, "Too large."),
        ("untouched program", Status.MISSING, PLACEHOLDER),
        ("program without", Status.MISSING, PLACEHOLDER),
    ],
)
def test_an_answer_is_open_and_no_answer_is_missing(
    gradings: dict[str, Graded], name: str, status: Status, answer: str
) -> None:
    graded = gradings[name]
    assert graded.report.status is ReportStatus.GRADED
    result = question(graded)
    assert (result.status, result.score, result.max_score) == (status, 0, 2)
    assert (graded.report.score, graded.report.max_score) == (10, 12)
    assert graded.answers["why"] == answer


def test_an_answer_in_words_alone(tmp_path: Path, engine: Engine) -> None:
    exercise = write(tmp_path).exercise("toy")
    content, _is_python = SUBMISSIONS["answered"]
    [alone] = graded_by(engine, exercise, [Submission("ann", "toy", content, questions=("why",))])
    [answer] = alone.report.questions
    assert (answer.name, answer.status) == ("why", Status.MANUAL)
    assert alone.report.max_score == 2
    assert [*alone.answers] == ["why"]


def test_no_verdict_on_a_file_that_cannot_be_read(gradings: dict[str, Graded]) -> None:
    graded = gradings["unreadable"]
    assert question(graded).status is Status.SKIPPED
    assert graded_cell(graded)["source"] == [PLACEHOLDER]


@pytest.mark.parametrize("name", [name for name in SUBMISSIONS if name != "unreadable"])
def test_the_teacher_finds_the_answer_and_below_it_the_rubric(
    gradings: dict[str, Graded], name: str
) -> None:
    graded = gradings[name]
    cell = graded_cell(graded)
    assert cell["cell_type"] == "markdown"
    assert (cell["metadata"]["nbgrader"]["solution"], cell["metadata"]["nbgrader"]["points"]) == (
        True,
        2,
    )
    below = cells(graded)[cells(graded).index(cell) + 1]
    assert "".join(below["source"]).endswith(RUBRIC)
    assert "<script" not in "".join(cell["source"])


def test_points_are_those_of_the_course(tmp_path: Path, engine: Engine) -> None:
    course = write(tmp_path, points=11)
    submission = Submission("ann", "toy", notebook("x"))
    with pytest.raises(CourseError, match=r"checks.py and written.toml give 12 points"):
        graded_by(engine, course.exercise("toy"), [submission])


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (WRITTEN.replace("ru =", "de ="), "no rubric in the language 'ru'"),
        (WRITTEN.replace("2.0", "'two'"), "Expected a number"),
        ("[why", "written.toml"),
    ],
)
def test_a_wrong_file_is_the_authors_to_mend(tmp_path: Path, written: str, what: str) -> None:
    course = write(tmp_path, written)
    with pytest.raises(CourseError, match=what):
        _ = course.exercise("toy").written
