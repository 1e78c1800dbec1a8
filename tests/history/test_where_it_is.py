"""A course whose history is on a server knows that, and so does one whose history is in a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import toy_course as toy
from history_tools import came, work
from postgres_server import PASSWORD

from autograder.classroom.kept import open_history
from autograder.cli.main import main
from autograder.course import Course
from autograder.errors import UsageError
from autograder.history import FILE, SERVER, VARIABLE


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return toy.write_course(tmp_path / "course")


def test_a_folder_knows_where_its_history_is(
    course: Course, postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, postgres_address)
    with open_history(course) as history:
        came(history, work())
    told = (course.folder / SERVER).read_text()
    assert "127.0.0.1" in told and PASSWORD not in told and "autograder@" not in told
    with open_history(course) as history:
        assert len(history.entries()) == 1
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(UsageError, match="on a server") as caught:
        open_history(course)
    assert VARIABLE in caught.value.todo and "--db" in caught.value.todo
    monkeypatch.setenv(VARIABLE, postgres_address.replace("127.0.0.1", "localhost"))
    with pytest.raises(UsageError, match="in another database") as caught:
        open_history(course)
    assert SERVER in caught.value.todo and PASSWORD not in str(caught.value)
    (course.folder / SERVER).unlink()  # the database has moved
    with open_history(course) as history:
        assert len(history.entries()) == 1
    assert "localhost" in (course.folder / SERVER).read_text()
    assert not (course.folder / FILE).exists()


def test_a_history_in_a_file_is_not_left_behind(
    course: Course, postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_history(course) as history:
        came(history, work())
    monkeypatch.setenv(VARIABLE, postgres_address)
    with pytest.raises(UsageError, match="history in a file"):
        open_history(course)
    (course.folder / FILE).rename(course.folder / "before.db")
    with open_history(course) as history:
        assert history.entries() == []


@pytest.mark.parametrize(
    ("command", "rest"),
    [
        ("forget", ["ann", "--yes"]), ("export-person", ["ann"]), ("serve", ["--port", "0"]),
        ("people", ["link", "ann"]), ("history", []),
    ],
)  # fmt: skip
def test_no_command_begins_a_new_history_beside_it(
    course: Course,
    command: str,
    rest: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (course.folder / "people.csv").write_text("id\nann\n")
    (course.folder / ".autograder").mkdir(exist_ok=True)
    (course.folder / SERVER).write_text("postgresql://db.example.org:5432/networks\n")
    monkeypatch.setattr(sys, "argv", ["autograder", command, *rest, "--course", str(course.folder)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "db.example.org" in capsys.readouterr().err
    assert not (course.folder / FILE).exists()


def test_the_option_is_named_where_it_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["autograder", "history", "--db", "mysql://a:secret@host/x"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert "--db: This is no address" in said and "secret" not in said
