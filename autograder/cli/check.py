"""`autograder check FILE`: the verdict on one notebook or Python file."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.check import check_file
from autograder.cli.common import console, open_course, write_text
from autograder.reports.terminal import verdict
from autograder.results import ReportStatus, to_json


def run(folder: Path | None, file: Path, student: str, json: str | None, device: str | None) -> int:
    """Grade the file; exit status 1 if it could not be read or graded."""
    course = open_course(folder, file.parent)
    exercise, report = check_file(course, file, student, device)
    if json is not None:
        write_text(json, to_json(report))
    if json != "-":
        console().print(verdict(report, title=exercise.title, language=course.language))
    return 0 if report.status is ReportStatus.GRADED else 1
