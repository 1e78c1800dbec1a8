"""Records as JSON, there and back; and the schema of that."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec

from autograder.errors import SubmissionError
from autograder.results.records import VERSION, Record, Report, Sort

WRITTEN_IN_VERSION_1 = ["in_words"]  # the checks of a question that was answered in words


class _Version(Record, frozen=True):
    version: Annotated[int, msgspec.Meta(ge=1)]


def to_json(report: Report) -> bytes:
    """The record as indented UTF-8 JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def from_json(data: bytes, where: Path | None = None) -> Report:
    """Read a record back, also one of version 1, which then is one of this version.

    `where` is the file that it stands in. Raises SubmissionError where it is no record, or one of a
    later version.
    """
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version > VERSION:
            raise SubmissionError(
                f"This result record has version {version}; this autograder reads up to {VERSION}.",
                where=where,
                todo="Install the autograder that has written it, or grade the submission again.",
            )
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SubmissionError(
            f"This is no result record, or one of another autograder: {error}.",
            where=where,
            todo="Install the autograder that has written it, or grade the submission again.",
        ) from error
    return report if version == VERSION else _from_version_1(report)


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report."""
    return msgspec.json.schema(Report)


def _from_version_1(report: Report) -> Report:
    """Version 1 had no provenance, and said of no question which sort it is."""
    questions = tuple(
        msgspec.structs.replace(each, sort=Sort.WRITTEN)
        if [check.name for check in each.checks] == WRITTEN_IN_VERSION_1
        else each
        for each in report.questions
    )
    return msgspec.structs.replace(report, version=VERSION, questions=questions)
