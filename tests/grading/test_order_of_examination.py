"""What a later check hands over answers no earlier question."""

from __future__ import annotations

import json

import toy_course as toy
from toy_course import GradeHere, Json

from autograder.grading import Graded
from autograder.results import Status

# A check of the last question that happens to hand over the right answer to an earlier one.
GENEROUS = toy.CHECKS.replace(
    "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))",
    "    same(student.total, reference.total, reference.double(np.array([1.5, -3.0, 0.25])))",
)
KEEPS = "def total(x):\n    KEPT.append(x.copy())\nKEPT = globals().get('KEPT') or []"
HANDS_IN = "KEPT = globals().get('KEPT') or []\ndef double(x):\n    return KEPT[-1]"


def scores(graded: Graded) -> dict[str, float]:
    return {each.name: each.score for each in graded.report.questions}


def test_a_second_copy_hands_in_nothing_of_a_later_check(grade_toy: GradeHere) -> None:
    cells = [*toy.cells({**toy.ANSWERS, "total": KEEPS}), toy.answer("double", HANDS_IN)]
    graded = grade_toy(toy.notebook(cells), checks=GENEROUS)
    assert scores(graded) == {"by_hand": 2, "double": 0, "total": 0}


def test_an_answer_in_another_cell_hands_in_nothing_of_a_later_check(grade_toy: GradeHere) -> None:
    def is_left(cell: Json) -> bool:
        return cell["metadata"].get("nbgrader", {}).get("grade_id") not in ("double", "by_hand")

    cells = [cell for cell in toy.cells({**toy.ANSWERS, "total": KEEPS}) if is_left(cell)]
    cells.append(toy.code(f"{toy.ANSWERS['by_hand']}\n{HANDS_IN}"))
    graded = grade_toy(toy.notebook(cells), checks=GENEROUS)
    assert scores(graded) == {"by_hand": 2, "double": 0, "total": 0}


def test_whatever_the_order_of_the_cells_right_answers_are_right(grade_toy: GradeHere) -> None:
    first, *pairs = toy.cells(toy.ANSWERS)[1:]
    turned = [cell for i in range(len(pairs) - 2, -1, -2) for cell in pairs[i : i + 2]]
    assert [json.dumps(cell) for cell in turned] != [json.dumps(cell) for cell in pairs]
    again = [toy.answer(name, source) for name, source in reversed(toy.ANSWERS.items())]
    graded = grade_toy(toy.notebook([first, *turned, *again]), checks=GENEROUS)
    assert {each.status for each in graded.report.questions} == {Status.PASSED}


def test_an_answer_below_the_untouched_stub_counts(grade_toy: GradeHere) -> None:
    cells = toy.cells({"by_hand": toy.ANSWERS["by_hand"], "total": toy.ANSWERS["total"]})
    graded = grade_toy(toy.notebook([*cells, toy.code(toy.ANSWERS["double"])]))
    assert {each.status for each in graded.report.questions} == {Status.PASSED}


def test_an_answer_below_its_stub_hands_in_nothing_of_a_later_check(grade_toy: GradeHere) -> None:
    cells = [*toy.cells({"by_hand": "A = 2.5", "total": KEEPS}), toy.code(HANDS_IN)]
    graded = grade_toy(toy.notebook(cells), checks=GENEROUS)
    assert scores(graded) == {"by_hand": 2, "double": 0, "total": 0}


def test_an_untouched_stub_is_still_not_written(grade_toy: GradeHere) -> None:
    cells = [*toy.cells({"by_hand": "A = 2.5"}), toy.code("print(double(2))")]
    graded = grade_toy(toy.notebook(cells))
    assert scores(graded) == {"by_hand": 2, "double": 0, "total": 0}
    assert (
        graded.report.questions[1]
        .checks[0]
        .message.startswith("Python stops at the line with `raise`.")
    )


def test_a_value_in_place_of_a_function_is_told_once(grade_toy: GradeHere) -> None:
    graded = grade_toy(toy.notebook(toy.cells({"by_hand": "A = 2.5", "double": "double = 3"})))
    double = graded.report.questions[1]
    assert double.status is Status.FAILED
    assert [bool(check.message) for check in double.checks if check.status is Status.FAILED] == [
        True,
        False,
    ]
