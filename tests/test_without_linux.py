"""Exercises are written and built on any system; only grading needs Linux."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.cli import main
from autograder.lessons.build import build_exercise

HERE = Path(__file__).parent
ROOMS = ("catalogues", "checking", "course", "kits", "lessons", "notebooks", "pysource", "student")

EVERY_MODULE = f"""
import importlib, pkgutil, autograder
for room in {ROOMS}:
    package = importlib.import_module(f"autograder.{{room}}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
        print(module.name)
"""
NEW_AND_BUILD = """
from autograder.cli.app import app
for command in ("new ex11_wall_paint --course .", "build", "build --check", "messages --check"):
    app(command.split(), standalone_mode=False)
"""
CHECKS = """
from autograder.checking.collect import collect_one
from autograder.checking.mistakes import load_mistakes
from autograder.course import load_course
exercise = load_course(__import__("pathlib").Path.cwd()).exercise("ex11_wall_paint")
print(*collect_one(exercise).questions, len(load_mistakes(exercise)))
"""


# What Windows lacks of `os`; not all of it can be taken from libraries that know where they run.
POSIX = {"fork", "geteuid", "getuid", "kill", "killpg", "mkfifo", "O_NOFOLLOW", "O_NONBLOCK"}


def without_linux(program: str, folder: Path) -> str:
    """What a program prints in a process that has neither the sandbox nor Linux."""
    return subprocess.run(
        [sys.executable, "-c", f"import without_linux\n{program}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    without_linux(NEW_AND_BUILD, folder)
    return folder


def test_every_module_for_authors_can_be_imported(tmp_path: Path) -> None:
    assert build_exercise.__module__ in without_linux(EVERY_MODULE, tmp_path).split()


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_asked_of_the_system_that_windows_lacks(room: str) -> None:
    for path in (Path(autograder.__file__).parent / room).rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        assert not names & POSIX, path


def test_a_new_exercise_is_made_and_built(course: Path) -> None:
    assert (course / "release" / "ex11_wall_paint" / "ex11_wall_paint.ipynb").is_file()
    assert (course / "exercises" / "ex11_wall_paint.py").is_file()


def test_checks_and_mistakes_are_read(course: Path) -> None:
    *questions, mistakes = without_linux(CHECKS, course).split()
    assert questions and int(mistakes) > 0


@pytest.mark.parametrize(
    "program",
    ["import autograder.sandbox.session", "import pyseccomp", "import autograder.engine.server"],
)
def test_what_is_absent_is_absent(tmp_path: Path, program: str) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        without_linux(program, tmp_path)


@pytest.mark.parametrize(
    "command", ["grade ex01", "check a.py", "validate", "report ex01", "doctor", "demo"]
)
def test_what_grades_says_that_it_needs_linux(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["autograder", *command.split()])
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        with pytest.raises(SystemExit, match="1"):
            main.main()
    said = capsys.readouterr().err
    assert said.startswith("autograder: Grading needs Linux") and "WSL 2" in said
