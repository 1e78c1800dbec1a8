"""Nothing that is said of a database shows any part of the password for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import toy_course as toy

from autograder.cli.main import main
from autograder.errors import UsageError
from autograder.gradebook.create import database_place
from autograder.history import SERVER, VARIABLE, kept_on, server_at, shown

SECRET = ("cret", "pass", "word", "/ing")
UNCLEAR = [
    "postgresql://grading:secret@pass@127.0.0.1:8820/x",
    "postgresql://grading:secret@pass@word@127.0.0.1/x",
    "postgresql://grading:se/cret@pass@127.0.0.1/x",
    "postgresql://grading:secret@pass?word@127.0.0.1/x",
    "postgresql://grading:secret@pa/ss?wo@127.0.0.1/x",
    "postgresql://grading:secret@pass#word@127.0.0.1/x",
    "postgresql://grad/ing:secret-pass@127.0.0.1/x",
    "postgresql://grading:secret-pass@127.0.0.1/x?application_name=me@here",
]


@pytest.mark.parametrize("address", UNCLEAR)
def test_an_address_that_may_be_read_in_two_ways(
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(UsageError, match="not clear where the password ends") as caught:
        server_at(address)
    assert "%40" in caught.value.todo and "%2F" in caught.value.todo
    course = toy.write_course(tmp_path_factory.mktemp("own") / "course")
    monkeypatch.chdir(course.folder)
    for more in (["--db", address], []):
        monkeypatch.setenv(VARIABLE, "" if more else address)
        monkeypatch.setattr(sys, "argv", ["autograder", "history", *more])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code
    printed = (
        "".join(capfd.readouterr()).replace("the password ends", "").replace("and password", "")
    )
    assert not any(part in printed for part in SECRET)
    assert not (course.folder / SERVER).exists()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://grading:secret%40pass@127.0.0.1:8820/x",
        "postgresql://grading:secret/pa:ss@127.0.0.1/x",
        "postgresql://grading@127.0.0.1/x?password=secret",
        "postgresql:///x?host=%40abstract&password=secret",
        "postgresql://127.0.0.1/x",
    ],
)
def test_an_address_that_is_clear(address: str) -> None:
    said = str(shown(server_at(address)))
    assert not any(part in said for part in SECRET)


def test_what_was_written_before_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / SERVER
    path.parent.mkdir()
    path.write_text("postgresql://pass@127.0.0.1:8820/x\n")
    assert kept_on(tmp_path) == "postgresql://127.0.0.1:8820/x"


@pytest.mark.parametrize("address", [*UNCLEAR, "postgresql://grading:secret@127.0.0.1/x"])
def test_nor_is_that_of_the_gradebook(address: str) -> None:
    said = database_place(address.replace("postgresql:", "postgresql+psycopg:"))
    assert "127.0.0.1" in said or "here" in said
    assert not any(part in said for part in SECRET)


def test_a_file_with_such_a_sign_in_its_path_is_named() -> None:
    assert database_place("sqlite:////home/a@b@c/gradebook.db") == "/home/a@b@c/gradebook.db"
