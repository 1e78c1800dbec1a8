"""The results of a class as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from autograder.reports.statuses import OPEN, open_points
from autograder.reports.values import plain_points
from autograder.results import Report, ReportStatus

COLUMNS = ("student", "exercise", "status", "score", "open", "max_score")

# A spreadsheet computes a cell that begins so; Excel also takes the wide signs.
FORMULA_STARTS = tuple("=+-@＝＋－＠")
BLANKS = tuple("\t\r\n")  # which some take out in front
# Where another one lets a cell end: the comma is not every country's.
_ENDS = re.compile(r"([;,|\t\r\n\"]+)")


def to_csv(reports: Iterable[Report]) -> str:
    """One row for each report: the columns above, then the points of each question.

    Where nobody has decided yet (what a person grades, or our own fault), the cell is empty;
    `open` is how many points that are.
    """
    rows = list(reports)
    questions = list(dict.fromkeys(each.name for report in rows for each in report.questions))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([safe_cell(cell) for cell in (*COLUMNS, *questions)])
    for report in rows:
        writer.writerow(_row(report, questions))
    return file.getvalue()


def _row(report: Report, questions: list[str]) -> list[str]:
    earned = {
        each.name: plain_points(each.score) for each in report.questions if each.status not in OPEN
    }
    return [
        safe_cell(report.student),
        safe_cell(report.exercise),
        report.status.value,
        "" if report.status is ReportStatus.INTERNAL else plain_points(report.score),
        plain_points(open_points(report)),
        plain_points(report.max_score),
        *(earned.get(name, "") for name in questions),
    ]


def safe_cell(cell: str) -> str:
    """The cell with an apostrophe before all that could be taken for a formula: also within it."""
    pieces = _ENDS.split(cell)
    safe = "".join(f"'{each}" if _is_formula(each) else each for each in pieces)
    return f"'{safe}" if safe.startswith(BLANKS) else safe


def _is_formula(text: str) -> bool:
    return text.lstrip().startswith(FORMULA_STARTS)
