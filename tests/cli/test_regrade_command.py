"""`autograder regrade`, `released` and `withdraw` as a teacher types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import toy_course as toy

from autograder.classroom.withdrawn import Gets
from autograder.cli import grade
from autograder.cli.regrade import Wanted, note_released, run, run_withdraw
from autograder.course import Course
from autograder.errors import UsageError

TOTAL = "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
ANY = "    same(student.total, student.total, np.array([1.5, 2.0, -0.25]))"


@pytest.fixture
def course(make_toy: toy.MakeCourse, capsys: pytest.CaptureFixture[str]) -> Course:
    """The toy, graded, and then with a check that was mended."""
    course = make_toy()
    release = (
        course.folder / "release" / "toy" / "toy.ipynb"
    )  # nbgrader wants ids in the newest form
    release.write_text(release.read_text().replace('"nbformat_minor": 5', '"nbformat_minor": 4'))
    for student, answers in (
        ("ann", toy.ANSWERS),
        ("bob", {**toy.ANSWERS, "total": "def total(x):\n    return max(x)"}),
    ):
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(**answers))
    done = grade.run(course.folder, "toy", None, 1, None, scheduler=None, force=False)
    assert done == 0
    path = course.folder / "solutions" / "toy" / "checks.py"
    path.write_text(path.read_text().replace(TOTAL, ANY))
    capsys.readouterr()
    return course


def said(course: Course, wanted: Wanted, capsys: pytest.CaptureFixture[str], **more: str) -> str:
    capsys.readouterr()
    assert run(course.folder, "toy", wanted, 1, None, **more) == 0  # type: ignore[arg-type]
    return re.sub(r" +", " ", capsys.readouterr().out)


def test_look_apply_and_withdraw(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "moves.html"
    out = said(course, Wanted(), capsys, html=str(page))
    assert "total adds a row up 1 gain 4" in out
    assert "bob 6 10 total: adds a row up +4" in out
    assert "Graded again: 2 of 2, and of them only total." in out
    assert "What would change: 1 gain 4." in out
    assert "Nothing was changed. --apply lets it count." in out
    assert "adds a row up" in page.read_text()
    assert "<script" not in page.read_text()
    everything = json.loads(said(course, Wanted(), capsys, json="-"))
    assert [each["student"] for each in everything["moves"]] == ["bob"]
    assert everything["applied"] is False

    with pytest.raises(UsageError, match="--also-lower"):
        run(course.folder, "toy", Wanted(also_lower=True), 1, None)
    out = said(course, Wanted(apply=True), capsys)
    assert "It counts now: 1 gain 4." in out
    assert "No reason was given" in out
    assert "Everything was graded by the exercise as it is now." in said(course, Wanted(), capsys)

    assert note_released(course.folder, "toy", undo=False) == 0
    with pytest.raises(UsageError, match="what everybody gets"):
        withdrawn(course, None)
    assert withdrawn(course, Gets.NONE) == 0
    out = capsys.readouterr().out
    assert "nobody was given fewer points in any question" in out
    assert "ann, bob" in out
    assert withdrawn(course, Gets.NONE, also_lower=True) == 0
    assert "2 lose 4" in capsys.readouterr().out
    assert withdrawn(course, None, undo=True) == 0
    assert "2 gain 4" in capsys.readouterr().out
    assert note_released(course.folder, "toy", undo=True) == 0


def withdrawn(
    course: Course, gets: Gets | None, *, undo: bool = False, also_lower: bool = False
) -> int:
    return run_withdraw(
        course.folder, "toy", "total", gets, 1, why="", undo=undo, also_lower=also_lower
    )
