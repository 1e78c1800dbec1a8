"""An exception as plain data."""

from __future__ import annotations

import traceback

from autograder.protocol.answers import (
    MAX_LINE,
    MAX_PROBLEM_TEXT,
    MAX_TRACEBACK_LINES,
    Cause,
    Problem,
)
from autograder.protocol.values import MAX_NAME, clean
from autograder.sandbox.inside.outputs import without_addresses

MAX_STUDENTS_LINE = 200
CELL_FILE = "<ipython-input"


def describe(
    error: BaseException, lines: list[str] | None = None, cause: Cause | None = None
) -> Problem:
    """An exception as plain data, with the student's own line where it happened."""
    if lines is None:
        lines = traceback.format_exception(error, limit=-8)
    try:
        text = without_addresses(str(error))
    except Exception:  # a student's exception class may fail to show itself
        text = ""
    if isinstance(error, SyntaxError):  # its own text names a file that nobody knows
        text = f"{error.msg} (line {error.lineno})"
    shown = "\n".join(lines).splitlines()[:MAX_TRACEBACK_LINES]
    line, function = _place(error)
    return Problem(
        clean(type(error).__name__, MAX_NAME),
        clean(text, MAX_PROBLEM_TEXT),
        clean(line, MAX_STUDENTS_LINE),
        tuple(clean(row, MAX_LINE) for row in shown),
        clean(function, MAX_NAME),
        cause,
    )


def _place(error: BaseException) -> tuple[str, str]:
    """The student's own line that is nearest to the error, and the function in which it stands."""
    if isinstance(error, SyntaxError):
        return str(error.text or "").strip(), ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(CELL_FILE):
            return (frame.line or "").strip(), frame.name
    return "", ""
