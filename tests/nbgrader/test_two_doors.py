"""`nbgrader autograde` and our own way give the same gradebook, whatever was handed in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.history import FILE, Clock, History
from autograder.results import ReportStatus, from_json

EXERCISE = "ex02_activations"

POINTS = {
    "right": 10.0,
    "stub": 0.0,
    "no_json": 0.0,
    "empty": 0.0,
    "syntax": 8.5,
    "endless": 7.5,
    "copied": 10.0,
    "deleted": 10.0,
    "changed": 10.0,
    "renamed": 10.0,
}


def test_both_gradebooks_agree_in_every_grade_and_comment(
    graded_here, graded_by_nbgrader, read_grades
) -> None:
    ours, theirs = read_grades(graded_here.folder), read_grades(graded_by_nbgrader)
    # Each of the 12 students has 13 scores, and as many comments; 7 of the questions are choices.
    assert len(ours) == 12 * (13 + 13)
    assert theirs == ours


def test_everyone_has_the_points_of_a_fair_verdict(graded_here, read_grades) -> None:
    grades = read_grades(graded_here.folder)
    for student, points in POINTS.items():
        scores = [row[0] for (who, _cell), row in grades.items() if who == student]
        assert sum(score for score in scores if score is not None) == pytest.approx(points), student
    assert 0.0 < grades["partial", "softmax-checks"][0] < 2.5
    assert grades["wrong", "softmax-checks"][0] < 2.5
    assert not any(row[3] for row in grades.values())  # nobody is left for a person
    assert {who for (who, _cell), row in grades.items() if row[-1]} == {"copied"}  # it came late


@pytest.mark.parametrize("student", [*POINTS, "partial", "wrong"])
def test_both_leave_the_same_record_and_notebook(
    graded_here, graded_by_nbgrader, student: str
) -> None:
    ours = graded_here.autograded / student / EXERCISE
    theirs = graded_by_nbgrader / "autograded" / student / EXERCISE
    mine, other = (from_json((path / "report.json").read_bytes()) for path in (ours, theirs))
    assert mine.score == other.score
    assert mine.notes == other.notes
    assert mine.status is other.status
    assert mine.policy == other.policy
    cells = [
        [(cell["source"], cell["metadata"]) for cell in content["cells"]]
        for content in (
            json.loads((path / f"{EXERCISE}.ipynb").read_text(encoding="utf-8"))
            for path in (ours, theirs)
        )
    ]
    assert cells[0] == cells[1]
    names = {path.name for path in theirs.iterdir()}
    assert names == {path.name for path in ours.iterdir()}


def test_both_leave_the_same_history(graded_here, graded_by_nbgrader) -> None:
    def told(folder: Path) -> list[tuple[object, ...]]:
        with History(folder / FILE) as history:
            entries = history.entries()
        return [
            (
                work.student,
                work.attempt,
                work.clock,
                work.received_at if work.clock is Clock.STAMP else None,
                (work.digest, work.files, work.place),
                grading and (grading.status, grading.score, grading.counted, grading.max_score),
                grading and (grading.exercise_digest, grading.package_digest),
            )
            for work, grading in ((each.submission, each.grading) for each in entries)
        ]

    ours = told(graded_here.folder)
    assert told(graded_by_nbgrader) == ours
    points = {row[0]: row[5] for row in ours}
    assert points["right"] == (ReportStatus.GRADED, 10, 10, 10)
    assert points["copied"] == (ReportStatus.GRADED, 10, 0, 10), "it came late"


def test_what_cannot_be_read_is_said(graded_by_nbgrader: Path) -> None:
    place = graded_by_nbgrader / "autograded" / "no_json" / EXERCISE / "report.json"
    report = from_json(place.read_bytes())
    assert report.status is ReportStatus.UNREADABLE
    assert "not a notebook, or it is damaged" in report.notes[0]


def test_one_warm_engine_serves_the_whole_run(nbgrader_run) -> None:
    _folder, done = nbgrader_run
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr.lower()
