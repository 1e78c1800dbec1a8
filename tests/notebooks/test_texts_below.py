"""Answers in words that stand in a text cell of the student's own."""

from __future__ import annotations

import pytest
import toy_course as toy

from autograder.notebooks.cells import Work
from autograder.notebooks.kinds import TEXT, WRITTEN
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match

PLACEHOLDER = "Your answer here."
BELOW = "Nothing was written in the cell “why”: the text below it was taken."
GONE = "The cell “why” was not in the notebook: the text in its place was taken."
PIXEL = "iVBORw0KGgo="


def text(source: str, **more: object) -> toy.Json:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def in_words(source: str) -> toy.Json:
    nbgrader = {"grade_id": "why", "locked": False, "grade": True, "solution": True, "points": 2}
    return text(source) | {"metadata": {"nbgrader": nbgrader}}


QUESTION, NEXT = text("Why?"), text("# Next", id="text-9")
RELEASE = [*toy.cells(), QUESTION, in_words(PLACEHOLDER), NEXT]


def work_of(*cells: toy.Json) -> Work:
    submitted = toy.notebook([*toy.cells(toy.ANSWERS), QUESTION, *cells])
    return match(read_notebook(submitted), read_notebook(toy.notebook(RELEASE)), "toy")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ([in_words(PLACEHOLDER), text("Too large.")], BELOW),
        ([in_words("  "), toy.code("1 + 1"), text(" "), text("Too large.")], BELOW),
        ([in_words("  "), in_words(PLACEHOLDER), text("Too large.")], None),
        ([text("Too large.")], GONE),
        ([text(PLACEHOLDER), text("Too large.")], GONE),
    ],
)
def test_the_text_below_is_the_answer(cells: list[toy.Json], note: str | None) -> None:
    work = work_of(*cells, NEXT, text("No answer."))
    assert work.answers()["why"] == "Too large."
    [place] = [i for i, cell in enumerate(work.cells) if cell.role == WRITTEN]
    assert not [cell for cell in work.cells if "large" in cell.raw.source and cell.role == TEXT]
    assert work.cells[place].raw.grade_id == "why"
    assert [cell.raw.source for cell in work.cells if cell.role == TEXT][-1] == "No answer."
    assert work.notes[-1:] == [note or BELOW]


def test_several_texts_with_their_pictures() -> None:
    first = text("One.", attachments={"a.png": {"image/png": PIXEL}})
    second = text("Two.", attachments={"b.png": {"image/png": PIXEL}})
    work = work_of(in_words(PLACEHOLDER), first, second, first, NEXT)
    assert work.answers()["why"] == "One.\n\nTwo."
    [cell] = [cell for cell in work.cells if cell.role == WRITTEN]
    assert sorted(cell.raw.pictures) == ["a.png", "b.png"]
    assert [cell.raw.source for cell in work.cells[-2:]] == ["One.", "# Next"]


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        ([in_words("Mine."), text("More.")], "Mine."),
        ([in_words(PLACEHOLDER), NEXT, text("No answer.")], PLACEHOLDER),
        ([in_words(PLACEHOLDER), {**NEXT, "source": "# Next!"}, text("No answer.")], PLACEHOLDER),
        ([NEXT, text("No answer.")], PLACEHOLDER),
        ([in_words("Mine."), in_words(PLACEHOLDER)], "Mine."),
        ([in_words("Mine."), NEXT, in_words(" ")], "Mine."),
    ],
)
def test_what_is_no_answer(cells: list[toy.Json], answer: str) -> None:
    work = work_of(*cells)
    assert work.answers()["why"] == answer
    assert not {BELOW, GONE} & set(work.notes)
