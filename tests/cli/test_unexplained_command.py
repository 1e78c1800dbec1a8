"""`autograder unexplained` and `autograder explain`, as a teacher uses them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import toy_course as toy
from commands import run
from memory_sink import Memory

from autograder.api import grade_class
from autograder.engine.engine import Engine

TRIPLES = "def double(x):\n    return 3 * x"


@pytest.fixture
def folder(tmp_path: Path, engine: Engine) -> Path:
    course = toy.write_course(tmp_path / "course")
    for student in ("ann", "bob"):
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        content = toy.notebook(**{**toy.ANSWERS, "double": TRIPLES})
        (place / "toy.ipynb").write_bytes(content)
    list(grade_class(course, "toy", engine=engine, open_sink=Memory().open))
    return course.folder


def test_from_the_list_to_the_hint(folder: Path) -> None:
    listed = run("autograder", "unexplained", "toy", "--html", "groups.html", cwd=folder)
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.startswith("Wrong answers without a hint: 2. Groups: 1.\n\ndouble-")
    assert "double([1, 2]) gives [3, 6]; [2, 4] is right." in listed.stdout
    found = re.search(r"autograder explain toy (double-[0-9a-f]{6})", listed.stdout)
    assert found
    page = (folder / "groups.html").read_text(encoding="utf-8")
    assert found[1] in page and "return 3 * x" in page
    told = ["explain", "toy", found[1], "--name", "double_triples", "--hint", "You triple."]
    written = run("autograder", *told, cwd=folder)
    assert written.returncode == 0, written.stderr
    assert "double_triples is in solutions/toy/mistakes/double.py:" in written.stdout
    assert "Read it before you keep it." in written.stdout
    assert "autograder validate toy --question double" in written.stdout
    again = run("autograder", "unexplained", "toy", cwd=folder)
    assert again.stdout == "Every wrong answer gets a hint that is made for it.\n"
    gone = run("autograder", *told, cwd=folder)
    assert gone.returncode == 2
    assert "There is no group" in gone.stderr


def test_for_programs_and_as_a_draft(folder: Path) -> None:
    listed = run("autograder", "unexplained", "toy", "--json", "-", cwd=folder)
    (group,) = json.loads(listed.stdout)
    assert (group["question"], group["size"]) == ("double", 2)
    assert group["counterexample"]["expected"] == "[2, 4]"
    written = run("autograder", "explain", "toy", group["name"], cwd=folder)
    assert "take the # away above the function" in written.stdout


def test_where_nothing_was_graded(tmp_path: Path) -> None:
    folder = toy.write_course(tmp_path).folder
    listed = run("autograder", "unexplained", "toy", cwd=folder)
    assert listed.returncode == 2
    assert "Nothing has been graded yet for toy." in listed.stderr
