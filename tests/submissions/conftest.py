"""A course with a few released exercises, and the folder of one student."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.course import Course, Exercise, load_course

REPOSITORY = Path(__file__).resolve().parents[2]
EXERCISE = "ex02_activations"
RELEASED = (EXERCISE, "ex03_losses", "ex05_linear_regression", "ex06_logistic_regression")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "course"
    folder.mkdir()
    shutil.copy(REPOSITORY / "course.toml", folder)
    for name in RELEASED:
        shutil.copytree(REPOSITORY / "release" / name, folder / "release" / name)
    return load_course(folder)


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise(EXERCISE)


@pytest.fixture
def folder(course: Course) -> Path:
    """The folder of a student's submission."""
    place = course.submitted / "ivanova" / EXERCISE
    place.mkdir(parents=True)
    return place


@pytest.fixture
def notebook(course: Course):
    """The bytes of a notebook of an exercise, with a word of the student's in it."""

    def make(name: str = EXERCISE, word: str = "mine") -> bytes:
        content = json.loads(course.exercise(name).release_notebook.read_bytes())
        content["cells"][0]["source"] = word
        return json.dumps(content).encode()

    return make
