"""The button in formgrader, and the engine behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.submissions import find_submissions

EXERCISE = "ex02_activations"

PRESS_THE_BUTTON = """
from nbgrader.apps import NbGraderApp
from nbgrader.apps.api import NbGraderAPI
app = NbGraderApp()
app.initialize([])
result = NbGraderAPI(app.coursedir, parent=app).autograde("ex02_activations", "partial")
assert result["success"], result
feedback = NbGraderAPI(app.coursedir, parent=app).generate_feedback("ex02_activations", "partial")
assert feedback["success"], feedback
"""


def test_the_button_grades_on_a_fresh_clone_as_the_command_does(
    class_folder: Path, tmp_path: Path, graded_here, read_grades, monkeypatch
) -> None:
    folder = shutil.copytree(class_folder, tmp_path / "course")
    (folder / "gradebook.db").unlink()  # as on a fresh clone
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    done = subprocess.run(
        [sys.executable, "-c", PRESS_THE_BUTTON],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    expected = read_grades(graded_here.folder)
    assert read_grades(folder) == {key: row for key, row in expected.items() if key[0] == "partial"}
    assert (folder / "feedback" / "partial" / EXERCISE / f"{EXERCISE}.html").is_file()


def test_the_engine_sees_that_an_exercise_has_changed(class_folder: Path, tmp_path: Path) -> None:
    """formgrader lives for days, and so does its engine."""
    course = load_course(shutil.copytree(class_folder, tmp_path / "course"))
    exercise = course.exercise(EXERCISE)
    [found] = find_submissions(course, exercise, "right")
    with Engine(workers=1) as warm:
        before = warm.submit(exercise, found.submission).result().report
        checks = exercise.file("checks.py")
        text = checks.read_text(encoding="utf-8")
        checks.write_text(text.replace('"""passes', '"""indeed, it passes'), encoding="utf-8")
        after = warm.submit(exercise, found.submission).result().report
    assert not before.questions[0].checks[0].description.startswith("indeed")
    assert after.questions[0].checks[0].description.startswith("indeed")
    assert before.score == after.score == exercise.points
