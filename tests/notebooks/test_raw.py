"""Submitted files are read with patience, or refused with a sentence, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import toy_course as toy
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.notebooks import raw
from autograder.notebooks.cells import Work
from autograder.notebooks.kinds import CHECK, GIVEN
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.submitted import match

RELEASE = read_notebook(toy.notebook())


def read(content: Any) -> RawNotebook:
    return read_notebook(json.dumps(content).encode())


def with_cell(**fields: Any) -> dict[str, Any]:
    return {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", **fields}]}


def test_what_is_read_of_a_notebook() -> None:
    notebook = read_notebook(toy.notebook())
    assert notebook.exercise == "toy"
    assert [cell.grade_id for cell in notebook.cells] == [
        "",
        "given",
        "by_hand",
        "by_hand-checks",
        "double",
        "double-checks",
        "total",
        "total-checks",
    ]
    assert notebook.cells[0] == RawCell("markdown", "# Toy\nDo it.")
    assert notebook.cells[3] == RawCell(
        "code",
        toy.VISIBLE["by_hand"],
        grade_id="by_hand-checks",
        locked=True,
        is_grade=True,
        points=1.0,
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b" \n\t ", "The file is empty"),
        (b"print('a program')", "not a notebook, or"),
        (b"{", "not a notebook, or"),
        (b"\xff\xfe{\0}\0", "not a notebook, or"),
        (b'{"cells": "\xff"}', "not a notebook, or"),
        (b"[" * 100_000 + b"]" * 100_000, "not a notebook, or"),
        (toy.notebook() + b"}", "not a notebook, or"),
        (toy.notebook()[:-5], "not a notebook, or"),
        (b'{"cells": "\\ud800"}', "not a notebook, or"),
        (b'{"cells": "\\ud800", "x": NaN}', "not a notebook, or"),
        (b'{"cells": "\xff", "x": NaN}', "not a notebook, or"),
        ('{"x": NaN}'.encode("utf-16"), "not a notebook, or"),
        (b'{"nbformat": 4, "x": NaN, "cells": [}', "not a notebook, or"),
        (b'{"x": NaN, "y": ' + b"9" * 5000 + b"}", "not a notebook, or"),
        (
            b'{"x": NaN, "y": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "not a notebook, or",
        ),
        (b'{"x": NaN}', "no notebook of format 4"),
        (b"PK\x03\x04", "This is a zip archive. Unpack it"),
        (
            b"PK\x03\x04[Content_Types].xml PK word/document.xml",
            "This is a Word document, and no",
        ),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file"),
        (b"PK\x03\x04[Content_Types].xml PK xl/workbook.xml", "an Excel table"),
        (b"PK\x03\x04[Content_Types].xml PK ppt/presentation.xml", "a PowerPoint presentation"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an older Word, Excel or PowerPoint"),
        (b"%PDF-1.7\n", "This is a PDF file, and no"),
        (b"\n<!DOCTYPE html>\n<html><head>", "This is a web page, and no"),
        (b"null", "no notebook of format 4"),
        (b"[]", "no notebook of format 4"),
        (b"{}", "no notebook of format 4"),
        (b'{"nbformat": 4}', "no notebook of format 4"),
        (b'{"nbformat": 4, "cells": {}}', "no notebook of format 4"),
        (b'{"nbformat": "4", "cells": []}', "no notebook of format 4"),
        (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "no notebook of format 4"),
        (b'{"nbformat": 5, "cells": []}', "no notebook of format 4"),
    ],
)
def test_what_is_no_notebook(data: bytes, message: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        read_notebook(data)
    assert message.replace("no notebook", "not a notebook") in str(caught.value)
    assert caught.value.todo and len(str(caught.value)) < 200


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SubmissionError, match="larger than 20 MB"):
        read_notebook(b" " * raw.MAX_BYTES + b"{}")
    with pytest.raises(SubmissionError, match=r"more than 2000 cells\. Take out the cells"):
        read({"nbformat": 4, "cells": [{}] * 2001})
    with pytest.raises(SubmissionError, match=r"longer than 200000 characters\. Take out of the"):
        read(with_cell(source="x" * 200_001))
    with pytest.raises(SubmissionError, match="longer than 200000 characters"):
        read(with_cell(source=["x" * 100] * 2001))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\nb", "a\nb"),
        (["a\n", "b"], "a\nb"),
        (["a", 3, None, "b"], "ab"),
        ("a\r\nb", "a\nb"),
        (["a\r\n", "b"], "a\nb"),
        (None, ""),
        (5, ""),
    ],
)
def test_source_in_any_form(source: Any, text: str) -> None:
    assert read(with_cell(source=source)).cells[0].source == text


def test_a_mark_that_some_editors_put_in_front() -> None:
    assert read_notebook(b"\xef\xbb\xbf" + toy.notebook()) == read_notebook(toy.notebook())


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_only_python_writes(number: float) -> None:
    assert read(with_cell(source="NaN", outputs=[number])) == read(with_cell(source="NaN"))
    content = with_cell(metadata={"nbgrader": {"points": number}}) | {"metadata": number}
    assert read(content).cells[0].points == 0.0


@pytest.mark.parametrize("wrong", [None, 1, "text", [], [1], True, 1.5, {"nbgrader": 7}])
def test_wrong_types_everywhere(wrong: Any) -> None:
    assert read({"nbformat": 4, "cells": [wrong]}).cells[0].source == ""
    assert read({"nbformat": 4, "cells": [], "metadata": wrong}).exercise == ""
    assert read(with_cell(metadata=wrong)).cells[0].grade_id == ""
    for field in ("grade_id", "locked", "grade", "points"):
        cell = read(with_cell(metadata={"nbgrader": {field: wrong}})).cells[0]
        assert type(cell.grade_id) is str
        assert type(cell.locked) is type(cell.is_grade) is bool
        assert type(cell.points) is float


@pytest.mark.parametrize("points", ["1" + "0" * 400, "-" + "9" * 30, "1e308", "1e999"])
def test_absurd_numbers(points: str) -> None:
    data = json.dumps(with_cell(metadata={"nbgrader": {"points": 0.125}}))
    try:
        cell = read_notebook(data.replace("0.125", points).encode()).cells[0]
    except SubmissionError:
        return
    assert cell.points == 0.0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def places(thing: Any) -> list[tuple[Any, Any]]:
    """All (container, key) pairs of a JSON value."""
    found: list[tuple[Any, Any]] = []
    if isinstance(thing, dict | list):
        for key in thing if isinstance(thing, dict) else range(len(thing)):
            found += [(thing, key), *places(thing[key])]
    return found


Change = Callable[[Any, Any, Any], None]


def put(container: Any, key: Any, value: Any) -> None:
    container[key] = value


def drop(container: Any, key: Any, _value: Any) -> None:
    del container[key]


def double(container: Any, key: Any, value: Any) -> None:
    if isinstance(container, list):
        container.insert(0, container[key])
    else:
        container[str(value)] = container[key]


@settings(max_examples=300)
@given(st.data())
def test_any_change_is_read_or_refused(data: st.DataObject) -> None:
    content = json.loads(toy.notebook(**toy.ANSWERS))
    for _change in range(data.draw(st.integers(1, 4))):
        container, key = data.draw(st.sampled_from(places(content) or [([None], 0)]))
        change = data.draw(st.sampled_from([put, drop, double]))
        change(container, key, data.draw(json_values))
    try:
        work = match(read(content), RELEASE, "toy")
    except SubmissionError:
        return
    assert_complete(work)


@settings(max_examples=100)
@given(st.integers(0, len(toy.notebook())), st.binary(max_size=3), st.integers(0, 5))
def test_any_broken_bytes_are_read_or_refused(place: int, new: bytes, gone: int) -> None:
    data = toy.notebook()
    try:
        work = match(read_notebook(data[:place] + new + data[place + gone :]), RELEASE, "toy")
    except SubmissionError:
        return
    assert_complete(work)


def assert_complete(work: Work) -> None:
    """Every question is examined once, and all that is locked is as it was released."""
    examined = [question for cell in work.cells for question in cell.examine]
    assert sorted(examined) == ["by_hand", "double", "total"]
    locked = {cell.raw.grade_id: cell.raw for cell in work.cells if cell.role in (CHECK, GIVEN)}
    assert locked == {cell.grade_id: cell for cell in RELEASE.cells if cell.locked}
