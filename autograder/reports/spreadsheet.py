"""Tables that teachers open in a spreadsheet, as it writes numbers in the current language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.language import current
from autograder.reports.export import safe_cell
from autograder.reports.values import points

# Languages where 5,5 is a number and 5.5 a text or a date; a semicolon stands between cells there.
WITH_COMMA = ("ru",)


def spreadsheet(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    """The rows, the headings first, as CSV: nothing in it can pass for a formula, and Excel sees by
    the mark in front how it is encoded. None is an empty cell."""
    has_comma = current() in WITH_COMMA
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if has_comma else ",", lineterminator="\n")
    writer.writerows([_cell(cell, has_comma) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(cell: str | float | None, has_comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_cell(cell)
    return points(cell).replace(".", ",") if has_comma else points(cell)
