"""The result record: what one grading of one submission says.

`docs/results.md` explains it, and says what a later autograder may add; `docs/result-schema.json`
holds its schema, and a test keeps that equal to `json_schema()`.
"""

from autograder.results.as_json import from_json, json_schema, to_json
from autograder.results.records import (
    VERSION,
    AppliedRule,
    Attempt,
    CheckResult,
    Example,
    Picture,
    PictureKind,
    Provenance,
    QuestionResult,
    Report,
    ReportStatus,
    Sort,
    Status,
)

__all__ = [
    "VERSION",
    "AppliedRule",
    "Attempt",
    "CheckResult",
    "Example",
    "Picture",
    "PictureKind",
    "Provenance",
    "QuestionResult",
    "Report",
    "ReportStatus",
    "Sort",
    "Status",
    "from_json",
    "json_schema",
    "to_json",
]
