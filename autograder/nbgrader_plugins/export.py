"""`nbgrader export`: nbgrader's own table, in which no name can pass for another column.

nbgrader writes names as they are. A comma in one moves all that follows, so that a full name of
Moodle, which a student may be free to choose, could bring its own score along.
"""

from __future__ import annotations

import csv
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import CsvExportPlugin

from autograder.reports.export import safe_cell

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class CsvExport(CsvExportPlugin):  # type: ignore[misc]
    """The columns, rows and options of nbgrader's."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table."""
        to = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", to)
        exercises, students = (set(map(str, each)) for each in (self.assignment, self.student))
        with open(to, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  (also a device)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for exercise in gradebook.assignments:
                for student in gradebook.students:
                    if (not exercises or exercise.name in exercises) and (
                        not students or student.id in students
                    ):
                        writer.writerow(_row(gradebook, exercise, student))


def _row(gradebook: Gradebook, exercise: Any, student: Any) -> list[Any]:
    """The cells of a row; None is an empty one."""
    came, score, penalty = None, 0.0, 0.0
    try:
        submission = gradebook.find_submission(exercise.name, student.id)
        came, score = submission.timestamp, submission.score
        penalty = submission.late_submission_penalty
    except MissingEntry:
        pass  # who has handed in nothing has no points
    names = (student.id, student.last_name, student.first_name, student.email)
    told = [exercise.name, exercise.duedate, came, *(safe_cell(name or "") for name in names)]
    return [*told, score, penalty, max(0.0, score - penalty), exercise.max_score]
