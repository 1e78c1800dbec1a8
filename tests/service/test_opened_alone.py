"""A notebook that was opened without its files finds them where it was given out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from service_tools import ADDRESS, Clock, browser, reached, service

from autograder.classroom.devices import choose_device
from autograder.classroom.given_out import notebook_for
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.queue.reading import read_bytes
from autograder.submissions import look

TABLE = b"x,y\n1,2\n"


@pytest.fixture
def course(course: Course) -> Course:
    """The toy course, with a file that its notebook reads."""
    folder = course.exercise("toy").folder / "data"
    folder.mkdir()
    (folder / "my table.csv").write_bytes(TABLE)
    return course


def cell_of(content: bytes) -> dict[str, Any]:
    """The cell that fetches files; the first with code."""
    cells = json.loads(content)["cells"]
    return next(cell for cell in cells if cell["cell_type"] == "code")


def run(source: str, folder: Path) -> str:
    """What a cell prints where the notebook lies alone in a folder."""
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_its_files_are_fetched_and_no_others(
    course: Course, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    exercise = course.exercise("toy")
    with reached(course, engine, clock, queue=False) as state:
        address = state.settings.shown
        source = "".join(cell_of(notebook_for(exercise, "ann", address))["source"])
        assert run(source, alone) == ""
        assert (alone / "my table.csv").read_bytes() == TABLE

        (alone / "my table.csv").write_bytes(b"changed by hand")
        assert run(source, alone) == ""
        assert (alone / "my table.csv").read_bytes() == b"changed by hand"

        (alone / "my table.csv").unlink()
        exercise.data["my table.csv"] = b"another file, on the way or there"
        said = run(source, alone)
        assert list(alone.iterdir()) == []
        assert said.count("\n") == 1
        assert f"Please put the file my table.csv into the folder {alone}" in said
    assert run(source, alone) == said  # and where nobody answers
    place = said.split()[-1]
    assert place == f"{address}/data/toy/my%20table.csv"


def test_only_files_that_are_given_out(course: Course, engine: Engine, clock: Clock) -> None:
    with service(course, engine, clock, queue=False) as state:
        anybody = browser(state)
        assert anybody.get("/data/toy/my table.csv").content == TABLE
        for path in ("toy/checks.py", "toy/..%2Fchecks.py", "toy/", "none/my table.csv"):
            assert anybody.get(f"/data/{path}").status_code == 404


def test_it_is_graded_as_without_the_cell(course: Course, engine: Engine) -> None:
    exercise = course.exercise("toy")
    content = json.loads(notebook_for(exercise, "ann", ADDRESS))
    cell = cell_of(json.dumps(content).encode())
    assert cell["metadata"] | {"editable": False, "deletable": False} == cell["metadata"]
    found = look(course.folder, exercise.name, "toy.ipynb", json.dumps(content).encode())
    assert found.answered == 0
    for each in content["cells"]:
        own = each["metadata"].get("nbgrader", {})
        each["source"] = toy.ANSWERS.get(own.get("grade_id"), each["source"])
    submission = read_bytes(
        course, exercise, "ann", "toy.ipynb", json.dumps(content).encode()
    ).submission
    report = engine.submit(choose_device(exercise), submission).future.result().report
    assert report.score == report.max_score == 10
    assert not report.notes


def test_a_notebook_without_files_has_no_such_cell(course: Course) -> None:
    exercise = course.exercise("toy")
    assert "_fetch_files" not in notebook_for(exercise, "ann").decode()  # nor without an address
    exercise.data.clear()
    assert "_fetch_files" not in notebook_for(exercise, "ann", ADDRESS).decode()
