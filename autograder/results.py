"""The result record: what one grading of one submission says.

The records are frozen, plain data. They go to and come from JSON; `docs/result-schema.json` holds
the schema, and a test keeps it equal to `json_schema()`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from autograder.errors import SubmissionError

VERSION = 1


class Status(StrEnum):
    """The verdict on one check or one question."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"  # the student's code raised an exception
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    MISSING = "missing"  # not answered: the name is gone, or still the stub
    SKIPPED = "skipped"  # cannot be tried; the message says why
    MANUAL = "manual"  # a person grades it
    INTERNAL = "internal"  # our fault: no verdict, never counted as a zero


class ReportStatus(StrEnum):
    """The verdict on a submission as a whole."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    INTERNAL = "internal"


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The common settings of all records."""


class CheckResult(Record, frozen=True, kw_only=True):
    """One check: what it looks at, whether it passed, and what the student may learn from it.

    `expected`, `actual` and the values of `counterexample` are plain JSON: numbers, strings
    (also "nan" and "inf"), and lists of them.
    """

    name: str
    description: str
    status: Status
    points: float
    max_points: float
    hidden: bool = True
    message: str = ""
    hint: str = ""
    mistake: str | None = None
    expected: Any = None
    actual: Any = None
    counterexample: dict[str, Any] | None = None


class QuestionResult(Record, frozen=True, kw_only=True):
    """One question: the sum of its checks, and the verdict on the whole."""

    name: str
    status: Status
    score: float
    max_score: float
    checks: tuple[CheckResult, ...] = ()


class Report(Record, frozen=True, kw_only=True):
    """One submission of one exercise by one student. Scores are points; `seconds` is wall time.

    `automatic` is the score before people and rules for late work changed it in the gradebook; null
    where they did not.
    """

    version: int = VERSION
    exercise: str
    student: str
    status: ReportStatus
    score: float
    max_score: float
    automatic: float | None = None
    seconds: float = 0.0
    questions: tuple[QuestionResult, ...] = ()
    notes: tuple[str, ...] = ()


def to_json(report: Report) -> bytes:
    """The record as indented UTF-8 JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def from_json(data: bytes) -> Report:
    """Read a record back; raises SubmissionError where it does not follow the schema."""
    try:
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SubmissionError(f"This is no result record: {error}.") from error
    if report.version != VERSION:
        raise SubmissionError(
            f"This result record has version {report.version}; version {VERSION} is known.",
            todo="Grade the submission again.",
        )
    return report


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report."""
    return msgspec.json.schema(Report)
