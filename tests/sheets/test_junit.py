"""Gradings as JUnit XML, read back by another program."""

import io
from datetime import UTC, datetime

import msgspec
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from autograder.results import (
    Attempt,
    CheckResult,
    QuestionResult,
    Report,
    ReportStatus,
    Status,
)
from autograder.sheets.junit import junit


def check(name, status, **fields):
    points = 1.0 if status is Status.PASSED else 0.0
    said = {"description": f"{name} works", "points": points, "max_points": 1.0} | fields
    return CheckResult(name=name, status=status, **said)


def question(name, *checks, status=Status.FAILED, **fields):
    score = sum(each.points for each in checks)
    own = {"score": score, "max_score": float(len(checks) or 2)} | fields
    return QuestionResult(name=name, status=status, checks=checks, **own)


def report(student, *questions, **fields):
    own = {
        "status": ReportStatus.GRADED,
        "score": sum(each.score for each in questions),
        "max_score": 10.0,
        "seconds": 1.25,
    }
    return Report(exercise="ex02", student=student, questions=questions, **(own | fields))


def read(*reports):
    return JUnitXml.fromstring(junit(reports, "ex02"))


@pytest.fixture
def ann():
    wrong = check(
        "large", Status.FAILED, message="softmax([1]) is nan", hint="Subtract the largest."
    )
    return report(
        "ann",
        question("softmax", check("rows", Status.PASSED), wrong),
        question("tanh", check("values", Status.ERROR, message="NameError: npp")),
        question("relu", check("values", Status.MISSING)),
        question("why", status=Status.MANUAL),
        attempt=Attempt(number=1, received=datetime(2030, 9, 15, 20, 59, tzinfo=UTC)),
    )


def test_each_student_is_a_suite_and_each_check_a_case(ann):
    suite, other = read(ann, report("bob", question("relu", check("values", Status.PASSED))))
    assert (suite.name, other.name) == ("ann", "bob")
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (5, 2, 1, 1)
    assert (other.tests, other.failures, other.errors, other.skipped) == (1, 0, 0, 0)
    assert suite.time == 1.25 and suite.timestamp == "2030-09-15T20:59:00"
    assert {each.name: each.value for each in suite.properties()} == {
        "exercise": "ex02",
        "status": "graded",
        "score": "1",
        "max_score": "10",
    }
    cases = {f"{case.classname}/{case.name}": case for case in suite}
    assert list(cases) == [
        "ex02.softmax/rows",
        "ex02.softmax/large",
        "ex02.tanh/values",
        "ex02.relu/values",
        "ex02.why/why",
    ]
    kinds = [[type(each) for each in case.result] for case in cases.values()]
    assert kinds == [[], [Failure], [Error], [Failure], [Skipped]]
    (lost,) = cases["ex02.softmax/large"].result
    assert lost.message == "softmax([1]) is nan"
    assert lost.text.split("\n") == [
        "large works",
        "0 of 1",
        "softmax([1]) is nan",
        "Subtract the largest.",
    ]


def test_the_file_counts_all_of_them(ann):
    whole = read(ann, ann)
    assert (whole.name, whole._elem.get("tests"), whole._elem.get("failures")) == (
        "ex02",
        "10",
        "4",
    )


def test_a_persons_word_goes_before_the_checks():
    marked = question(
        "softmax", check("rows", Status.FAILED), by_hand=True, score=0.5, comment="Nearly!"
    )
    full = msgspec.structs.replace(marked, status=Status.PASSED, score=1.0)
    (first,), (second,) = read(report("ann", marked), report("bob", full))
    (told,) = first.result
    assert (first.name, told.text) == ("softmax", "0.5 of 1\nNearly!")
    assert not second.result


@pytest.mark.parametrize(
    ("status", "kind"), [(ReportStatus.UNREADABLE, Error), (ReportStatus.INTERNAL, Skipped)]
)
def test_a_file_without_a_verdict_is_one_case(status, kind):
    missing = question("relu", check("values", Status.MISSING))
    for questions in ((), (missing,)):
        (suite,) = read(report("ann", *questions, status=status, notes=("Line 1 is no JSON.",)))
        case, *others = suite
        assert [type(each) for each in case.result] == [kind]
        assert len(others) == len(questions)


def test_nothing_that_a_student_wrote_breaks_the_file():
    evil = '</failure>]]>&"<x y="\x00\x1b[31m\x0b\ud800\uffff\u202e' + "z" * 100_000
    bad = check(evil, Status.FAILED, message=evil, description=evil, hint=evil)
    data = junit([report(evil, question(evil, bad))], evil)
    assert len(data) < 100_000
    ((case,),) = JUnitXml.fromstring(data)
    assert case.result[0].text.startswith("</failure>")
    assert b"\x1b" not in data and b"\x00" not in data


def test_a_class_of_nobody_is_a_file_as_well():
    assert not list(JUnitXml.fromfile(io.BytesIO(junit([], "ex02"))))
