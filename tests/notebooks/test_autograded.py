"""The autograded notebook is a valid one, holds the outputs, and nothing active."""

from __future__ import annotations

import base64
import json

import nbformat
import pytest
import toy_course as toy
from pages import PNG

from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.cells import Cell
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match
from autograder.wire.responses import Display, ErrorOutput, KeptType, Output, Stream

FAKE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()  # begins like a picture


def made(cells: list[toy.Json], outputs: dict[int, list[Output]]) -> list[toy.Json]:
    """The cells of the autograded notebook, with these outputs by number of the cell."""
    release = read_notebook(toy.notebook())
    work = match(read_notebook(toy.notebook(cells)), release, "toy")
    its_outputs = [outputs.get(i, []) for i in range(len(work.cells))]
    content = autograded_notebook(work.cells, its_outputs, "toy", {})
    nbformat.validate(nbformat.reads(content.decode(), as_version=4))
    found: list[toy.Json] = json.loads(content)["cells"]
    return found


def grade_ids(cells: list[toy.Json]) -> list[str]:
    metadata = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return [each["grade_id"] for each in metadata if each]


def test_cells_and_outputs() -> None:
    outputs: list[Output] = [
        Stream("stdout", "printed\n"),
        Stream("stderr", "warned\n"),
        Display({"text/plain": "shown", "image/png": PNG}),
        Display({"text/plain": "3"}, is_result=True),
        ErrorOutput("ValueError", "no", "raise", ("line one", "line two")),
    ]
    cells = made(toy.cells(toy.ANSWERS), {2: outputs})
    assert [output["output_type"] for output in cells[2]["outputs"]] == [
        "stream",
        "stream",
        "display_data",
        "execute_result",
        "error",
    ]
    assert cells[2]["outputs"][2]["data"] == {"text/plain": "shown", "image/png": PNG}
    assert cells[2]["outputs"][4]["traceback"] == ["line one", "line two"]
    assert "".join(cells[4]["source"]) == toy.ANSWERS["double"]
    assert cells[0]["cell_type"] == "markdown"


def test_each_grade_id_stands_once() -> None:
    expected = [cell.grade_id for cell in read_notebook(toy.notebook()).cells if cell.grade_id]
    copied = [*toy.cells(), toy.answer("double", "copy"), toy.visible_check("double")]
    cells = made(copied, {})
    assert sorted(grade_ids(cells)) == sorted(expected)
    last = next(cell for cell in reversed(cells) if "".join(cell["source"]) == "copy")
    assert last["metadata"]["nbgrader"]["grade_id"] == "double"


def test_points_stand_at_checks_only() -> None:
    for cell in made(toy.cells(), {}):
        metadata = cell["metadata"].get("nbgrader")
        if metadata:
            assert ("points" in metadata) == metadata["grade"]
            assert metadata["solution"] == (not metadata["locked"])


@pytest.mark.parametrize(
    "text", [FAKE, '"><script>alert(1)</script>', "", "PHNjcmlwdD4=", PNG + '"', "é", PNG[:-3]]
)
def test_a_picture_that_is_none_is_left_out(text: str) -> None:
    (shown,) = made(toy.cells(), {1: [Display({"text/plain": "x", "image/png": text})]})[1][
        "outputs"
    ]
    assert shown["data"] == {"text/plain": "x"}


def test_unknown_kinds_of_cells_and_ids() -> None:
    odd = {"cell_type": "heading", "id": "same", "metadata": {"deletable": False}, "source": "text"}
    cells = made([odd, odd, *toy.cells()], {})
    assert [cell["cell_type"] for cell in cells[:2]] == ["raw", "raw"]
    assert len({cell["id"] for cell in cells}) == len(cells)


@pytest.mark.parametrize("kind", ["text/html", "application/javascript", "image/svg+xml"])
def test_active_outputs_are_left_out(kind: KeptType) -> None:
    (shown,) = made(toy.cells(), {1: [Display({kind: "<script>"})]})[1]["outputs"]
    assert shown["data"] == {}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script> 1 < 2", "< script>alert(1)< /script> 1 < 2"),
        ("<!-- --> <?php a<b", "< !-- --> < ?php a< b"),
        ("&lt;b&gt; &#60;b> $a & b$", "& lt;b& gt; & #60;b> $a & b$"),
    ],
)
def test_a_students_text_holds_no_html(written: str, shown: str) -> None:
    text = {"cell_type": "markdown", "metadata": {}, "source": written}
    (cell,) = made([text, *toy.cells()], {})[:1]
    assert "".join(cell["source"]) == shown


def test_a_cell_without_anything() -> None:
    cell = Cell("free", read_notebook(toy.notebook([{}])).cells[0])
    content = json.loads(autograded_notebook([cell], [[]], "toy", {}))
    assert content["cells"][0]["cell_type"] == "raw"
    assert content["metadata"]["autograder"] == {"exercise": "toy"}
