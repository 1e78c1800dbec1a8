"""One score everywhere: the table, the report, the records, the page, and nbgrader's export."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import theirs
from databases import opened
from theirs import run_nbgrader

from autograder.cli import forget, grade, report
from autograder.errors import UsageError
from autograder.results import from_json

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

ANSWERS = {name: f"{name.upper()} = {i}" for i, name in enumerate(theirs.POINTS, 1)}
STUDENTS = ("late", "override", "extra", "worse", "plain")
SCORES = {"late": 6.0, "override": 6.5, "extra": 8.0, "worse": 6.0, "plain": 7.0}
RULE = """\
from nbgrader.plugins import BasePlugin

class OnePoint(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1
"""
BY_HAND = (
    "update grade set {change}, needs_manual_grade = 0 where notebook_id in"
    " (select submitted_notebook.id from submitted_notebook"
    " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
    " where student_id = ?)"
    " and cell_id in (select id from base_cell where name = ?)"
)

Scores = dict[str, float]


def run_grade(folder: Path, student: str | None = None) -> int:
    return grade.run(folder, "ps1", student, 1, None, scheduler=None, force=False)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of right answers: one came late, others have met their teacher."""
    folder = tmp_path_factory.mktemp("scores") / "course"
    folder.mkdir()
    theirs.write_course(folder)
    (folder / "one_point.py").write_text(RULE)
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write('c.AssignLatePenalties.plugin_class = "one_point.OnePoint"\n')
    source = folder / "source" / "ps1" / "ps1.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(theirs.solved())
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        run_nbgrader(["generate_assignment", "ps1"])
        run_nbgrader(["db", "assignment", "add", "ps1", "--duedate=2030-01-01 12:00:00 UTC"])
    for student in STUDENTS:
        place = folder / "submitted" / student / "ps1" / "ps1.ipynb"
        place.parent.mkdir(parents=True)
        place.write_text(theirs.notebook(ANSWERS))
    (folder / "submitted" / "late" / "ps1" / "timestamp.txt").write_text("2030-01-01 12:00:01 UTC")
    assert run_grade(folder) == 0
    first, second, *_others = theirs.POINTS
    with opened(folder / "gradebook.db") as database:
        for student, question, change in [
            ("override", first, "manual_score = auto_score - 0.5"),
            ("extra", second, "extra_credit = 1"),
            ("worse", second, "manual_score = 0, extra_credit = 0"),
        ]:
            database.execute(BY_HAND.format(change=change), [student, f"{question}-checks"])
    return folder


@pytest.fixture
def course(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(graded, tmp_path / "course")
    monkeypatch.chdir(folder)
    return folder


def in_table(said: str) -> Scores:
    """The scores of a class table, by student."""
    rows = re.findall(r"(?m)^(\w+) +([\d.]+) of 7\b", said)
    return {student: float(score) for student, score in rows}


def test_everybody_says_the_same(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report.run(course, "ps1") == 0
    said = capsys.readouterr().out
    assert in_table(said) == SCORES
    assert "Mean: 6.7 of 7" in said
    assert said.count("7 automatic") == 4  # all but `plain`
    run_nbgrader(["export"])
    with (course / "grades.csv").open(newline="") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == SCORES

    assert run_grade(course) == 0
    assert in_table(capsys.readouterr().out) == SCORES
    assert grade.run(course, "ps1", None, 1, "all.json", scheduler=None, force=False) == 0
    records = json.loads((course / "all.json").read_bytes())
    assert {each["student"]: each["score"] for each in records} == SCORES
    automatic = {each["student"]: each["automatic"] for each in records}
    assert automatic == dict.fromkeys(STUDENTS, 7.0) | {"plain": None}
    for student, score in SCORES.items():
        folder = Path("ps1")
        page = (course / "feedback" / student / folder / "ps1.html").read_text()
        assert f"{score:g} of 7" in page
        kept = from_json((course / "autograded" / student / folder / "report.json").read_bytes())
        assert (kept.score, kept.automatic) == (7.0, None)  # what the grading found


def test_a_report_before_there_is_a_gradebook_makes_none(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "gradebook.db").unlink()
    assert report.run(course, "ps1") == 0
    assert in_table(capsys.readouterr().out) == dict.fromkeys(STUDENTS, 7.0)
    assert not (course / "gradebook.db").exists()


@pytest.fixture
def without_extra(course: Path, rows_of: Callable[..., int]) -> Path:
    shutil.rmtree(course / "submitted" / "extra")
    return course


@pytest.fixture
def rows_of(course: Path) -> Callable[..., int]:
    """How many rows of the gradebook belong to a student."""

    def count(student: str) -> int:
        with opened(course / "gradebook.db") as database:
            [(number,)] = database.execute(
                "select count(*) from grade"
                " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
                " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
                " where student_id = ?",
                [student],
            )
        return int(number)

    return count


def test_work_that_is_gone_is_said_and_left_out(
    without_extra: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.run(without_extra, "ps1") == 0
    said = capsys.readouterr().out
    assert "extra" not in in_table(said)
    assert "Submissions: 4" in said
    assert "no longer in submitted/: extra." in said
    assert run_grade(without_extra, "plain") == 0
    assert "no longer" not in capsys.readouterr().err
    assert run_grade(without_extra) == 0
    [line] = [line for line in capsys.readouterr().err.splitlines() if "no longer" in line]
    assert "extra." in line and "autograder forget ps1" in line


def test_a_class_whose_folders_were_put_away_is_still_reported(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(course / "submitted")
    assert report.run(course, "ps1") == 0
    assert in_table(capsys.readouterr().out) == SCORES


def test_forgetting_is_asked_for_and_keeps_what_a_person_wrote(
    without_extra: Path, rows_of: Callable[..., int]
) -> None:
    with pytest.raises(UsageError, match="still there"):
        forget.run(without_extra, "ps1", "plain", force=True)
    with pytest.raises(UsageError, match=r"left points or comments .*'extra': "):
        forget.run(without_extra, "ps1", "extra", force=False)
    with pytest.raises(UsageError, match="has no grade"):
        forget.run(without_extra, "ps1", "nobody", force=True)
    assert rows_of("extra") == len(theirs.POINTS)
    assert (without_extra / "feedback" / "extra").exists()

    assert forget.run(without_extra, "ps1", "extra", force=True) == 0
    assert rows_of("extra") == 0
    assert rows_of("plain") == len(theirs.POINTS)
    for place in ("autograded", "feedback"):
        assert not (without_extra / place / "extra" / "ps1").exists()
        assert (without_extra / place / "plain" / "ps1").exists()

    shutil.rmtree(without_extra / "submitted" / "plain")
    assert forget.run(without_extra, "ps1", "plain", force=False) == 0
    run_nbgrader(["export"])  # nothing is left half
