"""nbgrader's own tests of `export`; and whatever the students are called, each column of our table
holds what its heading says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import theirs
from nbgrader.api import Gradebook
from nbgrader.tests.apps import test_nbgrader_export as their_module

from autograder.gradebook.create import find_alembic

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

TestTheirs = theirs.take(their_module, their_module.TestNbGraderExport, ["test_help"])

SCORED = "Ivan,,,,10.0,0.0,10.0,10.0"
FORMULA = "a;=HYPERLINK(1)"
QUOTED = 'it\'s "me"'


@pytest.fixture
def graded(db: str, temp_cwd: str) -> str:
    """Two exercises, and one of four students has handed in one of them."""
    find_alembic()
    with Gradebook(db) as gradebook:
        for name in ("ps1", "ps2"):
            gradebook.add_assignment(name, duedate="2030-09-01 12:00:00 UTC")
        for name in (SCORED, FORMULA, QUOTED, "bar"):
            gradebook.add_student(name, last_name=name)
        gradebook.add_submission("ps1", "bar", timestamp="2030-09-01 13:00:00 UTC")
    return db


def table(name: str = "grades.csv") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestOurs(theirs.InOurCourse):
    def test_export(self, graded: str) -> None:
        """What they ask of the options, without the grading."""
        for options, lines in (
            ([], 8),
            (["--to", "grades.csv", "--student", "['bar']"], 2),
            (["--assignment", "['ps1']"], 4),
            (["--assignment", "['ps1']", "--student", "['bar']"], 1),
        ):
            theirs.run(["export", "--db", graded, *options])
            assert len(table()) == lines
        exporter = "nbgrader.plugins.CsvExportPlugin"
        theirs.run(["export", "--db", graded, "--to", "x.csv", "--exporter", exporter])
        assert f",{FORMULA}," in Path("x.csv").read_text(encoding="utf-8")  # as nbgrader has it

    def test_a_name_stays_in_its_column(self, graded: str) -> None:
        theirs.run(["export", "--db", graded])
        rows = table()
        names = {row["student_id"] for row in rows}
        assert names == {SCORED, "a;'=HYPERLINK(1)", QUOTED, "bar"}
        assert all(row["last_name"] == row["student_id"] for row in rows)
        scores = {(row["raw_score"], row["score"], row["max_score"]) for row in rows}
        assert scores == {("0.0", "0.0", "0.0")}
        assert {row["duedate"] for row in rows} == {"2030-09-01 12:00:00"}
        came = {row["student_id"]: row["timestamp"] for row in rows if row["assignment"] == "ps1"}
        assert came["bar"] == "2030-09-01 13:00:00" and came[SCORED] == ""
