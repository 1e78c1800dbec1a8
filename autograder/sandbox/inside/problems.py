"""An exception as plain data."""

from __future__ import annotations

import os
import traceback
from types import TracebackType

from autograder.sandbox.inside import bare
from autograder.sandbox.inside.importing.loading import LIBRARIES
from autograder.sandbox.inside.outputs import without_addresses
from autograder.wire.responses import (
    MAX_LINE,
    MAX_PROBLEM_TEXT,
    MAX_TRACEBACK_LINES,
    Cause,
    ErrorOutput,
)
from autograder.wire.values import MAX_NAME, clean

MAX_STUDENTS_LINE = 200
CELL_FILE = "<ipython-input"
MOST_CHAINED = 20
OURS = __file__.rpartition("sandbox")[0]
# Where code lies that is no student's.
PYTHONS = os.__file__.rpartition("os.py")[0]
NOT_THEIRS = (OURS, PYTHONS, *LIBRARIES, "<frozen")


def describe(
    error: BaseException, lines: list[str] | None = None, cause: Cause | None = None
) -> ErrorOutput:
    """An exception as plain data, with the student's own line where it happened."""
    if lines is None:
        show_only_the_students(error)
        lines = _lines(error)
    text = without_addresses(bare.text(error))
    if bare.is_a(error, SyntaxError):  # its own text names a file that nobody knows
        message, number, _line = bare.syntax(error)
        text = f"{message} (line {number})"
    shown = "\n".join(lines).splitlines()[:MAX_TRACEBACK_LINES]
    line, function = _place(error)
    return ErrorOutput(
        clean(bare.class_name(error), MAX_NAME),
        clean(text, MAX_PROBLEM_TEXT),
        clean(line, MAX_STUDENTS_LINE),
        tuple(clean(row, MAX_LINE) for row in shown),
        clean(function, MAX_NAME),
        cause,
    )


def _lines(error: BaseException) -> list[str]:
    try:
        return traceback.format_exception(error, limit=-8)
    except BaseException:  # it asks an exception for more than any of Python's own has
        last = f"{bare.class_name(error)}: {bare.text(error)}"
        return [*traceback.format_tb(bare.trace(error), limit=-8), last]


def show_only_the_students(error: BaseException) -> None:
    """Of the traceback, and of those that are chained to it, leave what begins with the student's
    own code, without what lies between and is ours."""
    chain = [error]
    for each in chain:
        frames = _frames(bare.trace(each))
        BaseException.with_traceback(each, _linked(frames))
        chain += [other for other in bare.chained(each) if not _is_in(other, chain)]
        if len(chain) > MOST_CHAINED:
            break


def _frames(trace: TracebackType | None) -> list[TracebackType]:
    frames: list[TracebackType] = []
    while trace is not None:
        place = trace.tb_frame.f_code.co_filename
        if not place.startswith(NOT_THEIRS if not frames else OURS):
            frames.append(trace)
        trace = trace.tb_next
    return frames


def _linked(frames: list[TracebackType]) -> TracebackType | None:
    linked = None
    for each in reversed(frames):
        linked = TracebackType(linked, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return linked


def _is_in(error: BaseException, chain: list[BaseException]) -> bool:
    return any(error is each for each in chain)


def _place(error: BaseException) -> tuple[str, str]:
    """The student's own line that is nearest to the error, and the function in which it stands."""
    if bare.is_a(error, SyntaxError) and (line := bare.syntax(error)[2].strip()):
        return line, ""
    for frame in reversed(traceback.extract_tb(bare.trace(error))):
        if frame.filename.startswith(CELL_FILE):
            return (frame.line or "").strip(), frame.name
    return "", ""
