"""A course with released exercises and a class list, and what its students have written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from corpus import ANSWER, EXERCISE, PEOPLE

from autograder.course import Course, Exercise, load_course
from autograder.notebooks.fill import fill

REPOSITORY = Path(__file__).resolve().parents[2]
Written = Callable[..., bytes]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "course"
    folder.mkdir()
    shutil.copy(REPOSITORY / "course.toml", folder)
    for name in (EXERCISE, "ex03_losses"):
        shutil.copytree(REPOSITORY / "release" / name, folder / "release" / name)
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return load_course(folder)


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise(EXERCISE)


@pytest.fixture
def written(course: Course) -> Written:
    """The bytes of a notebook with an answer in it, each number another one."""
    return partial(_written, course)


def _written(course: Course, number: int = 0, name: str = EXERCISE) -> bytes:
    release = course.exercise(name).release_notebook.read_bytes()
    if name == EXERCISE:
        return fill(release, {"relu": f"{ANSWER}\n# {number}"})
    content = json.loads(release)
    content["cells"][0]["source"] = f"mine {number}"
    return json.dumps(content).encode()
