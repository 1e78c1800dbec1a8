"""A class with numbers of each student's own, from what was handed in to the teacher's decision."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import commands
import pytest
import toy_personal as toy
from databases import opened

from autograder.course import Course

GRADE = (
    "select student_id, auto_score, manual_score, needs_manual_grade from grade"
    " join base_cell on base_cell.id = grade.cell_id"
    " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
    " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
    " where name = 'by_hand-checks'"
)
DECIDE = "update grade set manual_score = 1.5, needs_manual_grade = 0 where needs_manual_grade = 1"


def autograder(course: Course, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = commands.run("autograder", *arguments, cwd=course.folder)
    assert done.returncode == 0, done.stderr
    return done


def in_database(course: Course, statement: str) -> dict[str, tuple[object, ...]]:
    with opened(course.database) as database:
        return {name: tuple(rest) for name, *rest in database.execute(statement).fetchall()}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = toy.write_course(tmp_path / "course")
    for student, own_id in {"ann": "Ann", "ben": "ann", "cleo": "example"}.items():
        folder = made.submitted / student / toy.NAME
        folder.mkdir(parents=True)
        (folder / f"{toy.NAME}.ipynb").write_bytes(toy.notebook(made, own_id))
    return made


def test_a_mismatch_goes_to_the_teacher_and_stays_decided(course: Course) -> None:
    shown = autograder(course, "grade", toy.NAME, "--json", "all.json")
    reports = {
        each["student"]: each for each in json.loads((course.folder / "all.json").read_text())
    }
    assert {name: each["score"] for name, each in reports.items()} == {
        "ann": 4.0,
        "ben": 2.0,
        "cleo": 2.0,
    }
    assert "2 of 4, 2 open" in shown.stdout and "“ann”" in shown.stdout
    page = (course.feedback / "ben" / toy.NAME / f"{toy.NAME}.html").read_text()
    assert "“ann”" in page and "“ben”" in page
    assert "What to mend" not in page
    assert in_database(course, GRADE) == {
        "ann": (2.0, None, 0),
        "ben": (None, None, 1),
        "cleo": (None, None, 1),
    }
    summary = autograder(course, "report", toy.NAME).stdout
    assert "Waiting for you in formgrader: 2" in summary

    with opened(course.database) as database:
        database.execute(DECIDE)
    autograder(course, "grade", toy.NAME, "--force")
    assert in_database(course, GRADE)["ben"] == (None, 1.5, 0)
    page = (course.feedback / "ben" / toy.NAME / f"{toy.NAME}.html").read_text()
    assert "Your teacher decided" in page and "3.5 of 4" in page
    summary = autograder(course, "report", toy.NAME).stdout
    assert "Waiting" not in summary and "3.5 of 4" in summary


def test_one_file_with_an_id_and_without(course: Course, tmp_path: Path) -> None:
    file = course.submitted / "ben" / toy.NAME / f"{toy.NAME}.ipynb"
    without = autograder(course, "check", file)
    assert "4 of 4" in without.stdout and "“ann”" in without.stdout
    own = autograder(course, "check", file, "--student", "ben")
    assert "Still to be decided by your teacher: 2" in own.stdout
    friend = autograder(course, "check", file, "--student", "ANN", "--json", "-")
    report = json.loads(friend.stdout)
    assert (report["score"], report["student"], report["notes"]) == (4.0, "ANN", [])
