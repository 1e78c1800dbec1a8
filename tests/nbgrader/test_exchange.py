"""nbgrader's exchange, from the release to the page that a student fetches."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import theirs
from databases import opened
from theirs import run_nbgrader

from autograder.cli import grade
from autograder.results import from_json

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

Run = Callable[..., str]


class World:
    """A course, an exchange, and students with a folder and a cache of their own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.course, self.exchange = root / "course", root / "exchange"
        self._root, self._monkeypatch = root, monkeypatch
        self.course.mkdir()
        self.exchange.mkdir(mode=0o777)
        self.exchange.chmod(0o777)
        theirs.write_course(self.course)
        source = self.course / "source" / "ps1" / "ps1.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(theirs.solved())

    def teacher(self, *arguments: str, retcode: int = 0) -> str:
        return self._run(self.course, [*arguments, f"--Exchange.root={self.exchange}"], retcode)

    def student(self, name: str, *arguments: str) -> str:
        folder = self._root / name
        folder.mkdir(exist_ok=True)
        options = [f"--Exchange.root={self.exchange}", f"--Exchange.cache={folder / 'cache'}"]
        options += [f"--student={name}", "--course=theirs"]
        return self._run(folder, [*arguments, *options], 0)

    def hand_in(self, name: str, **answers: str) -> None:
        """Fill in what was fetched, and submit it."""
        path = self._root / name / "ps1" / "ps1.ipynb"
        path.write_text(theirs.notebook(answers))
        self.student(name, "submit", "ps1")

    def inbound(self, name: str) -> Path:
        """The newest submission of a student in the exchange."""
        return sorted((self.exchange / "theirs" / "inbound").glob(f"{name}+*"))[-1]

    def fetched(self, name: str) -> list[str]:
        """The pages that a student has fetched, in the order of what was handed in."""
        self.student(name, "fetch_feedback", "ps1")
        pages = sorted((self._root / name / "ps1" / "feedback").glob("*/ps1.html"))
        return [page.read_text() for page in pages]

    def grade(self) -> None:
        assert grade.run(self.course, "ps1", None, 1, "-", scheduler=None, force=False) == 0

    def score(self, name: str) -> float:
        with opened(self.course / "gradebook.db") as database:
            [(score, penalty)] = database.execute(
                "select sum(coalesce(manual_score, auto_score)),"
                " coalesce(max(late_submission_penalty), 0) from grade"
                " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
                " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
                " where student_id = ?",
                [name],
            )
        return float(score - penalty)

    def _run(self, folder: Path, arguments: list[str], retcode: int) -> str:
        self._monkeypatch.chdir(folder)
        return str(run_nbgrader(arguments, retcode=retcode))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    made = World(tmp_path, monkeypatch)
    made.teacher("generate_assignment", "ps1")
    made.teacher("release_assignment", "ps1")
    for name in ("anna", "boris"):
        made.student(name, "fetch_assignment", "ps1")
    return made


RIGHT = {name: f"{name.upper()} = {i}" for i, name in enumerate(theirs.POINTS, 1)}


def test_a_page_comes_back_whichever_way_it_was_made(world: World) -> None:
    given = world._root / "anna" / "ps1" / "ps1.ipynb"
    assert json.loads(given.read_text())["metadata"]["kernelspec"]["name"] == "python3"
    world.hand_in("anna", **RIGHT)
    world.hand_in("boris")
    by_hand = world.course / "submitted" / "carla" / "ps1" / "ps1.ipynb"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text(theirs.notebook(RIGHT))
    world.teacher("collect", "ps1")
    secret = (world.course / "submitted" / "anna" / "ps1" / "submission_secret.txt").read_text()

    world.grade()  # our own command, then theirs
    for place in ("autograded", "feedback"):
        folder = world.course / place / "anna" / "ps1"
        assert (folder / "submission_secret.txt").read_text() == secret
        assert (folder / "timestamp.txt").is_file()
    assert not (world.course / "autograded" / "carla" / "ps1" / "timestamp.txt").exists()
    said = world.teacher("release_feedback", "ps1")
    assert all(f"'{name}'" in said for name in ("anna", "boris", "carla"))
    assert ["7 of 7" in page for page in world.fetched("anna")] == [True]
    assert ["0 of 7" in page for page in world.fetched("boris")] == [True]

    world.teacher("autograde", "ps1", "--force")
    world.teacher("generate_feedback", "ps1", "--force")
    for name in ("anna", "boris", "carla"):  # as if ours had never made a page
        for path in (world.course / "feedback" / name / "ps1").iterdir():
            path.unlink()
        (world.course / "feedback" / name / "ps1").rmdir()
    world.teacher("generate_feedback", "ps1")
    world.teacher("release_feedback", "ps1")
    assert ["7 of 7" in page for page in world.fetched("anna")] == [True]


def test_a_second_submission_that_comes_late(world: World) -> None:
    world.hand_in("anna", **RIGHT)
    world.hand_in("boris", **RIGHT)
    world.teacher("collect", "ps1")
    world.grade()
    world.teacher("release_feedback", "ps1")
    assert (world.score("anna"), world.score("boris")) == (7.0, 7.0)

    due = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    world.teacher("db", "assignment", "add", "ps1", f"--duedate={due} UTC")
    with (world.course / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    world.hand_in("anna", **RIGHT)
    world.teacher("collect", "ps1", "--update")
    world.grade()
    world.teacher("release_feedback", "ps1")
    assert (world.score("anna"), world.score("boris")) == (0.0, 7.0)
    first, second = world.fetched("anna")
    assert "7 of 7" in first
    assert "0 of 7" in second
    assert f"due on {due[:16]}" in second


def test_a_date_that_a_student_has_spoilt_stops_nobody(world: World) -> None:
    world.hand_in("anna", **RIGHT)
    world.hand_in("boris", **RIGHT)
    world.teacher("collect", "ps1")
    world.hand_in("anna")
    (world.inbound("anna") / "timestamp.txt").write_text("soon")
    for _time in range(2):
        world.teacher("collect", "ps1", "--update")
    world.teacher("autograde", "ps1")
    record = world.course / "autograded" / "anna" / "ps1" / "report.json"
    assert "timestamp.txt" in from_json(record.read_bytes()).notes[-1]
    world.grade()
    world.teacher("generate_feedback", "ps1", "--force")
    world.teacher("release_feedback", "ps1")
    assert (world.score("anna"), world.score("boris")) == (0.0, 7.0)
    assert ["7 of 7" in page for page in world.fetched("boris")] == [True]
