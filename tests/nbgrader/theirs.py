"""nbgrader's own tests, made to speak of an exercise of ours.

Their tests are about an assignment `ps1` with a notebook `p1`, which is worth 7 points; as it was
given out it earns 1 of them, and "changed" it earns 2. Here `ps1` is an exercise of ours with the
same points, so its notebook is called `ps1` too; nothing else in their tests is changed.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from nbgrader import tests as their_tests
from nbgrader.api import Gradebook
from nbgrader.tests.apps import base

REPOSITORY = Path(__file__).resolve().parents[2]
RENAMED = {"p1.ipynb": "ps1.ipynb", "foo.ipynb": "ps1.ipynb", "p1.html": "ps1.html"}
RENAMED |= {"foo.html": "ps1.html", "p1 copy.ipynb": "ps1 copy.ipynb"}

MANIFEST = """\
id = "theirs"
languages = ["en"]
language = "en"
title = {en = "Theirs"}
[limits]
cell_seconds = 1
[[exercises]]
name = "ps1"
points = 7
title = {en = "ErrorOutput set"}
"""
SOLUTION = '"""Three numbers."""\n' + "".join(
    f"\n\n# question: {name}\n# A number.\n{name.upper()} = {value}\n"
    for name, value in (("first", 1), ("second", 2), ("third", 3))
)
CHECKS = "from autograder.checking import equal, value_check\n" + "".join(
    f'\n\n@value_check("{name}", points={points})\ndef test_{name}(student, reference):\n'
    f'    """{name}"""\n'
    f'    equal(student.value("{name.upper()}"), reference.{name.upper()}, "it")\n'
    for name, points in (("first", 1), ("second", 1), ("third", 5))
)
POINTS = {"first": 1, "second": 1, "third": 5}

# What stands in the answer cells in place of each of their files.
FIRST = {"first": "FIRST = 1"}
CHEATS = {
    "submitted-cheat-attempt.ipynb": "InteractiveShell.showtraceback = lambda *_, **__: None",
    "submitted-cheat-attempt-alternative.ipynb": "InteractiveShell.showtraceback = None",
}
ANSWERS = {
    "submitted-unchanged.ipynb": FIRST,
    "test.ipynb": FIRST,
    "submitted-changed.ipynb": FIRST | {"second": "SECOND = 2"},
    "infinite-loop.ipynb": FIRST | {"second": "while True: pass"},
    "infinite-loop-with-output.ipynb": FIRST | {"second": "while True: print('a' * 1000)"},
    "side-effects.ipynb": FIRST | {"second": "open('side-effect.txt', 'w').write('x')"},
}
for _name, _cheat in CHEATS.items():
    _text = f"from IPython.core.interactiveshell import InteractiveShell\n{_cheat}"
    ANSWERS[_name] = FIRST | {"second": _text}


def cell(source: str, **nbgrader: Any) -> dict[str, Any]:
    names = {"schema_version": 3, "task": False, "solution": False, "grade": False} | nbgrader
    code: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**code, "metadata": {"nbgrader": names}, "source": source}


def notebook(answers: dict[str, str]) -> str:
    """The notebook of the exercise with these answers."""
    cells = []
    for name, points in POINTS.items():
        text = answers.get(name, f"{name.upper()} = None")
        answer = cell(text, grade_id=name, locked=False, solution=True)
        check = cell("assert True", grade_id=f"{name}-checks", locked=True)
        check["metadata"]["nbgrader"] |= {"grade": True, "points": points}
        cells += [answer, check]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "autograder": {"exercise": "ps1"}}
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(content)


def solved() -> str:
    """The instructor's notebook, from which nbgrader makes the release."""
    numbers = {name: f"{name.upper()} = {i}" for i, name in enumerate(POINTS, 1)}
    marked = {name: f"### BEGIN SOLUTION\n{a}\n### END SOLUTION" for name, a in numbers.items()}
    return notebook(marked)


def write_course(folder: Path) -> None:
    """Our settings and the exercise `ps1`, not yet released."""
    (folder / "course.toml").write_text(MANIFEST)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    place = folder / "solutions" / "ps1"
    place.mkdir(parents=True)
    (place / "solution.py").write_text(SOLUTION)
    (place / "checks.py").write_text(CHECKS)
    (place / "alternatives.py").write_text("")


def join(*parts: str) -> str:
    return os.path.join(*parts[:-1], RENAMED.get(parts[-1], parts[-1]))  # noqa: PTH118


def run_nbgrader(arguments: list[str], **options: Any) -> str:
    """Run one of their commands in this process. They leave a copy in the place of `os.environ`,
    and what is written into that reaches no process that is started later."""
    with patch.object(os, "environ", os.environ):
        return str(their_tests.run_nbgrader(arguments, **options))


def run(arguments: list[str], **options: Any) -> str:
    """The same for the tests that are theirs, whose notebook is called otherwise."""
    return run_nbgrader(["ps1" if each == "p1" else each for each in arguments], **options)


class Book(Gradebook):  # type: ignore[misc]
    """Their gradebook, asked for our notebook."""

    def find_submission_notebook(self, _notebook: str, assignment: str, student: str) -> Any:
        return super().find_submission_notebook("ps1", assignment, student)


class InOurCourse:
    """Their fixtures, but in a course with our settings."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/nbgrader_test.db"

    @pytest.fixture
    def course_dir(self, tmp_path: Path) -> str:
        (tmp_path / "course").mkdir()
        return str(tmp_path / "course")

    @pytest.fixture
    def temp_cwd(self, course_dir: str, monkeypatch: pytest.MonkeyPatch) -> str:
        """They run in a folder of their own; here it is the course's, and its settings are ours."""
        write_course(Path(course_dir))
        monkeypatch.chdir(course_dir)
        return course_dir


class Theirs(InOurCourse, base.BaseTestApp):  # type: ignore[misc]
    """The base class of their tests, with our notebooks in place of their files."""

    def _copy_file(self, src: str, dest: str) -> None:
        is_source = "source" in Path(dest).parts
        self._make_file(dest, solved() if is_source else notebook(ANSWERS[Path(src).name]))

    def _empty_notebook(self, path: str, kernel: str | None = None) -> None:
        if "source" in Path(path).parts:
            self._make_file(path, solved())
        else:
            super()._empty_notebook(path, kernel)


def take(module: ModuleType, tests: type, names: list[str]) -> type:
    """A test class with those of their tests; the names in their module become ours."""

    @pytest.fixture(autouse=True)
    def adapted(self: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "join", join)
        monkeypatch.setattr(module, "run_nbgrader", run)
        monkeypatch.setattr(module, "Gradebook", Book, raising=False)

    body = {name: getattr(tests, name) for name in names}
    return type("TestTheirs", (Theirs,), {**body, "adapted": adapted})
