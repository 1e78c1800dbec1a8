"""Whole submissions of the toy course, and the verdict that a fair human would give."""

from __future__ import annotations

import json

import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.grading import Graded
from autograder.results import ReportStatus, Status

PASSED = Status.PASSED
LOOP = "def double(x):\n    while True: pass"
FULL = {"by_hand": 2.0, "double": 4.0, "total": 4.0}


def scores(graded: Graded) -> dict[str, float]:
    return {each.name: each.score for each in graded.report.questions}


def status(graded: Graded, question: str) -> Status:
    return next(each.status for each in graded.report.questions if each.name == question)


def messages(graded: Graded, question: str) -> str:
    found = next(each for each in graded.report.questions if each.name == question)
    return " ".join(check.message for check in found.checks)


def answers(**changed: str) -> bytes:
    return toy.notebook(**{**toy.ANSWERS, **changed})


def with_cell(source: str, place: int, **changed: str) -> bytes:
    cells = toy.cells({**toy.ANSWERS, **changed})
    cells.insert(place, toy.code(source))
    return toy.notebook(cells)


def test_right_answers_get_everything(grade_toy: GradeHere) -> None:
    graded = grade_toy(answers())
    assert graded.report.status is ReportStatus.GRADED
    assert graded.report.score == graded.report.max_score == 10
    assert graded.report.student == "ann" and graded.report.exercise == "toy"
    assert graded.report.notes == ()
    assert graded.answers == toy.ANSWERS
    assert graded.report.seconds > 0


def test_an_untouched_notebook_gets_nothing(grade_toy: GradeHere) -> None:
    graded = grade_toy(toy.notebook())
    assert graded.report.status is ReportStatus.GRADED
    assert graded.report.score == 0
    assert {each.status for each in graded.report.questions} == {Status.MISSING}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("def double(x)\n    return 2 * x", "SyntaxError"),
        ("@nothing\ndef double(x):\n    return 2 * x", "NameError"),
        ("double = early('x')", "early"),
        ("exit()\ndef double(x):\n    return 2 * x", "SystemExit"),
    ],
)
def test_an_answer_that_stops_at_the_top(grade_toy: GradeHere, source: str, why: str) -> None:
    graded = grade_toy(answers(double=source))
    assert scores(graded) == {**FULL, "double": 0.0}
    assert status(graded, "double") is Status.ERROR
    assert why in messages(graded, "double")


def test_an_exception_below_a_right_function_costs_nothing(grade_toy: GradeHere) -> None:
    graded = grade_toy(answers(double=toy.ANSWERS["double"] + "\nprint(unknown)"))
    assert graded.report.score == 10


@pytest.mark.parametrize("loop", [LOOP, "while True: pass", "import os; os._exit(0)"])
def test_one_answer_that_never_ends_costs_no_other(grade_toy: GradeHere, loop: str) -> None:
    graded = grade_toy(answers(double=loop))
    assert scores(graded) == {**FULL, "double": 0.0}
    assert status(graded, "double") in (Status.TIMEOUT, Status.CRASHED)
    assert graded.report.status is ReportStatus.GRADED


def test_a_loop_that_only_a_hidden_check_finds(grade_toy: GradeHere) -> None:
    source = "def double(x):\n    while np.ndim(x) == 2: pass\n    return 2 * x"
    graded = grade_toy(answers(double=source))
    assert scores(graded) == {**FULL, "double": 2.0}
    assert status(graded, "double") is Status.TIMEOUT


def test_what_was_defined_before_a_restart_is_there_again(grade_toy: GradeHere) -> None:
    total = "def total(x):\n    return helper(x) + A - 2.5"
    cells = toy.cells({**toy.ANSWERS, "double": LOOP, "total": total})
    cells.insert(2, toy.code("def helper(x):\n    return sum(x)"))
    assert scores(grade_toy(toy.notebook(cells))) == {**FULL, "double": 0.0}


@pytest.mark.parametrize("place", [1, 4, 8])
@pytest.mark.parametrize("source", ["while True: pass", "import os; os._exit(0)", "1 / 0", "x = ("])
def test_an_ungraded_cell_costs_nothing(grade_toy: GradeHere, source: str, place: int) -> None:
    graded = grade_toy(with_cell(source, place))
    assert graded.report.score == 10
    assert len(graded.report.notes) == (source in ("while True: pass", "import os; os._exit(0)"))


def test_warnings_and_prints_cost_nothing(grade_toy: GradeHere) -> None:
    source = (
        "import sys, warnings\nprint('hello'); warnings.warn('careful')\n"
        "def double(x):\n    print(x); print('oh', file=sys.stderr); warnings.warn('deprecated')\n"
        "    return 2 * x"
    )
    assert grade_toy(answers(double=source)).report.score == 10


def test_all_questions_hang(grade_toy: GradeHere) -> None:
    loops = {
        "by_hand": "while True: pass",
        "double": LOOP,
        "total": LOOP.replace("double", "total"),
    }
    graded = grade_toy(toy.notebook(**loops))
    assert graded.report.score == 0
    assert {each.status for each in graded.report.questions} == {Status.TIMEOUT}


def test_the_time_of_the_submission_ends(grade_toy: GradeHere) -> None:
    manifest = toy.MANIFEST.replace("submission_seconds = 20", "submission_seconds = 1")
    graded = grade_toy(answers(by_hand="A = 2.5\nwhile True: pass", double=LOOP), manifest=manifest)
    assert status(graded, "total") is Status.TIMEOUT


def test_no_more_children_than_allowed(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[2:2] = [toy.code("import os; os._exit(0)") for _cell in range(9)]
    graded = grade_toy(toy.notebook(cells))
    assert graded.report.status is ReportStatus.GRADED
    assert graded.report.score == 0


@pytest.mark.parametrize("first", ["def double(x):\n    return x", "while True: pass", "x = ("])
@pytest.mark.parametrize("place", [5, 8])
def test_the_last_copy_of_an_answer_counts(grade_toy: GradeHere, first: str, place: int) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": first})
    cells.insert(place, toy.answer("double", toy.ANSWERS["double"]))
    graded = grade_toy(toy.notebook(cells))
    assert graded.report.score == 10
    assert graded.answers["double"] == toy.ANSWERS["double"]
    assert "more than once" in graded.report.notes[0]


@pytest.mark.parametrize("place", [5, 8])
def test_a_copy_as_it_was_given_out_costs_nothing(grade_toy: GradeHere, place: int) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells.insert(place, toy.answer("double", toy.STUBS["double"]))
    graded = grade_toy(toy.notebook(cells))
    assert graded.report.score == 10
    assert graded.answers["double"] == toy.ANSWERS["double"]


def test_a_deleted_and_a_changed_check(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[3]["source"] = "import os; os._exit(0)"
    del cells[5]
    graded = grade_toy(toy.notebook(cells))
    assert graded.report.score == 10
    assert len(graded.report.notes) == 2
    notebook = json.loads(graded.notebook)["cells"]
    assert "".join(notebook[3]["source"]) == toy.VISIBLE["by_hand"]


def test_a_changed_grade_id_and_an_answer_as_text(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[4]["metadata"]["nbgrader"]["grade_id"] = "mine"
    cells[6]["cell_type"] = "markdown"
    assert grade_toy(toy.notebook(cells)).report.score == 10


def test_an_answer_in_a_new_cell_below_its_check(grade_toy: GradeHere) -> None:
    cells = [each for each in toy.cells(toy.ANSWERS) if each["source"] != toy.ANSWERS["double"]]
    graded = grade_toy(toy.notebook([*cells, toy.code(toy.ANSWERS["double"])]))
    assert scores(graded) == FULL


def test_given_numbers_cannot_be_changed_in_their_cell(grade_toy: GradeHere) -> None:
    cells = toy.cells({**toy.ANSWERS, "by_hand": "A = 5 * x1"})
    cells[1]["source"] = "x1 = 100"
    assert grade_toy(toy.notebook(cells)).report.score == 10


def test_files_beside_the_notebook(grade_toy: GradeHere) -> None:
    source = "from helper import factor\ndef double(x):\n    return factor * x"
    files = {"helper.py": b"factor = int(open('factor.txt').read())", "factor.txt": b"2"}
    assert grade_toy(answers(double=source), attached=files).report.score == 10
