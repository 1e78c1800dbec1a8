"""Whose numbers count: those of the id that a submission was handed in under."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import toy_personal as toy
from gradings import graded_by

from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, ReportStatus, Status

FAILED, MANUAL, MISSING, PASSED = Status.FAILED, Status.MANUAL, Status.MISSING, Status.PASSED
ANN, BEN = toy.right_sum("ann"), toy.right_sum("ben")
FULL = {"by_hand": 2.0, "later": 1.0, "double": 1.0}


def without_id(content: bytes, *more: str) -> bytes:
    """A notebook without the cell with the id; `more` are cells to begin with."""
    notebook: dict[str, Any] = json.loads(content)
    kept = [each for each in notebook["cells"] if each["id"] != "id-my_id"]
    assert len(kept) == len(notebook["cells"]) - 1
    new = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"] = [{**new, "id": "mine", "source": text} for text in more] + kept
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Callable[[str], Graded]:
    """The grading of one of the cases below; all are graded in one go."""
    course = toy.write_course(tmp_path_factory.mktemp("course"))
    exercise = course.exercise(toy.NAME)
    stub = exercise.stub.read_text().replace("S = None", "S = b + five")
    stub = stub.replace("D = None", "D = 2 * S").replace(
        "raise NotImplementedError", "return 2 * a"
    )

    def notebook(student_id: str, **answers: str) -> bytes:
        return toy.notebook(course, student_id, **answers)

    def python(student_id: str) -> bytes:
        return stub.replace('"example"', repr(student_id)).encode()

    cases: dict[str, tuple[str, bytes]] = {
        "own": ("ann", notebook("ann")),
        "own, by calculator": ("ann", notebook("ann", by_hand=f"S = {ANN}")),
        "own, written otherwise": ("Ivanova Anna", notebook("  IVANOVA anna ")),
        "own, in another form": ("Ёлкина", notebook("Е\u0308лкина")),
        "own, as a number": ("12345", notebook("ann", by_hand="STUDENT_ID = 12345\nS = 0")),
        "a friend's": ("ann", notebook("ben")),
        "a friend's, by calculator": ("ann", notebook("ben", by_hand=f"S = {BEN}")),
        "a friend's answers, own id": ("ann", notebook("ann", by_hand=f"S = {BEN}")),
        "other id, right for the own": ("ann", notebook("ben", by_hand=f"S = {ANN}")),
        "other id, wrong for both": ("ann", notebook("ben", by_hand="S = a")),
        "other id, a known mistake": ("ann", notebook("ben", by_hand="S = a + five")),
        "other id, not answered": ("ann", notebook("ben", by_hand="pass", later="pass")),
        "other id, an error": ("ann", notebook("ben", by_hand="S = 1 / 0", later="pass")),
        "other id, ended": ("ann", notebook("ben", by_hand="import os; os._exit(0)")),
        "other id, another fault": ("ann", notebook("ben", double="def double(a):\n    return a")),
        "the example's": ("ann", notebook("example")),
        "no id given": ("", notebook("ben")),
        "no id at all": ("", without_id(notebook(""))),
        "the cell is gone": ("ann", without_id(notebook("ben"))),
        "the cell has lost its mark": ("ann", without_id(notebook(""), 'STUDENT_ID = "ben"')),
        "no quotes": ("ann", without_id(notebook(""), "STUDENT_ID = nobody")),
        "a list": ("ann", notebook("ben", by_hand=f"STUDENT_ID = ['ben']\nS = {BEN}")),
        "no text": ("ann", notebook("ben", by_hand="STUDENT_ID = '\\ud800'\nS = b + five")),
        "long": ("ann", notebook("b" * 5000)),
        "a program": ("ann", notebook("'); import os; os._exit(0)  #")),
        "own numbers changed": ("ann", notebook("ann", by_hand="b = 1\nS = b + five")),
        "Python, own": ("ann", python("Ann")),
        "Python, a friend's": ("ann", python("ben")),
        "Python, no id given": ("", python("ben")),
    }
    submissions = []
    for name, (student, content) in cases.items():
        is_python = name.startswith("Python")
        submissions.append(Submission(student, toy.NAME, content, is_python))
    graded = dict(zip(cases, graded_by(engine, exercise, submissions), strict=True))
    return lambda name: graded[name]


def questions(graded: Graded) -> dict[str, QuestionResult]:
    assert graded.report.status is ReportStatus.GRADED, graded.report.notes
    return {question.name: question for question in graded.report.questions}


def scores(graded: Graded) -> dict[str, float]:
    return {name: question.score for name, question in questions(graded).items()}


@pytest.mark.parametrize(
    "name",
    ["own", "own, by calculator", "own, written otherwise", "own, in another form", "Python, own"],
)
def test_own_numbers_get_everything(grade: Callable[[str], Graded], name: str) -> None:
    graded = grade(name)
    assert scores(graded) == FULL
    assert graded.report.notes == ()


@pytest.mark.parametrize(
    "name",
    [
        "a friend's", "a friend's, by calculator", "Python, a friend's",
        "the cell has lost its mark",
    ],
)  # fmt: skip
def test_a_friends_notebook_waits_for_a_person(grade: Callable[[str], Graded], name: str) -> None:
    graded = grade(name)
    by_hand = questions(graded)["by_hand"]
    assert by_hand.status is MANUAL
    (check,) = by_hand.checks
    assert check.status is MANUAL and (check.points, check.max_points) == (0, 2)
    assert "“ben”" in check.message and "“ann”" in check.message
    assert "2 of 2 points" in check.message
    assert check.expected is check.actual is None
    assert scores(graded) == {**FULL, "by_hand": 0.0}
    assert graded.report.score == 2


def test_wrong_answers_with_another_id_are_no_automatic_zero(
    grade: Callable[[str], Graded],
) -> None:
    graded = grade("other id, wrong for both")
    by_hand = questions(graded)["by_hand"]
    assert by_hand.status is MANUAL
    assert "0 of 2 points" in by_hand.checks[0].message
    assert questions(grade("the example's"))["by_hand"].status is MANUAL


def test_another_id_hides_no_hint(grade: Callable[[str], Graded]) -> None:
    by_hand = questions(grade("other id, a known mistake"))["by_hand"]
    assert by_hand.status is MANUAL
    assert by_hand.checks[0].message.endswith("until then. Add b, not a.")


def test_right_answers_count_whatever_id_the_file_claims(grade: Callable[[str], Graded]) -> None:
    graded = grade("other id, right for the own")
    assert scores(graded) == FULL
    (note,) = graded.report.notes
    assert "“ben”" in note and "“ann”" in note


def test_answers_that_were_handed_on_are_wrong(grade: Callable[[str], Graded]) -> None:
    graded = grade("a friend's answers, own id")
    by_hand = questions(graded)["by_hand"]
    assert by_hand.status is FAILED and by_hand.score == 0
    assert by_hand.checks[0].expected == ANN


def test_numbers_that_were_changed_are_wrong(grade: Callable[[str], Graded]) -> None:
    assert questions(grade("own numbers changed"))["by_hand"].status is FAILED


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("other id, not answered", MISSING),
        ("other id, an error", Status.ERROR),
        ("other id, ended", Status.CRASHED),
    ],
)
def test_what_is_no_answer_has_its_own_verdict(
    grade: Callable[[str], Graded], name: str, status: Status
) -> None:
    assert questions(grade(name))["by_hand"].status is status


def test_only_questions_with_personal_numbers_wait(grade: Callable[[str], Graded]) -> None:
    found = questions(grade("other id, another fault"))
    assert found["double"].status is FAILED
    assert found["by_hand"].status is MANUAL


@pytest.mark.parametrize("name", ["no id given", "Python, no id given"])
def test_without_an_id_the_one_in_the_file_counts_and_that_is_said(
    grade: Callable[[str], Graded], name: str
) -> None:
    graded = grade(name)
    assert scores(graded) == FULL
    (note,) = graded.report.notes
    assert "“ben”" in note


def test_no_id_at_all(grade: Callable[[str], Graded]) -> None:
    graded = grade("no id at all")
    assert scores(graded) == FULL  # the cell was put back as it was released
    assert "“example”" in graded.report.notes[-1]


def test_a_lost_cell_comes_back_with_the_id_that_counts(grade: Callable[[str], Graded]) -> None:
    graded = grade("the cell is gone")
    assert scores(graded) == FULL
    (note,) = graded.report.notes
    assert "put back" in note and "“ann”" in note


def test_an_id_without_quotes_changes_nothing(grade: Callable[[str], Graded]) -> None:
    assert scores(grade("no quotes")) == FULL


@pytest.mark.parametrize("name", ["a list", "no text", "long", "a program"])
def test_an_odd_claim_waits_for_a_person(grade: Callable[[str], Graded], name: str) -> None:
    by_hand = questions(grade(name))["by_hand"]
    assert by_hand.status is MANUAL
    assert len(by_hand.checks[0].message) < 500


def test_a_number_can_be_an_id(grade: Callable[[str], Graded]) -> None:
    assert questions(grade("own, as a number"))["by_hand"].status is FAILED  # and not MANUAL
