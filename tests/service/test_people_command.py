"""`autograder people`: the class list at the terminal, while a service may be running."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from service_tools import browser

from autograder.cli.main import main
from autograder.roster import load_roster
from autograder.service.store.audit import newest_acts
from autograder.service.upkeep.alone import alone, one_of_several
from autograder.service.web.state import State

REPOSITORY = Path(__file__).parents[2]


def run(
    monkeypatch: pytest.MonkeyPatch, said: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str]:
    """The exit status of a command, and what it has said."""
    monkeypatch.setattr(sys, "argv", ["autograder", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    written = said.readouterr()
    return int(ended.value.code or 0), written.out + written.err


class Terminal:
    """A terminal in a course: the exit status of a command, and what it has said."""

    def __init__(
        self, state: State, monkeypatch: pytest.MonkeyPatch, said: pytest.CaptureFixture[str]
    ) -> None:
        self._folder, self._patch, self._said = state.course.folder, monkeypatch, said

    def __call__(self, *arguments: str) -> tuple[int, str]:
        course = ("--course", str(self._folder))
        return run(self._patch, self._said, "people", *arguments, *course)


@pytest.fixture
def terminal(
    idle: State, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(idle, monkeypatch, capsys)


def signs_in(state: State, link: str) -> bool:
    return browser(state).post("/enter", data={"secret": link}).status_code == 303


def test_a_class_is_added_and_gets_its_links(
    idle: State, terminal: Terminal, tmp_path: Path
) -> None:
    table = tmp_path / "class.csv"
    table.write_text("id,name\ncid,Cid Example\nann,Ann Other\n")
    status, said = terminal("add", str(table))
    assert status == 0
    assert "Added: 1. Changed: 1." in said
    links = re.findall(r"(\S+)  (http\S+)", said)
    assert [id for id, _link in links] == ["cid"]  # the other one has a link already
    assert signs_in(idle, links[0][1])
    assert not signs_in(idle, links[0][1])
    again, file = terminal("add", str(table), "--links", str(tmp_path / "no.csv"))[1], "no.csv"
    assert "Added: 0. Changed: 0." in again
    assert f"{file} was not written" in again.replace("\n", "")
    assert "people link ID --links" in again
    assert not (tmp_path / file).exists()
    with idle.history.database.reading() as connection:
        acts = [(act.who, act.what) for act in newest_acts(connection, 20)]
    for what in ("changed the class list", "made personal links"):
        assert ("(terminal)", what) in acts


def test_links_go_into_a_file_for_its_owner_alone(
    idle: State, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "links.csv"
    address = "https://grading.example.org"
    status, said = terminal("link", "ann", "bob", "--links", str(file), "--address", address)
    assert status == 0
    assert "#" not in said
    assert file.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == ["ann", "bob"]
    assert all(row["link"].startswith(f"{address}/enter#") for row in rows)
    assert signs_in(idle, rows[1]["link"])
    status, said = terminal("link", "ann", "--links", str(file))
    assert (status, "already" in said) == (2, True)
    assert signs_in(idle, rows[0]["link"])  # nothing was changed by that


def test_links_for_all_students(idle: State, terminal: Terminal) -> None:
    status, said = terminal("link", "--all")
    assert (status, re.findall(r"(\S+)  http", said)) == (0, ["ann", "bob"])
    for arguments in (("link",), ("link", "ann", "--all")):
        status, said = terminal(*arguments)
        assert (status, "--all" in said) == (2, True)


def test_links_lead_to_the_service_that_is_running(idle: State, terminal: Terminal) -> None:
    with alone(idle.course, "http://127.0.0.1:8202"):
        said = terminal("link", "ann")[1]
        assert "http://127.0.0.1:8202/enter#" in said and "--address" not in said
    said = terminal("link", "ann")[1]
    assert "http://127.0.0.1:8000/enter#" in said and "--address URL" in said


def test_links_lead_to_one_of_several_on_a_server(idle: State, terminal: Terminal) -> None:
    folder = idle.course.folder / ".autograder"
    before = set(folder.iterdir())
    with one_of_several(idle.course, "http://127.0.0.1:8210"):
        with one_of_several(idle.course, "http://127.0.0.1:8210"):
            assert "http://127.0.0.1:8210/enter#" in terminal("link", "ann")[1]
        assert "http://127.0.0.1:8210/enter#" in terminal("link", "ann")[1]
    assert set(folder.iterdir()) == before
    (folder / "service-killed.lock").write_text("http://127.0.0.1:8211")  # nobody holds it
    assert "http://127.0.0.1:8000/enter#" in terminal("link", "ann")[1]
    assert set(folder.iterdir()) == before


def test_more_time(idle: State, terminal: Terminal) -> None:
    status, said = terminal("extend", "ann", "toy", "2030-09-15 12:00Z", "--why", "ill")
    assert status == 0
    assert "2030-09-15 12:00" in said
    (given,) = load_roster(idle.course).extensions
    assert (given.student, given.why) == ("ann", "ill")
    with idle.history.database.reading() as connection:
        assert newest_acts(connection, 1)[0].what == "gave more time"
    status, said = terminal("show")
    assert status == 0
    assert "Ann Example" in said
    assert "toy: 2030-09-15" in said


def test_the_step_of_the_documentation_works_in_the_course_of_this_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (REPOSITORY / "docs" / "service.md").read_text(encoding="utf-8")
    (line,) = (each for each in text.splitlines() if each.startswith("autograder people extend"))
    manifest = (REPOSITORY / "course.toml").read_text(encoding="utf-8")
    (tmp_path / "course.toml").write_text(manifest, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id\nivanova\n")
    arguments = [*shlex.split(line)[1:], "--course", str(tmp_path)]
    status, said = run(monkeypatch, capsys, *arguments)
    assert (status, "2030-09-20 15:00 UTC" in said) == (0, True), said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("link", "anm"), "Did you mean"),
        (("link", ""), "Nobody"),
        (("extend", "", "toy", "2030-09-15Z"), "Nobody"),
        (("extend", "nobody", "toy", "2030-09-15Z"), "Nobody"),
        (("extend", "ann", "none", "2030-09-15Z"), "no exercise"),
        (("extend", "ann", "toy", "soon"), "no date"),
        (("add", "no_such_file.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be(terminal: Terminal, arguments: tuple[str, ...], said: str) -> None:
    status, text = terminal(*arguments)
    assert status in (1, 2)
    assert said in text
    assert "Traceback" not in text


def test_a_wrong_line_changes_nothing(idle: State, terminal: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "class.csv"
    table.write_text("id\n../etc\ncid\n")
    status, said = terminal("add", str(table))
    assert status == 2
    assert "Line 2" in said
    assert load_roster(idle.course).person("cid") is None


def test_it_needs_no_web() -> None:
    code = "import sys, autograder.cli.people; print('starlette' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
