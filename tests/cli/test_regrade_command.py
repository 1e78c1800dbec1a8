"""`autograder regrade`, `released` and `withdraw` as a teacher types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import toy_course as toy

from autograder.cli import grade
from autograder.cli.regrade import Wanted, note_released, run, run_withdraw
from autograder.course import Course
from autograder.errors import GradebookError, UsageError

TOTAL = "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
ANY = "    same(student.total, student.total, np.array([1.5, 2.0, -0.25]))"


@pytest.fixture
def course(make_toy: toy.MakeCourse, capsys: pytest.CaptureFixture[str]) -> Course:
    """The toy, graded."""
    course = make_toy()
    with_points(course, by_hand=2, double=4, total=4)
    for student, answers in (
        ("ann", toy.ANSWERS),
        ("bob", {**toy.ANSWERS, "total": "def total(x):\n    return max(x)"}),
    ):
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(**answers))
    assert graded(course) == 0
    capsys.readouterr()
    return course


def graded(course: Course) -> int:
    return grade.run(course.folder, "toy", None, 1, None, scheduler=None, force=False)


def with_points(course: Course, **points: float) -> None:
    """Build the release as nbgrader reads it: with the points of each question."""
    release = course.folder / "release" / "toy" / "toy.ipynb"
    content = json.loads(release.read_text())
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"cell-{number}"
        own = cell["metadata"].get("nbgrader", {})
        if own:
            own.update(schema_version=3, solution=not own["locked"], task=False)
        if own.get("grade"):
            own["points"] = points[own["grade_id"].removesuffix("-checks")]
    release.write_text(json.dumps(content))


def change(course: Course, *changes: tuple[str, str]) -> None:
    path = course.folder / "solutions" / "toy" / "checks.py"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def said(course: Course, wanted: Wanted, capsys: pytest.CaptureFixture[str], **more: str) -> str:
    capsys.readouterr()
    assert run(course.folder, "toy", wanted, 1, None, **more) == 0  # type: ignore[arg-type]
    return re.sub(r" +", " ", capsys.readouterr().out)


def test_look_and_apply(course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(course, (TOTAL, ANY))
    page, file = tmp_path / "moves.html", tmp_path / "moves.json"
    out = said(course, Wanted(), capsys, html=str(page), json=str(file))
    assert "total adds a row up 1 gain 4" in out
    assert "bob 6 10 total: adds a row up +4" in out
    assert "Graded again: 2 of 2, and of them only total." in out
    assert "What would change: 1 gain 4." in out
    assert "Nothing was changed. --apply lets it count." in out
    assert "adds a row up" in page.read_text()
    assert "<script" not in page.read_text()
    everything = json.loads(file.read_text())
    assert [each["student"] for each in everything["moves"]] == ["bob"]
    assert everything["applied"] is False
    out = said(course, Wanted(apply=True), capsys)
    assert "It counts now: 1 gain 4." in out
    assert "No reason was given" in out


def test_other_points_come_into_the_gradebook(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        course,
        ('"total", points=4', '"total", points=3'),
        ('"by_hand", points=2', '"by_hand", points=3'),
    )
    with_points(course, by_hand=3, double=4, total=3)
    with pytest.raises(GradebookError, match="for other points") as told:
        graded(course)
    assert "autograder regrade toy" in str(told.value)
    out = said(course, Wanted(apply=True, why="by_hand was too cheap"), capsys)
    assert "1 gain 1" in out
    assert graded(course) == 0


def test_a_question_is_withdrawn(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    def withdraw(gets: str, *, also_lower: bool) -> int:
        return run_withdraw(
            course.folder, "toy", "total", gets, 1, why="", undo=False, also_lower=also_lower
        )

    assert note_released(course.folder, "toy", undo=False) == 0
    assert withdraw("none", also_lower=False) == 0
    out = capsys.readouterr().out
    assert "nobody was given fewer points in any question" in out
    assert "ann" in out
    assert withdraw("none", also_lower=True) == 0
    assert "1 lose 4" in capsys.readouterr().out
    with pytest.raises(UsageError, match="what everybody gets"):
        withdraw("some", also_lower=False)
    with pytest.raises(UsageError, match="--also-lower"):
        run(course.folder, "toy", Wanted(also_lower=True), 1, None)
