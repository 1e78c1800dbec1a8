"""What all tests share: small courses, and where there is a sandbox, what runs in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import toy_course
import toy_exercise
from quick_alembic import ask_once
from toy_course import MakeCourse

from autograder.course import Course
from autograder.history import VARIABLE
from autograder.notebooks.quick_nbformat import import_quickly

import_quickly()
ask_once()
os.environ.pop(VARIABLE, None)  # no test writes into the history of a real course

ENVIRONMENT = os.environ

ON_LINUX = ["sandbox_fixtures", "postgres_fixtures"]
pytest_plugins = ["missing_parts", *(ON_LINUX if sys.platform == "linux" else [])]


@pytest.fixture(autouse=True)
def one_environment() -> Iterator[None]:
    """What is written into a copy of the environment reaches no process that is started."""
    yield
    assert os.environ is ENVIRONMENT


@pytest.fixture
def make_toy(tmp_path: Path) -> MakeCourse:
    """Write the toy course; `checks=...` and the like replace the text of a file."""

    def make(**files: str) -> Course:
        folder = tmp_path / "course"
        folder.mkdir()
        return toy_course.write_course(folder, **files)

    return make


@pytest.fixture
def make_course(tmp_path: Path) -> MakeCourse:
    """Write the course whose exercise is built, in a language."""

    def make(language: str = "en") -> Course:
        return toy_exercise.write_course(tmp_path, language)

    return make
