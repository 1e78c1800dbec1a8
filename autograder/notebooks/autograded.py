"""The autograded notebook: the student's cells with the outputs of this grading.

Outputs are text and PNG images only: nothing in them is active when a teacher opens the file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from autograder.language import _
from autograder.notebooks.kernels import NOBODYS
from autograder.notebooks.raw import RawCell
from autograder.notebooks.submitted import ANSWER, WRITTEN, Cell
from autograder.protocol.messages import Display, Output, Problem, Stream

NBGRADER_SCHEMA = 3
ANSWERS = (ANSWER, WRITTEN)
_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=[A-Za-z#])")
PNG_START = b"\x89PNG\r\n"


def autograded_notebook(
    cells: Sequence[Cell],
    outputs: Sequence[Sequence[Output]],
    exercise: str,
    rubrics: Mapping[str, str],
) -> bytes:
    """The notebook as a file of nbformat 4.5, with grade ids as nbgrader wants them.

    Below an answer in words stands its rubric, for the person who grades it.
    """
    last_answer = {cell.question: i for i, cell in enumerate(cells) if cell.role in ANSWERS}
    shown = []
    for i, (cell, its_outputs) in enumerate(zip(cells, outputs, strict=True)):
        graded = cell.raw.grade_id and (cell.role not in ANSWERS or last_answer[cell.question] == i)
        shown.append(_cell(cell.raw, i, bool(graded), its_outputs))
        if graded and cell.role == WRITTEN:
            shown.append(_rubric(cell.question, rubrics[cell.question]))
    notebook = {
        "cells": shown,
        "metadata": {
            "autograder": {"exercise": exercise},
            "kernelspec": NOBODYS,
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return msgspec.json.format(msgspec.json.encode(notebook), indent=1) + b"\n"


def _cell(raw: RawCell, number: int, graded: bool, outputs: Sequence[Output]) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if graded:
        metadata["nbgrader"] = _nbgrader(raw)
    kind = raw.type if raw.type in ("code", "markdown") else "raw"
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": metadata}
    if kind == "code":
        cell["execution_count"] = None
        cell["outputs"] = [_output(output) for output in outputs]
    source = raw.source if kind == "code" else _harmless(raw.source)
    cell["source"] = source.splitlines(keepends=True)
    return cell


def _rubric(question: str, rubric: str) -> dict[str, Any]:
    title = _("For the teacher: what a full answer says")
    return {
        "cell_type": "markdown",
        "id": f"rubric-{question}",
        "metadata": {"autograder": {"kind": "rubric", "name": question}},
        "source": f"**{title}**\n\n{rubric.strip()}".splitlines(keepends=True),
    }


def _harmless(markdown: str) -> str:
    """A student's text, in which nothing can be HTML: formgrader would let it run."""
    return _HTML.sub(lambda found: "&lt;" if found[0] == "<" else "&amp;", markdown)


def _nbgrader(raw: RawCell) -> dict[str, Any]:
    metadata = {
        "grade": raw.is_grade,
        "grade_id": raw.grade_id,
        "locked": raw.locked,
        "schema_version": NBGRADER_SCHEMA,
        "solution": not raw.locked,
        "task": False,
    }
    return {**metadata, "points": raw.points} if raw.is_grade else metadata


def _output(output: Output) -> dict[str, Any]:
    if isinstance(output, Stream):
        name = output.name if output.name in ("stdout", "stderr") else "stdout"
        return {"output_type": "stream", "name": name, "text": output.text}
    if isinstance(output, Problem):
        return {
            "output_type": "error",
            "ename": output.name,
            "evalue": output.text,
            "traceback": list(output.traceback),
        }
    return _display(output)


def _is_png(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True).startswith(PNG_START)
    except ValueError:
        return False


def _display(output: Display) -> dict[str, Any]:
    kept = {
        key: text
        for key, text in output.data.items()
        if key == "text/plain" or (key == "image/png" and _is_png(text))
    }
    if output.is_result:
        return {
            "output_type": "execute_result",
            "execution_count": None,
            "data": kept,
            "metadata": {},
        }
    return {"output_type": "display_data", "data": kept, "metadata": {}}
