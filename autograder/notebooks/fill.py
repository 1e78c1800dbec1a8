"""Fill answers into a notebook, as a student would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from autograder.course.identity import ID
from autograder.personal import with_id


def fill(
    notebook: bytes,
    answers: Mapping[str, str],
    student_id: str = "",
    again: Mapping[str, str] | None = None,
) -> bytes:
    """The notebook with the source of the named answer cells replaced.

    With `student_id`, that id is written into the cell for it, if there is one. `again` are second
    copies of answer cells, which come at the end, in this order.
    """
    content = msgspec.json.decode(notebook)
    for cell in content["cells"]:
        grade_id = _grade_id(cell)
        if grade_id in answers:
            cell["source"] = answers[grade_id].splitlines(keepends=True)
        if student_id and cell["metadata"].get("autograder", {}).get("kind") == ID:
            source = with_id("".join(cell["source"]), student_id)
            cell["source"] = source.splitlines(keepends=True)
    by_id = {_grade_id(cell): cell for cell in content["cells"]}
    content["cells"] += [
        {**by_id[name], "id": f"again-{number}", "source": source.splitlines(keepends=True)}
        for number, (name, source) in enumerate((again or {}).items())
    ]
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _grade_id(cell: dict[str, Any]) -> Any:
    return cell["metadata"].get("nbgrader", {}).get("grade_id")
