"""What a student's cells have shown, out of the autograded notebook: text alone."""

from __future__ import annotations

from typing import Any

import msgspec

from autograder.language import _

LIMIT = 4_000  # characters of one cell
PLAIN = "text/plain"


class _Marks(msgspec.Struct):
    grade_id: str = ""
    locked: bool = False


class _Metadata(msgspec.Struct):
    nbgrader: _Marks = msgspec.field(default_factory=_Marks)


class _Output(msgspec.Struct):
    output_type: str = ""
    text: str | list[str] = ""
    data: dict[str, Any] = {}
    ename: str = ""
    evalue: str = ""


class _Cell(msgspec.Struct):
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)
    outputs: list[_Output] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []


def cell_outputs(notebook: bytes) -> dict[str, str]:
    """By question, what its answer cell has shown, in the current language; nothing of a notebook
    that cannot be read."""
    try:
        cells = msgspec.json.decode(notebook, type=_Notebook).cells
    except (msgspec.DecodeError, RecursionError):
        return {}
    found: dict[str, str] = {}
    for cell in cells:
        name = cell.metadata.nbgrader.grade_id
        shown = "" if cell.metadata.nbgrader.locked else "\n".join(map(_text, cell.outputs))
        if name and shown.strip():
            found[name] = shown[:LIMIT]
    return found


def _text(output: _Output) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}".removesuffix(": ")
    if output.output_type == "stream":
        return _joined(output.text).rstrip("\n")
    if PLAIN in output.data:
        return _joined(output.data[PLAIN])
    return _("(a picture)") if output.data else ""


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)
