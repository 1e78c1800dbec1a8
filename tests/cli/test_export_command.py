"""`autograder export`: the file that it writes, and what it says of it."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import commands
import pytest
import toy_course as toy
from memory_sink import Memory

from autograder.api import grade_class
from autograder.cli.giving_back import Asked, run
from autograder.course import load_course
from autograder.engine.fake import FakeEngine
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status

SHEET = b"\xef\xbb\xbfStudent,ID,SIS Login ID,Section,Toy (12)\r\nAnn,1,ann,A,\r\n"


def verdict(exercise: object, submission: Submission) -> Graded:
    points = {"by_hand": (2.0, 2.0), "double": (4.0, 4.0), "total": (1.5, 4.0)}
    questions = tuple(
        QuestionResult(name=name, status=Status.FAILED, score=score, max_score=most)
        for name, (score, most) in points.items()
    )
    report = Report(
        exercise="toy",
        student=submission.student,
        status=ReportStatus.GRADED,
        score=7.5,
        max_score=10.0,
        questions=questions,
    )
    return Graded(report, b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """A course whose class of one is graded; it has no gradebook of nbgrader's."""
    course = toy.write_course(tmp_path / "course")
    place = course.submitted / "ann" / "toy"
    place.mkdir(parents=True)
    (place / "toy.ipynb").write_bytes(toy.notebook(by_hand="1"))
    engine, sink = FakeEngine(verdict), Memory().open
    list(grade_class(load_course(course.folder), "toy", engine=engine, open_sink=sink))
    return course.folder


def export(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return commands.run("autograder", "export", *arguments, cwd=cwd)


def test_a_sheet_is_filled_in_beside_the_one_that_was_exported(
    graded: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "gradebook.csv"
    sheet.write_bytes(SHEET)
    asked = ("toy", "canvas", "--sheet", sheet, "--course", graded)
    done = export(*asked, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = tmp_path / "toy-canvas.csv"
    assert written.read_bytes() == SHEET.replace(b"A,\r\n", b"A,7.5\r\n")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert sheet.read_bytes() == SHEET
    assert not done.stdout
    assert "Wrote toy-canvas.csv." in done.stderr and "Filled in: 1." in done.stderr
    again = export(*asked, "-o", "-", cwd=tmp_path)
    assert again.stdout.splitlines() == written.read_text().splitlines()
    assert "Wrote" not in again.stderr


def test_the_sheet_itself_is_never_written(graded: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "gradebook.csv"
    sheet.write_bytes(SHEET)
    asked = ("toy", "canvas", "--sheet", sheet, "-o", sheet, "--course", graded)
    done = export(*asked, cwd=tmp_path)
    assert (done.returncode, sheet.read_bytes()) == (2, SHEET)
    assert "This is the sheet itself" in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["cavnas"], "Did you mean 'canvas'?"),
        (["canvas"], "(--sheet)"),
        (["canvas", "--sheet", "/nowhere/x.csv"], "cannot be read"),
        (["csv", "-o", "/nowhere/x.csv"], "There is no such folder"),
    ],
)
def test_wrong_use_gives_a_sentence(graded: Path, more: list[str], said: str) -> None:
    done = export("toy", *more, cwd=graded)
    assert done.returncode in (1, 2) and said in done.stderr
    assert "Traceback" not in done.stderr and not done.stdout


def test_pages_and_junit_are_written_where_that_is_wanted(graded: Path, tmp_path: Path) -> None:
    for format in ("pages", "junit", "csv"):
        target = tmp_path / f"my-{format}"
        asked = Asked(format, None, str(target), "", "", scale=False, zeros=False, student="")
        assert run(graded, "toy", asked) == 0
        first = target.read_bytes()
        assert run(graded, "toy", asked) == 0
        assert first and target.read_bytes() == first
