"""Tables that teachers open in a spreadsheet, as it writes numbers in the current language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.language import WITH_COMMA, current
from autograder.reports.export import safe_cell
from autograder.reports.values import points


def spreadsheet(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    """The rows, the headings first, as CSV: nothing in it can pass for a formula, and Excel sees by
    the mark in front how it is encoded. None is an empty cell."""
    between = ";" if current() in WITH_COMMA else ","  # where 5,5 is a number, and 5.5 a date
    file = io.StringIO()
    writer = csv.writer(file, delimiter=between, lineterminator="\n")
    writer.writerows(map(_cell, row) for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(cell: str | float | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_cell(cell)
    return points(cell)
