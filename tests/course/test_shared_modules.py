"""Modules that exercises share: found by reading imports, wherever in the course they may lie."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
from toy_files import CHECKS

from autograder.course import Course, Exercise
from autograder.course.shared import files_below, shared_files


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def shared(tmp_path: Path, line: str, files: dict[str, str]) -> set[str]:
    """The shared files of a toy exercise whose checks have this line, by their places."""
    course = toy.write_course(tmp_path, checks=f"{line}\n{CHECKS}")
    write(tmp_path, files)
    found = shared_files(course.exercise("toy"))
    return {path.relative_to(tmp_path).as_posix() for path in found}


def test_an_exercise_on_its_own_shares_nothing(tmp_path: Path) -> None:
    assert shared(tmp_path, "", {"helpers.py": "", "solutions/helpers.py": ""}) == set()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("import helpers", "helpers.py"),
        ("import helpers", "solutions/helpers.py"),
        ("import helpers as h", "solutions/_common/helpers.py"),
        ("from helpers import curve", "lib/helpers.py"),
        ("import helpers.curves", "lib/helpers/curves.py"),
        ("from helpers import curves", "lib/helpers/curves.py"),
        ("from solutions import helpers", "solutions/helpers.py"),
        ("from ..helpers import curve", "solutions/helpers.py"),
        ("from .. import helpers", "solutions/helpers.py"),
        ("def test():\n    import helpers", "helpers.py"),
        ("import importlib\nimportlib.import_module('helpers')", "helpers.py"),
    ],
)
def test_a_module_is_found_wherever_it_lies(tmp_path: Path, line: str, place: str) -> None:
    assert shared(tmp_path, line, {place: "curve = 1"}) == {place}


def test_what_a_shared_module_imports_is_shared_too(tmp_path: Path) -> None:
    files = {"one.py": "import two", "two.py": "import one, three", "three.py": "", "four.py": ""}
    assert shared(tmp_path, "import one", files) == {"one.py", "two.py", "three.py"}


def test_a_folder_of_its_own_counts_as_a_whole(tmp_path: Path) -> None:
    files = {
        "solutions/_common/__init__.py": "",
        "solutions/_common/curves.py": "",
        "solutions/_common/table.csv": "1,2",
        "solutions/_common/.hidden": "",
        "solutions/_common/__pycache__/curves.pyc": "",
    }
    expected = {f"solutions/_common/{name}" for name in ("__init__.py", "curves.py", "table.csv")}
    assert shared(tmp_path, "import _common.curves", files) == expected


def test_of_another_exercise_only_the_module_counts(tmp_path: Path) -> None:
    files = {"solutions/other/solution.py": "", "solutions/other/checks.py": ""}
    line = "from solutions.other import solution"
    assert shared(tmp_path, line, files) == {"solutions/other/solution.py"}


def test_a_library_or_a_broken_file_shares_nothing(tmp_path: Path) -> None:
    files = {
        "solutions/other/solution.py": "",
        "json.py": "",
        "solutions/toy/broken.py": "import (",
    }
    assert shared(tmp_path, "import json, solution, nowhere.at.all", files) == set()


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    course: Course = toy.write_course(tmp_path)
    return course.exercise("toy")


def test_a_link_that_leads_to_itself_is_no_file(exercise: Exercise) -> None:
    before = files_below(exercise.folder)
    (exercise.folder / "loop").symlink_to("loop")
    assert files_below(exercise.folder) == before


def test_hidden_and_compiled_files_are_no_files_of_an_exercise(exercise: Exercise) -> None:
    before = files_below(exercise.folder)
    write(exercise.folder, {".checks.py.swp": "", ".git/x": "", "__pycache__/checks.pyc": ""})
    assert files_below(exercise.folder) == before
