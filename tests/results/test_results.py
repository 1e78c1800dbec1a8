"""The result record: plain, frozen, versioned; its schema is the documented one."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from autograder.errors import SubmissionError
from autograder.results import (
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
    from_json,
    json_schema,
    to_json,
)

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = DOCS / "result-schema.json"
VERSION_1 = Path(__file__).with_name("version-1.json")
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
    example=Example(call="q(0.5)", expected=1, actual="it stopped", stopped=True),
    line="return z / 0",
)
REPORT = Report(
    exercise="toy",
    student="ann",
    status=ReportStatus.GRADED,
    score=1.0,
    max_score=2.5,
    seconds=0.1,
    questions=(
        QuestionResult(
            name="q",
            sort=Sort.FUNCTION,
            status=Status.FAILED,
            score=1.0,
            max_score=2.5,
            checks=(CHECK,),
            pictures=(Picture(kind="scale", caption="So far", data={"reached": 0.5}),),
        ),
    ),
    notes=("a note",),
    attempt=Attempt(number=2, received=datetime(2026, 11, 29, 20, 14, tzinfo=UTC), id="k7f3"),
    policy=(AppliedRule(name="late", sentence="One day.", factor=0.9, facts={"days": 1}),),
    provenance=Provenance(
        submission="00",
        files={"table.csv": "11"},
        exercise="22",
        package="33",
        version="1.0.0",
        python="3.11.7",
        libraries={"numpy": "2.4.6"},
        device="cpu",
        isolation="full",
        language="en",
        questions={"softmax": "44"},
    ),
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
    documented, real = (
        _undented(each) for each in (SCHEMA.read_bytes(), json.dumps(json_schema()))
    )
    assert documented == real


def _undented(schema: bytes | str) -> Any:
    """A schema whose descriptions are docstrings without the indentation that newer Pythons take
    away."""

    def told(found: dict[str, Any]) -> dict[str, Any]:
        said = found.get("description")
        return {**found, "description": inspect.cleandoc(said)} if isinstance(said, str) else found

    return json.loads(schema, object_hook=told)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        to_json(REPORT)[:-4],
        b'{"version": 2, "more": ' + b"[" * 100_000,
        to_json(REPORT).replace(b'"failed"', b'"perfect"'),
        to_json(REPORT).replace(b'"score"', b'"more"'),
        to_json(REPORT).replace(b'"score": 1.0', b'"score": "1"'),
        to_json(REPORT).replace(b'"version": 2', b'"version": 0'),
        to_json(REPORT).replace(b'"version": 2', b'"version": "2"'),
        to_json(REPORT).replace(b'"version": 2,', b""),
        to_json(REPORT).replace(b"20:14:00Z", b"20:14:00"),
        to_json(REPORT).replace(b'"number": 2', b'"number": 0'),
    ],
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(SubmissionError):
        from_json(data)


def test_a_record_of_version_1_is_read() -> None:
    report = from_json(VERSION_1.read_bytes())
    assert report.version == 2
    assert (report.provenance, report.attempt, report.policy) == (None, None, None)
    assert [question.sort for question in report.questions] == ["", "written"]
    old = json.loads(VERSION_1.read_text(encoding="utf-8"))
    new = json.loads(to_json(report))
    kept = {name: new[name] for name in old if name not in ("version", "questions")}
    assert kept == {name: old[name] for name in kept}
    for before, after in zip(old["questions"], new["questions"], strict=True):
        checks = zip(before.pop("checks"), after.pop("checks"), strict=True)
        for here, there in [(before, after), *checks]:
            assert here == {name: there[name] for name in here}
    jsonschema.validate(new, json_schema())


def test_a_record_of_a_later_version_is_refused_in_words(tmp_path: Path) -> None:
    sent = b'{"version": 3, "all": "is different"}'
    with pytest.raises(SubmissionError, match=r"version 3; .* up to 2") as refused:
        from_json(sent, tmp_path / "report.json")
    assert str(refused.value).startswith(f"{tmp_path}/report.json: ")
    assert refused.value.todo


def test_what_a_later_autograder_adds_is_passed_over() -> None:
    content = json.loads(to_json(REPORT))
    question = content["questions"][0]
    later = content, question, question["checks"][0], question["pictures"][0]
    for place in (*later, content["attempt"], content["policy"][0], content["provenance"]):
        place["added"] = {"later": [1, None]}
    assert from_json(json.dumps(content).encode()) == REPORT
    jsonschema.validate(content, json_schema())


def test_a_sort_that_nobody_knows_yet_is_read() -> None:
    sent = to_json(REPORT).replace(b'"sort": "function"', b'"sort": "program"')
    report = from_json(sent)
    assert report.questions[0].sort == "program"
    jsonschema.validate(json.loads(sent), json_schema())


def test_the_documented_example_has_every_field_and_no_other() -> None:
    text = (DOCS / "results.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    content = json.loads(example)
    jsonschema.validate(content, json_schema())
    written = json.loads(to_json(from_json(example.encode())))
    assert list(_names(content)) == list(_names(written))


def test_every_sort_status_and_kind_is_documented() -> None:
    text = (DOCS / "results.md").read_text(encoding="utf-8")
    for name in (*Sort, *Status, *ReportStatus, *PictureKind):
        assert f"| `{name}` |" in text


def _names(content: Any, place: str = "") -> Iterator[str]:
    """The names of all fields, in the order in which they stand there."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield f"{place}.{name}"
            yield from _names(inner, f"{place}.{name}")
    elif isinstance(content, list):
        for inner in content:
            yield from _names(inner, place)


def test_a_record_is_frozen() -> None:
    record: Any = REPORT
    with pytest.raises(AttributeError):
        record.score = 10.0
    assert msgspec.structs.replace(REPORT, score=2.0).score == 2.0
