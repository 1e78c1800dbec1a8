"""The source notebook: nbgrader's instructor version, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.course import Exercise
from autograder.course.choices import PREDICT, RECALL
from autograder.lessons.choices import line
from autograder.lessons.compose import BEGIN, END, Composed
from autograder.lessons.lesson import LessonCell
from autograder.lessons.pictures import embed
from autograder.notebooks.kernels import NOBODYS
from autograder.notebooks.kinds import (
    ANSWER,
    CHECK,
    CHECKS_SUFFIX,
    DATA,
    DISPLAY,
    GIVEN,
    NBGRADER_SCHEMA,
    OUTCOME,
    STUB,
    TEXT,
    WRITTEN,
)
from autograder.notebooks.quick_nbformat import import_quickly


def source_notebook(composed: Composed, points: Mapping[str, float]) -> bytes:
    """The notebook as JSON. `points` holds the points of each question."""
    import_quickly()
    import nbformat

    v4: Any = nbformat.v4  # its functions have no types
    exercise = composed.exercise
    cells = []
    for cell in composed.cells:
        more: dict[str, Any] = {"id": f"{cell.kind}-{cell.name}"}
        if cell.kind != TEXT:
            more["metadata"] = _metadata(cell, exercise, points)
        if cell.kind not in (TEXT, WRITTEN):
            cells.append(v4.new_code_cell(cell.source, **more))
            continue
        text, attachments = embed(cell, exercise.folder)
        if attachments:
            more["attachments"] = attachments
        if cell.kind == WRITTEN:
            text = _with_rubric(text, cell, exercise)
        cells.append(v4.new_markdown_cell(text, **more))
    notebook = v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": NOBODYS,
            "language_info": {"name": "python"},
            "autograder": {"exercise": exercise.name, "language": exercise.language},
        },
    )
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    text = str(v4.writes(notebook, sort_keys=True))
    return text.rstrip("\n").encode() + b"\n"


def _metadata(cell: LessonCell, exercise: Exercise, points: Mapping[str, float]) -> dict[str, Any]:
    kind, name = cell.kind, cell.name
    if kind == OUTCOME:  # which is never run while grading
        kind, name = DISPLAY, f"{name}-{OUTCOME}"
    metadata: dict[str, Any] = {"autograder": {"kind": kind, "name": name}}
    if cell.folded or cell.kind in (CHECK, DATA, OUTCOME):  # whose code tells answers
        metadata["jupyter"] = {"source_hidden": True}
    if cell.kind == ANSWER:
        metadata["nbgrader"] = _nbgrader(cell.name, solution=True)
    elif cell.kind == CHECK:
        metadata["nbgrader"] = _nbgrader(cell.name + CHECKS_SUFFIX, grade=True, locked=True)
    elif cell.kind in (WRITTEN, PREDICT, RECALL):
        metadata["nbgrader"] = _nbgrader(cell.name, grade=True, solution=True)
        if cell.kind != WRITTEN:
            stub = line(cell.name, exercise.choices[cell.name], 0, exercise.language)
            metadata["autograder"][STUB] = stub
    elif cell.kind in (GIVEN, DATA):
        metadata["nbgrader"] = _nbgrader(cell.name, locked=True)
    if metadata.get("nbgrader", {}).get("grade"):
        worth = points[cell.name]
        metadata["nbgrader"]["points"] = int(worth) if worth == int(worth) else worth
    return metadata


def _with_rubric(text: str, cell: LessonCell, exercise: Exercise) -> str:
    """The text that the student replaces; for the teacher also what a full answer says."""
    rubric = exercise.written[cell.name].rubric[exercise.language].strip()
    return "\n".join([text, BEGIN, rubric, END])


def _nbgrader(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    return {
        "schema_version": NBGRADER_SCHEMA,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
