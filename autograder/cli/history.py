"""`autograder history`: who handed in what and when, and what it was given."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.who_had_what import line, who_had_what, without_hand_in
from autograder.cli.common import as_json, console, open_course, write_text
from autograder.reports.attention import class_list_lines
from autograder.reports.history_table import history_table


def run(folder: Path | None, name: str | None, student: str | None, json: str | None) -> int:
    """Print the history, of one exercise or one student if these are named."""
    course = open_course(folder)
    exercise = course.exercise(name).name if name is not None else ""
    found = who_had_what(course, exercise, student or "")
    if json is not None:
        write_text(json, as_json(found))
    if json != "-":
        rows = [line(course, each) for each in found]
        console().print(history_table(rows, language=course.language))
    missing = without_hand_in(course, exercise) if exercise and student is None else []
    if json != "-" and missing:
        lines = class_list_lines(missing, exercise, language=course.language, whole=True)
        print(*lines, sep="\n")
    return 0
