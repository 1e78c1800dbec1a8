"""A small class, graded once by our own functions and once by nbgrader's command."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import commands
import pytest
from databases import opened

from autograder.api import grade_class
from autograder.classroom.secret import course_secret
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.gradebook import Gradebook

REPOSITORY = Path(__file__).resolve().parents[2]
EXERCISE = "ex02_activations"
NOTEBOOK = f"{EXERCISE}.ipynb"
COPIED = ("course.toml", "nbgrader_config.py")
FOLDERS = ("solutions", "source", "release")

Notebook = dict[str, Any]

WRONG_SOFTMAX = "def softmax(z):\n    return np.exp(z) / np.sum(np.exp(z))\n"
OVERFLOWING_SOFTMAX = (
    "def softmax(z):\n    return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)\n"
)
ENDLESS = "def softmax(z):\n    while True:\n        pass\n"


def cell(notebook: Notebook, grade_id: str) -> dict[str, Any]:
    """The cell of that grade id."""
    cells = notebook["cells"]
    return next(
        each for each in cells if grade_id == each["metadata"].get("nbgrader", {}).get("grade_id")
    )


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a course folder."""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "JUPYTER_CONFIG_DIR": str(folder)}
    return commands.run("nbgrader", *arguments, cwd=folder, env=env)


@pytest.fixture(scope="session")
def run_nbgrader() -> Callable[..., subprocess.CompletedProcess[str]]:
    return nbgrader


def new_course(folder: Path) -> Path:
    """The real course with one exercise and short limits; nobody has submitted anything."""
    folder.mkdir(parents=True)
    for name in COPIED:
        shutil.copy(REPOSITORY / name, folder)
    for name in FOLDERS:
        shutil.copytree(REPOSITORY / name / EXERCISE, folder / name / EXERCISE)
    manifest = folder / "course.toml"
    text = manifest.read_text(encoding="utf-8")
    changed, count = re.subn(r"(?m)^cell_seconds *= *\d+", "cell_seconds = 2", text)
    assert count
    manifest.write_text(changed, encoding="utf-8")
    return folder


def hand_in(folder: Path, student: str, content: str | Notebook) -> None:
    place = folder / "submitted" / student / EXERCISE
    place.mkdir(parents=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (place / NOTEBOOK).write_text(text, encoding="utf-8")


def hand_in_all(folder: Path) -> None:
    """One submission of each kind."""
    release = json.loads((folder / "release" / EXERCISE / NOTEBOOK).read_text(encoding="utf-8"))
    right = json.loads((folder / "source" / EXERCISE / NOTEBOOK).read_text(encoding="utf-8"))

    def changed(change: Callable[[Notebook], object]) -> Notebook:
        notebook = copy.deepcopy(right)
        change(notebook)
        return notebook

    def source(grade_id: str, text: str) -> Callable[[Notebook], object]:
        return lambda notebook: cell(notebook, grade_id).update(source=text)

    def copy_answer(notebook: Notebook) -> None:
        answer = cell(notebook, "relu")
        place = notebook["cells"].index(answer)
        notebook["cells"].insert(
            place, {**copy.deepcopy(answer), "id": "copied", "source": "1 / 0"}
        )

    hand_in(folder, "right", right)
    hand_in(folder, "stub", release)
    hand_in(folder, "no_json", "this is no notebook")
    hand_in(folder, "empty", "")
    hand_in(folder, "wrong", changed(source("softmax", WRONG_SOFTMAX)))
    hand_in(folder, "partial", changed(source("softmax", OVERFLOWING_SOFTMAX)))
    hand_in(folder, "syntax", changed(source("tanh", "def tanh(x:\n")))
    hand_in(folder, "endless", changed(source("softmax", ENDLESS)))
    hand_in(folder, "copied", changed(copy_answer))
    hand_in(folder, "deleted", changed(lambda n: n["cells"].remove(cell(n, "tanh-checks"))))
    hand_in(folder, "changed", changed(source("tanh-checks", "assert True")))
    hand_in(
        folder,
        "renamed",
        changed(lambda n: cell(n, "relu")["metadata"]["nbgrader"].update(grade_id="mine")),
    )
    (folder / "submitted" / "right" / EXERCISE / "timestamp.txt").write_text("2029-12-31 12:00:00")
    (folder / "submitted" / "copied" / EXERCISE / "timestamp.txt").write_text("2030-01-02 12:00:00")


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course in which nobody has submitted anything."""
    return new_course(tmp_path / "course")


@pytest.fixture(scope="session")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that nobody has graded; work that comes late loses everything."""
    folder = new_course(tmp_path_factory.mktemp("class") / "course")
    course_secret(load_course(folder))  # the same numbers for both
    hand_in_all(folder)
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = load_course(folder)
    with Gradebook(course) as gradebook:
        gradebook.ensure_exercise(course.exercise(EXERCISE))
    with opened(course.database) as database:
        database.execute("update assignment set duedate = '2030-01-01 00:00:00.000000'")
    return folder


@pytest.fixture(scope="session")
def graded_here(class_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The class, graded as `autograder grade` does it."""
    folder = tmp_path_factory.mktemp("here") / "course"
    course = load_course(shutil.copytree(class_folder, folder))
    with Engine(workers=2) as engine:
        assert len(list(grade_class(course, EXERCISE, engine=engine))) == 12
    return course


@pytest.fixture(scope="session")
def nbgrader_run(
    class_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The class, graded by `nbgrader autograde`, and what it said."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    shutil.copytree(class_folder, folder)
    return folder, nbgrader(folder, "autograde", EXERCISE)


@pytest.fixture(scope="session")
def graded_by_nbgrader(
    nbgrader_run: tuple[Path, subprocess.CompletedProcess[str]],
) -> Path:
    folder, done = nbgrader_run
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def read_grades() -> Callable[[Path], dict[tuple[str, str], tuple[Any, ...]]]:
    """All that the gradebook says, by student and cell; comments by the cell's name behind #."""

    def read(folder: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
        with opened(folder / "gradebook.db") as database:
            found = database.execute(
                "select student_id, base_cell.name, auto_score, manual_score, extra_credit,"
                " needs_manual_grade, null, null, timestamp, late_submission_penalty"
                " from grade join base_cell on base_cell.id = cell_id"
                " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
                " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
                " union all select student_id, '# ' || base_cell.name, null, null, null, null,"
                " auto_comment, manual_comment, timestamp, late_submission_penalty"
                " from comment join base_cell on base_cell.id = cell_id"
                " join submitted_notebook on submitted_notebook.id = comment.notebook_id"
                " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
            ).fetchall()
        return {(student, name): tuple(rest) for student, name, *rest in found}

    return read
