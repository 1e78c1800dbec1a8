"""Submitted notebooks are put in order: golden cases of what students do to their cells."""

from __future__ import annotations

from typing import Any

import pytest
import toy_course as toy

from autograder.errors import SubmissionError
from autograder.notebooks.cells import Work
from autograder.notebooks.kinds import ANSWER, CHECK, DISPLAY, FREE, GIVEN, TEXT
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawNotebook, read_notebook
from autograder.notebooks.submitted import match

RELEASE = read_notebook(toy.notebook())
ORDER = [
    (TEXT, ""),
    (GIVEN, ""),
    (ANSWER, "by_hand"),
    (CHECK, "by_hand"),
    (ANSWER, "double"),
    (CHECK, "double"),
    (ANSWER, "total"),
    (CHECK, "total"),
]
# The places of these cells in the toy notebook.
GIVEN_CELL, BY_HAND, BY_HAND_CHECK, DOUBLE, DOUBLE_CHECK, TOTAL, TOTAL_CHECK = range(1, 8)


def work_of(cells: list[toy.Json]) -> Work:
    return match(read_notebook(toy.notebook(cells)), RELEASE, "toy")


def order(work: Work) -> list[tuple[str, str]]:
    return [(cell.role, cell.question) for cell in work.cells]


def examined_at(work: Work) -> dict[str, int]:
    return {name: i for i, cell in enumerate(work.cells) for name in cell.examine}


def test_an_untouched_notebook() -> None:
    work = work_of(toy.cells())
    assert order(work) == ORDER
    assert work.notes == []
    assert examined_at(work) == {"by_hand": 3, "double": 5, "total": 7}
    assert [cell.runs for cell in work.cells] == [False] + [True] * 7


def test_answers() -> None:
    assert work_of(toy.cells(toy.ANSWERS)).answers() == toy.ANSWERS


def test_a_deleted_check_is_put_back() -> None:
    cells = toy.cells(toy.ANSWERS)
    del cells[DOUBLE_CHECK]
    work = work_of(cells)
    assert order(work) == ORDER
    assert work.notes == ["The check of “double” was not in the notebook: it was put back."]
    assert work.cells[DOUBLE_CHECK].raw == RELEASE.cells[DOUBLE_CHECK]


def test_a_deleted_given_cell_is_put_back_in_front() -> None:
    cells = toy.cells()
    del cells[GIVEN_CELL]
    work = work_of(cells)
    assert order(work) == ORDER
    assert len(work.notes) == 1


@pytest.mark.parametrize("place", [GIVEN_CELL, DOUBLE_CHECK])
@pytest.mark.parametrize("change", [{"source": "pass"}, {"cell_type": "markdown"}])
def test_a_changed_locked_cell_is_restored(place: int, change: dict[str, Any]) -> None:
    cells = toy.cells()
    cells[place] |= change
    work = work_of(cells)
    assert order(work) == ORDER
    assert work.cells[place].raw == RELEASE.cells[place]
    name = "check of “double”" if place == DOUBLE_CHECK else "cell “given”"
    assert work.notes == [f"The {name} had been changed: the original was used."]


def test_a_copied_check_is_a_cell_like_any_other() -> None:
    cells = toy.cells()
    cells.append(toy.visible_check("double", "raise ValueError"))
    work = work_of(cells)
    assert order(work) == [*ORDER, (FREE, "")]
    assert work.cells[-1].raw.grade_id == ""
    assert work.notes == []


def test_a_copied_answer_below_the_first_one() -> None:
    cells = toy.cells()
    cells.insert(DOUBLE + 1, toy.answer("double", "def double(x): return 2 * x"))
    work = work_of(cells)
    assert order(work) == [*ORDER[: DOUBLE + 1], ORDER[DOUBLE], *ORDER[DOUBLE + 1 :]]
    assert examined_at(work)["double"] == DOUBLE_CHECK + 1
    assert work.answers()["double"] == "def double(x): return 2 * x"
    assert work.notes == [
        "The answer cell “double” is there more than once: all of them were run in order, and what "
        "is defined last counts."
    ]


def test_a_copied_answer_after_the_check() -> None:
    cells = [*toy.cells(), toy.answer("double", "def double(x): return 2 * x")]
    work = work_of(cells)
    assert examined_at(work) == {"by_hand": 3, "total": 7, "double": 8}


def test_a_changed_grade_id_makes_a_free_cell() -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[DOUBLE]["metadata"]["nbgrader"]["grade_id"] = "mine"
    work = work_of(cells)
    assert order(work)[DOUBLE] == (FREE, "")
    assert work.cells[DOUBLE].raw.source == toy.ANSWERS["double"]
    assert examined_at(work)["double"] == len(work.cells) - 1  # it may be anywhere
    (note,) = work.notes
    assert note.startswith("The answer cell “double” is not in the notebook")


def test_flags_of_the_submission_do_not_count() -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[DOUBLE]["metadata"]["nbgrader"] |= {"locked": True, "grade": True, "points": 1000}
    cells[DOUBLE_CHECK]["metadata"]["nbgrader"] |= {"locked": False, "grade": False, "points": 1000}
    cells[DOUBLE_CHECK]["source"] = "pass"
    work = work_of(cells)
    assert order(work) == ORDER
    assert work.cells[DOUBLE_CHECK].raw == RELEASE.cells[DOUBLE_CHECK]
    assert work.cells[DOUBLE].raw.locked is False
    assert work.answers()["double"] == toy.ANSWERS["double"]


def test_an_answer_cell_turned_to_markdown_is_run_all_the_same() -> None:
    cells = toy.cells(toy.ANSWERS)
    cells[DOUBLE]["cell_type"] = "markdown"
    work = work_of(cells)
    assert order(work) == ORDER
    assert work.cells[DOUBLE].raw.type == "code"
    assert work.cells[DOUBLE].runs


def test_a_missing_answer_cell() -> None:
    cells = toy.cells()
    del cells[DOUBLE]
    work = work_of(cells)
    assert order(work) == ORDER[:DOUBLE] + ORDER[DOUBLE + 1 :]
    assert list(examined_at(work)) == ["by_hand", "double", "total"]
    assert len(work.notes) == 1


@pytest.mark.parametrize("left", [toy.STUBS["double"], "", "# see below", "\n"])
def test_an_answer_below_an_answer_cell_that_was_left(left: str) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": left})
    cells += [toy.code(toy.ANSWERS["double"]), toy.code("print(double(2) == 4)")]
    work = work_of(cells)
    assert order(work) == [*ORDER, (FREE, ""), (FREE, "")]
    assert examined_at(work) == {"by_hand": 3, "total": 7, "double": 8}
    assert work.notes == [
        "Nothing was written in the answer cell “double”; its answer was taken from a cell below."
    ]


def test_an_answer_in_the_cell_of_another_question() -> None:
    total = f"{toy.ANSWERS['double']}\n\n{toy.ANSWERS['total']}"
    assert examined_at(work_of(toy.cells({"total": total})))["double"] == TOTAL


@pytest.mark.parametrize(
    "source", ["A = 2.5", "B, A = 1, 2.5", "(A, B) = 2.5, 1", "A: float = 2.5", "B = A = 2.5"]
)
def test_a_value_below_its_answer_cell(source: str) -> None:
    assert examined_at(work_of([*toy.cells(), toy.code(source)]))["by_hand"] == 8


@pytest.mark.parametrize(
    "source",
    ["print(double(x=3))", "# double = 3", "y = double", "print(double, end='')", "redouble = 3"],
)
def test_a_cell_below_that_gives_no_answer(source: str) -> None:
    work = work_of([*toy.cells(), toy.code(source)])
    assert examined_at(work)["double"] == DOUBLE_CHECK
    assert work.notes == []


def test_a_later_cell_changes_nothing_where_something_was_written() -> None:
    cells = toy.cells({"double": "def double(x):\n    return x"})
    work = work_of([*cells, toy.code(toy.ANSWERS["double"])])
    assert examined_at(work)["double"] == DOUBLE_CHECK
    assert work.notes == [
        "“double” is defined again in a cell below its check: what counts is the answer cell."
    ]


def test_a_stub_below_the_answer_is_as_before() -> None:
    cells = [*toy.cells(), toy.code(toy.ANSWERS["double"])]
    cells[GIVEN_CELL], cells[-1] = cells[-1], cells[GIVEN_CELL]
    assert examined_at(work_of(cells))["double"] == DOUBLE_CHECK


IMPORTS = "import numpy as np\nimport keras"


def with_imports(source: str = IMPORTS) -> list[toy.Json]:
    cell = toy.code(source)
    cell["metadata"]["autograder"] = {"kind": "imports", "name": "setup"}
    return [cell, *toy.cells(toy.ANSWERS)]


def match_imports(cells: list[toy.Json]) -> Work:
    release = read_notebook(toy.notebook(with_imports()))
    return match(read_notebook(toy.notebook(cells)), release, "toy")


@pytest.mark.parametrize("above", [[], [toy.code("import keras as k\nimport numpy as np")]])
def test_deleted_imports_are_put_back_in_front(above: list[toy.Json]) -> None:
    work = match_imports([*above, *toy.cells(toy.ANSWERS), toy.code(IMPORTS)])
    assert (work.cells[0].role, work.cells[0].raw.source) == (FREE, IMPORTS)
    assert work.notes == ["The cell “import numpy as np” was not in the notebook: it was put back."]
    assert examined_at(work)["double"] == DOUBLE_CHECK + 1 + len(above)


@pytest.mark.parametrize(
    "cells", [with_imports(), with_imports(""), [toy.code(IMPORTS), *toy.cells(toy.ANSWERS)]]
)
def test_imports_that_are_there_or_emptied_are_left_alone(cells: list[toy.Json]) -> None:
    work = match_imports(cells)
    assert len(work.cells) == len(cells)
    assert work.notes == []


def test_an_empty_notebook() -> None:
    work = work_of([])
    assert [role for role, _question in order(work)] == [GIVEN, CHECK, CHECK, CHECK]
    assert sorted(examined_at(work)) == ["by_hand", "double", "total"]
    assert len(work.notes) == 7


def test_the_notebook_of_another_exercise_is_named() -> None:
    work = match(read_notebook(toy.notebook()), RELEASE, "other")
    assert work.notes == ["This is the notebook of toy, handed in for other."]


def test_of_the_notebook_of_another_exercise_no_cell_is_missed() -> None:
    cells = toy.cells()
    cells[DOUBLE_CHECK] |= {"source": "pass"}
    del cells[GIVEN_CELL]
    work = match(read_notebook(toy.notebook(cells)), RELEASE, "other")
    assert work.notes == ["This is the notebook of toy, handed in for other."]


@pytest.mark.parametrize("cells", [[], [toy.code("def double(x): return 2 * x")]])
def test_a_notebook_without_any_cell_of_ours(cells: list[toy.Json]) -> None:
    work = work_of([{"cell_type": "markdown", "metadata": {}, "source": "# Mine"}, *cells])
    assert [cell.question for cell in work.cells if cell.role == CHECK]
    assert work.notes == [
        "No cell of toy is in this notebook: answers were looked for in all cells."
    ]


def display(source: str) -> toy.Json:
    cell = toy.code(source)
    cell["metadata"]["autograder"] = {"kind": "display", "name": "picture"}
    return cell


def test_only_an_unchanged_display_cell_is_left_out() -> None:
    release = read_notebook(toy.notebook([*toy.cells(), display("draw()")]))
    for source, role in (("draw()", DISPLAY), ("draw(2)", FREE)):
        submitted = read_notebook(toy.notebook([*toy.cells(), display(source)]))
        cell = match(submitted, release, "toy").cells[-1]
        assert (cell.role, cell.runs) == (role, role == FREE)


def test_a_python_file() -> None:
    (cell,) = read_python("\ufeffx = 'ы'\n".encode(), ["a", "b"], RawNotebook(())).cells
    assert (cell.role, cell.raw.source, cell.examine) == (FREE, "x = 'ы'\n", ("a", "b"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"x = '\xff'", "not text in UTF-8"),
        (b"x" * 200_001, "longer than 200000"),
    ],
)
def test_a_file_that_is_no_python_text(data: bytes, message: str) -> None:
    with pytest.raises(SubmissionError, match=message) as caught:
        read_python(data, ["a"], RawNotebook(()))
    assert caught.value.todo
