"""The button in formgrader, and the engine behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from autograder.course import load_course
from autograder.nbgrader_plugins import engine
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


class FakePool:
    """Stands for the processes that grade."""

    made: list[FakePool] = []  # noqa: RUF012

    def __init__(self, *_arguments: object, **_options: object) -> None:
        self.closed = False
        self.fails = False
        self.made.append(self)

    def grade(self, submissions: list[object]) -> list[object]:
        if self.fails:
            raise RuntimeError("interrupted")
        return submissions

    def close(self) -> None:
        self.closed = True


def test_the_engine_stays_warm_until_the_exercise_changes(
    class_folder: Path, tmp_path: Path, monkeypatch
) -> None:
    course = load_course(shutil.copytree(class_folder, tmp_path / "course"))
    exercise = course.exercise(EXERCISE)
    [found] = find_submissions(course, exercise, "right")
    FakePool.made.clear()
    monkeypatch.setattr(engine, "Pool", FakePool)
    warm = engine.Engine()
    warm.grade(course, exercise, found.submission)
    warm.grade(course, exercise, found.submission)
    assert len(FakePool.made) == 1
    with exercise.file("checks.py").open("a") as file:
        file.write("\n# changed\n")
    warm.grade(course, exercise, found.submission)
    assert [pool.closed for pool in FakePool.made] == [True, False]
    FakePool.made[1].fails = True
    try:
        warm.grade(course, exercise, found.submission)
    except RuntimeError:
        pass  # as when somebody interrupts it
    assert FakePool.made[1].closed
    warm.grade(course, exercise, found.submission)
    assert len(FakePool.made) == 3
    warm.close()
    assert FakePool.made[2].closed
