"""`pytest solutions/EXERCISE/checks.py` runs the checks against the reference."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.classroom.new import new_exercise
from autograder.classroom.prove import prove
from autograder.course import load_course
from autograder.errors import CourseError
from autograder.validation.exercise import Wanted

ROOT = Path(__file__).resolve().parents[2]


def run_pytest(path: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=path.parent, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_reference_passes_every_check(make_toy: MakeCourse) -> None:
    checks = make_toy().exercise("toy").file("checks.py")
    status, said = run_pytest(checks, "-v", "-W", "error")
    assert status == 0, said
    assert "double: doubles a row PASSED" in said
    assert f"{toy.CHECKS.count('def test_')} passed" in said


def test_a_check_that_the_reference_fails_says_what_is_expected(make_toy: MakeCourse) -> None:
    wrong = toy.CHECKS.replace("reference.double", "(lambda x: 3.0 * x)")
    assert wrong != toy.CHECKS
    status, said = run_pytest(make_toy(checks=wrong).exercise("toy").file("checks.py"))
    assert status == 1
    assert "FAILED" in said and "is right" in said
    assert "reference.double" not in said and "(lambda x: 3.0 * x)" in said
    assert "pytest_plugin.py" not in said and "_pytest" not in said  # only the author's own lines


def test_what_has_changed_is_built_first(tmp_path: Path) -> None:
    made = new_exercise(tmp_path, "ex01_paint")
    solution = made.folder / "solution.py"
    solution.write_text(solution.read_text().replace("= 0.25", "= 0.5"))
    exercise = load_course(tmp_path).exercise("ex01_paint")
    status, said = run_pytest(exercise.file("checks.py"))
    assert status == 1
    assert "has changed since this was built from it. Run `autograder build` first." in said
    assert "pytest_plugin.py" not in said
    with pytest.raises(CourseError, match="since this was built"):
        next(prove(made.course, [exercise], Wanted()))


def test_what_is_not_built_cannot_be_run(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    exercise.source_notebook.unlink()
    status, said = run_pytest(exercise.file("checks.py"))
    assert status == 1
    assert "Run `autograder build` first." in said


def test_what_is_wrong_in_the_file_is_told_in_a_sentence(make_toy: MakeCourse) -> None:
    checks = toy.CHECKS.replace("def test_total(", "def test_total(tmp_path, ")
    status, said = run_pytest(make_toy(checks=checks).exercise("toy").file("checks.py"))
    assert status == 2
    assert "cannot ask for tmp_path" in said
    assert "Traceback" not in said


def test_what_is_wrong_in_the_course_is_told_in_a_sentence(make_toy: MakeCourse) -> None:
    course = make_toy()
    (course.folder / "course.toml").write_text(toy.MANIFEST.replace("points = 10", "ponts = 10"))
    status, said = run_pytest(course.exercise("toy").file("checks.py"))
    assert status == 2
    assert "course.toml" in said and "Did you mean 'points'?" in said
    assert "Traceback" not in said


def test_another_checks_py_is_nobodys_business(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text("def test_it():\n    assert 1 + 1 == 2\n", encoding="utf-8")
    status, said = run_pytest(path)
    assert status == 0, said
    assert "1 passed" in said


def test_an_exercise_of_the_course() -> None:
    status, said = run_pytest(ROOT / "solutions" / "ex02_activations" / "checks.py")
    assert status == 0, said
