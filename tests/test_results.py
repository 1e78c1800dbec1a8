"""The result record: plain, frozen, versioned; its schema is the documented one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from autograder.errors import SubmissionError
from autograder.results import (
    CheckResult,
    QuestionResult,
    Report,
    ReportStatus,
    Status,
    from_json,
    json_schema,
    to_json,
)

SCHEMA = Path(__file__).parent.parent / "docs" / "result-schema.json"
CHECK = CheckResult(
    name="rows",
    description="rows sum to 1",
    status=Status.FAILED,
    points=0.0,
    max_points=1.5,
    message="“ы” is wrong",
    hint="a hint",
    mistake="sums",
    expected=[[1, "nan"]],
    actual=None,
    counterexample={"z": [0.5]},
)
REPORT = Report(
    exercise="toy",
    student="ann",
    status=ReportStatus.GRADED,
    score=1.0,
    max_score=2.5,
    seconds=0.1,
    questions=(
        QuestionResult(name="q", status=Status.FAILED, score=1.0, max_score=2.5, checks=(CHECK,)),
    ),
    notes=("a note",),
)


def test_there_and_back() -> None:
    sent = to_json(REPORT)
    assert from_json(sent) == REPORT
    assert sent.endswith(b"}\n")
    assert "“ы” is wrong" in sent.decode()


def test_a_record_follows_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    content = json.loads(to_json(REPORT))
    jsonschema.validate(content, json_schema())
    content["questions"][0]["checks"][0]["status"] = "perfect"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, json_schema())


def test_the_documented_schema_is_the_schema() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        to_json(REPORT)[:-4],
        to_json(REPORT).replace(b'"failed"', b'"perfect"'),
        to_json(REPORT).replace(b'"notes"', b'"more"'),
        to_json(REPORT).replace(b'"score": 1.0', b'"score": "1"'),
        to_json(REPORT).replace(b'"version": 1', b'"version": 2'),
    ],
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(SubmissionError):
        from_json(data)


def test_a_record_is_frozen() -> None:
    record: Any = REPORT
    with pytest.raises(AttributeError):
        record.score = 10.0
    assert msgspec.structs.replace(REPORT, score=2.0).score == 2.0
