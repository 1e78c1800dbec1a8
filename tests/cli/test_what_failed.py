"""What could not be graded through our fault is listed, and makes the exit status 1."""

from __future__ import annotations

import pytest

from autograder.cli.grade import say_what_failed
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status


def report(student: str, status: Status) -> Report:
    check = CheckResult(
        name="c", description="d", status=status, points=0.0, max_points=1.0, message="a bad check"
    )
    question = QuestionResult(name="q", status=status, score=0.0, max_score=1.0, checks=(check,))
    internal = status is Status.INTERNAL
    return Report(
        exercise="toy",
        student=student,
        status=ReportStatus.INTERNAL if internal else ReportStatus.GRADED,
        score=0.0,
        max_score=1.0,
        questions=(question,),
    )


def test_a_fault_of_ours_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert say_what_failed([report("ann", Status.FAILED), report("ben", Status.INTERNAL)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Not graded, through our fault: ben")
    assert "a bad check" in line


def test_a_fault_of_a_student_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert say_what_failed([report("ann", Status.FAILED)]) == 0
    assert capsys.readouterr().err == ""
