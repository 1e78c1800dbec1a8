"""The autograded notebook: the student's cells with the outputs of this grading.

Outputs are text and PNG images only, and so is what a student wrote: nothing in it is active when a
teacher opens the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from autograder.language import _
from autograder.notebooks.cells import ANSWERS, Cell
from autograder.notebooks.inert import inert
from autograder.notebooks.kernels import NOBODYS
from autograder.notebooks.kinds import NBGRADER_SCHEMA, WRITTEN
from autograder.notebooks.png import is_encoded_png
from autograder.notebooks.raw import PNG, RawCell
from autograder.wire.responses import Display, ErrorOutput, Output, Stream

# Of texts that are a student's, in characters: what shows them is slow where they are long.
MAX_TEXT, MAX_TEXTS = 20_000, 100_000


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
    left = MAX_TEXTS
    for i, (cell, its_outputs) in enumerate(zip(cells, outputs, strict=True)):
        graded = cell.raw.grade_id and (cell.role not in ANSWERS or last_answer[cell.question] == i)
        raw = cell.raw
        if raw.type != "code" and not cell.is_ours:
            raw = replace(raw, source=_cut(raw.source, MAX_TEXT if graded else min(MAX_TEXT, left)))
            left = max(0, left - len(raw.source))
        shown.append(_cell(raw, i, bool(graded), cell.is_ours, its_outputs))
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


def _cell(
    raw: RawCell, number: int, graded: bool, is_ours: bool, outputs: Sequence[Output]
) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if graded:
        metadata["nbgrader"] = _nbgrader(raw)
    kind = raw.type if raw.type in ("code", "markdown") else "raw"
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": metadata}
    if kind == "code":
        cell["execution_count"] = None
        cell["outputs"] = [_output(output) for output in outputs]
        source, pictures = raw.source, dict[str, str]()
    elif is_ours:
        source, pictures = raw.source, dict(raw.pictures)
    else:
        source, pictures = inert(raw.source, raw.pictures)
    if pictures:
        cell["attachments"] = {name: {PNG: encoded} for name, encoded in pictures.items()}
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


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    rest = _("(The rest of this text is not shown: it stands in the file that was handed in.)")
    return f"{text[:limit]}\n\n{rest}"


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
    if isinstance(output, ErrorOutput):
        return {
            "output_type": "error",
            "ename": output.name,
            "evalue": output.text,
            "traceback": list(output.traceback),
        }
    return _display(output)


def _display(output: Display) -> dict[str, Any]:
    kept = {
        key: text
        for key, text in output.data.items()
        if key == "text/plain" or (key == PNG and is_encoded_png(text))
    }
    if output.is_result:
        return {
            "output_type": "execute_result",
            "execution_count": None,
            "data": kept,
            "metadata": {},
        }
    return {"output_type": "display_data", "data": kept, "metadata": {}}
