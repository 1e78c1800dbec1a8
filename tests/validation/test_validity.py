"""docs/validity.md says what the proofs have counted, of the exercises as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from toy_course import MakeCourse

from autograder.course import Course
from autograder.errors import CourseError
from autograder.validation import kept, validity
from autograder.validation.figures import TITLES

ROOT = Path(__file__).resolve().parents[2]
FIGURES = {"reference": (1, 1), "alternative": (4, 4), "hint": (8, 9), "mutant": (7, 7)}


def test_the_page_is_up_to_date(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", ["validity", "--check"])
    status = validity.main()
    assert (status, capsys.readouterr().out) == (0, "")


@pytest.fixture
def course(make_toy: MakeCourse) -> Course:
    """A toy with figures, and a page for them."""
    course = make_toy()
    exercise = course.exercise("toy")
    kept.write(exercise, kept.Kept(kept.digest(exercise), FIGURES, alive=()))
    page = course.folder / validity.PAGE
    page.parent.mkdir()
    page.write_text(f"# Before\n\n{validity.BEGIN}\n\nold\n\n{validity.END}\n\nAfter.\n")
    return course


def test_what_is_written_and_what_is_out_of_date(
    course: Course, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.folder)

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["validity", *arguments])
        return validity.main(), capsys.readouterr().out

    status, said = run("--check")
    assert (status, "other figures" in said) == (1, True)
    assert run() == (0, "")
    assert run("--check") == (0, "")
    page = (course.folder / validity.PAGE).read_text()
    assert page.startswith("# Before\n") and page.endswith("\nAfter.\n")
    assert "old" not in page
    assert "| `toy` | 5 | none | none | **8 of 9** | none | none | 7 |" in page
    assert f"| {TITLES['hint']} | 8 of 9 |" in page

    exercise = course.exercise("toy")
    before = kept.read(exercise)
    assert before is not None
    kept.write(exercise, replace(before, figures={**FIGURES, "hint": (9, 9)}))
    assert run("--check")[0] == 1
    checks = exercise.file("checks.py")
    checks.write_text(f"{checks.read_text()}\n")
    status, said = run("--check")
    assert (status, "other figures" in said) == (1, True)
    assert run() == (0, "")
    page = (course.folder / validity.PAGE).read_text()
    assert "Changed since, and proved in full by every `make test`: `toy`." in page
    assert "8 of 9" not in page and "| `toy` |" not in page
    (exercise.folder / kept.FILE).unlink()
    status, said = run("--check")
    assert (status, "autograder validate toy --keep" in said) == (1, True)
    with pytest.raises(CourseError, match="Nothing was proved"):
        validity.proved_in(course)
