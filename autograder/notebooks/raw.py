"""Notebooks as plain JSON, read without nbformat: strict where it matters, patient elsewhere.

nbformat takes seconds to import and stops at the first thing that it does not expect. A submitted
notebook only has to be understood as far as it is graded.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from autograder.errors import SubmissionError
from autograder.language import _
from autograder.notebooks.other_kinds import what_and_todo

MAX_BYTES = 20_000_000
MAX_CELLS = 2_000
MAX_SOURCE = 200_000
MAX_POINTS = 1_000_000
FORMAT = 4
PNG = "image/png"


@dataclass(frozen=True)
class RawCell:
    """One cell as it stands in the file. `grade_id` and `name` are empty where it has none.

    `pictures` are those attached to it that say they are PNG, in base64, by their names.
    """

    type: str
    source: str
    cell_id: str = ""
    grade_id: str = ""
    kind: str = ""
    name: str = ""
    locked: bool = False
    is_grade: bool = False
    points: float = 0.0
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RawNotebook:
    """The cells in order, and the exercise that the notebook says it belongs to."""

    cells: tuple[RawCell, ...]
    exercise: str = ""


def read_notebook(data: bytes) -> RawNotebook:
    """Read a notebook file; raises SubmissionError with a sentence for the student."""
    if not data.strip():
        raise empty()
    if len(data) > MAX_BYTES:
        raise SubmissionError(
            _("The file is larger than {limit} MB.").format(limit=MAX_BYTES // 1_000_000),
            todo=_("Clear the outputs of the notebook and save it again."),
        )
    try:
        content = _decode(data.removeprefix(codecs.BOM_UTF8))
    except (ValueError, OverflowError, RecursionError):
        if other := what_and_todo(data):
            raise SubmissionError(other[0], todo=other[1]) from None
        raise SubmissionError(
            _("This file is not a notebook, or it is damaged."),
            todo=_(
                "Save your work once more where you wrote it (in Colab: File, Download, Download "
                ".ipynb), and hand in that file."
            ),
        ) from None
    cells = _get(content, "cells", list)
    if _get(content, "nbformat", int) != FORMAT or cells is None:
        raise SubmissionError(
            _("The file is not a notebook of format 4."),
            todo=_("Open it in Jupyter, save it, and hand in that file."),
        )
    if len(cells) > MAX_CELLS:
        raise SubmissionError(
            _("The notebook has more than {n} cells.").format(n=MAX_CELLS),
            todo=_("Take out the cells that you do not need, and hand it in again."),
        )
    ours = _get(_get(content, "metadata", dict), "autograder", dict)
    return RawNotebook(tuple(map(_cell, cells)), _get(ours, "exercise", str) or "")


def empty() -> SubmissionError:
    """What is said of a file in which there is nothing."""
    return SubmissionError(
        _("The file is empty."), todo=_("Save your work once more, and hand in that file.")
    )


def _decode(data: bytes) -> Any:
    """JSON; also where Python has written NaN or Infinity into it: those become null."""
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        if b"NaN" not in data and b"Infinity" not in data:
            raise
    content = json.loads(data.decode(), parse_constant=lambda _name: None)
    return msgspec.json.decode(msgspec.json.encode(content))  # as strict as the first reading


def _cell(content: Any) -> RawCell:
    source = _source(content)
    if len(source) > MAX_SOURCE:
        raise SubmissionError(
            _("A cell of the notebook is longer than {n} characters.").format(n=MAX_SOURCE),
            todo=_("Take out of the cell what is data, not code, and hand it in again."),
        )
    metadata = _get(content, "metadata", dict)
    theirs = _get(metadata, "nbgrader", dict)
    ours = _get(metadata, "autograder", dict)
    return RawCell(
        type=_get(content, "cell_type", str) or "raw",
        source=source,
        cell_id=_get(content, "id", str) or "",
        grade_id=_get(theirs, "grade_id", str) or "",
        kind=_get(ours, "kind", str) or "",
        name=_get(ours, "name", str) or "",
        locked=_get(theirs, "locked", bool) or False,
        is_grade=_get(theirs, "grade", bool) or False,
        points=_points(theirs),
        pictures=_pictures(_get(content, "attachments", dict) or {}),
    )


def _pictures(attachments: dict[str, Any]) -> dict[str, str]:
    kinds = {name: each for name, each in attachments.items() if isinstance(each, dict)}
    return {name: "".join(_text(each.get(PNG)).split()) for name, each in kinds.items()}


def _points(content: Any) -> float:
    points = _get(content, "points", int) or _get(content, "points", float) or 0.0
    return float(points) if abs(points) < MAX_POINTS else 0.0


def _source(content: Any) -> str:
    """The text of a cell; with the line ends of the release, whatever an editor made of them."""
    text = _text(content.get("source")) if isinstance(content, dict) else ""
    return text.replace("\r\n", "\n")


def _text(content: Any) -> str:
    """A text as notebooks hold it, in one piece or as a list of lines."""
    lines = content if isinstance(content, list) else [content]
    return "".join(line for line in lines if isinstance(line, str))


def _get(content: Any, key: str, kind: type) -> Any:
    value = content.get(key) if isinstance(content, dict) else None
    return value if type(value) is kind else None
