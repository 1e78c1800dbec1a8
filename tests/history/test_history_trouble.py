"""A history that cannot be used says why, and what to do; several processes use one at once."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from databases import opened
from history_tools import came, graded, report, work
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, event, text

from autograder.errors import HistoryError
from autograder.history import Done, History, Recorder, sqlite
from autograder.history.database import Database
from autograder.history.migrations import HISTORY, Part


def refused(path: Path) -> HistoryError:
    with pytest.raises(HistoryError) as caught, History(path) as history:
        came(history, work())
    assert caught.value.where == path
    assert caught.value.todo
    return caught.value


def test_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(b"This is a text, and no database at all.\n" * 100)
    assert refused(path).what == "This file is no history."


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        came(history, *(work(content=bytes([n]) * 500) for n in range(50)))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    assert "damaged" in refused(path).what


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("submissions.received_at", "at noon"),
        ("submissions.files", b"\xff"),
        ("submissions.attempt", "first"),
        ("submissions.clock", "sundial"),
        ("gradings.graded_at", -1),
        ("gradings.record", b"\xff"),
        ("contents.data", "text"),
        ("history_version.version", "newest"),
    ],
)
def test_a_row_that_is_none_of_ours(tmp_path: Path, column: str, value: object) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        graded(history, *came(history, work()), 5)
    table, name = column.split(".")
    with opened(path) as connection:
        connection.execute(f"UPDATE {table} SET {name} = ?", (value,))
    connection.close()

    def read_and_write() -> None:
        with History(path) as history:
            for entry in history.entries():
                assert entry.grading is not None
                history.report(entry.grading.id)
                history.content(entry.submission.digest)
            came(history, work(content=b"2"))

    with pytest.raises(HistoryError, match="damaged") as caught:
        read_and_write()
    assert caught.value.where == path


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with opened(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    assert "no history" in refused(path).what


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    path.mkdir()
    assert "cannot be opened" in refused(path).what


def test_a_file_in_the_place_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / ".autograder").touch()
    assert "cannot be used" in refused(tmp_path / ".autograder" / "history.db").what


def test_another_program_that_does_not_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    path = tmp_path / "history.db"
    History(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    assert "Another program is writing" in refused(path).what
    other.close()


@contextmanager
def each_connection(statement: str) -> Iterator[None]:
    def run(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", run)
    try:
        yield
    finally:
        event.remove(Engine, "connect", run)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with each_connection("PRAGMA max_page_count = 20"), History(path) as history:
        (kept,) = came(history, work())
        with pytest.raises(HistoryError, match="no room left"):
            came(history, work(content=os.urandom(200_000)))
        assert [each.submission for each in history.entries()] == [kept]


def test_a_disk_that_takes_no_more_bytes(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        (kept,) = came(history, work())
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        try:
            with pytest.raises(HistoryError):
                came(history, work(content=os.urandom(500_000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert [each.submission for each in history.entries()] == [kept]


def test_a_disk_that_is_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    History(path).close()
    with each_connection("PRAGMA query_only = ON"):
        assert "cannot be written" in refused(path).what


def test_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    History(path).close()
    with opened(path) as connection:
        connection.execute("UPDATE history_version SET version = 99")
    connection.close()
    error = refused(path)
    assert "newer version of autograder" in error.what and "99" in error.what
    with opened(path) as connection:
        assert connection.execute("SELECT version FROM history_version").fetchall() == [(99,)]
    connection.close()


def room(connection: Connection) -> None:
    """A step that a later version may take."""
    connection.execute(text("ALTER TABLE submissions ADD COLUMN room VARCHAR DEFAULT ''"))


def test_an_older_version_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        (kept,) = came(history, work())
    ran: list[Connection] = []
    later = replace(HISTORY, steps=(room, ran.append))
    for _again in range(2):
        with Database(path, [later]) as opened, opened.reading() as connection:
            assert connection.scalar(text("SELECT version FROM history_version")) == 3
            rows = connection.execute(text("SELECT id, room FROM submissions")).all()
            assert rows == [(kept.id, "")]
    assert len(ran) == 1


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        (kept,) = came(history, work())

    def broken(connection: Connection) -> None:
        room(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Database(path, [replace(HISTORY, steps=(broken,))])
    with History(path) as history:
        assert history.submission(kept.id) == kept


def test_other_tables_have_a_version_of_their_own(tmp_path: Path) -> None:
    tables = MetaData()
    version = Table("notes_version", tables, Column("version", Integer))
    notes = Table("notes", tables, Column("says", String))
    part = Part("notes", tables, version)
    path = tmp_path / "history.db"
    with History(path) as history:
        (kept,) = came(history, work())
    with Database(path, [HISTORY, part]) as opened, opened.writing() as connection:
        connection.execute(notes.insert().values(says="kept"))
    later = replace(part, steps=(lambda connection: connection.execute(notes.delete()),))
    with Database(path, [HISTORY, later]) as opened, opened.reading() as connection:
        assert connection.scalar(notes.select()) is None
        assert connection.scalar(version.select()) == 2
    with pytest.raises(HistoryError, match="This notes was written by a newer version"):
        Database(path, [HISTORY, part])
    with History(path) as history:
        assert history.submission(kept.id) == kept


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from history_tools import report, work
from autograder.history import History

with History(Path(sys.argv[2])) as history:
    for n in range(20):
        with history.writing() as into:
            kept = into.hand_in(work("ann", f"{sys.argv[3]} {n}".encode()))
            into.grading(kept, report(n))
"""


def test_several_processes_write_into_a_new_history_at_once(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    arguments = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(path)]
    writers = [
        subprocess.Popen([*arguments, str(n)], stderr=subprocess.PIPE, text=True) for n in range(4)
    ]
    said = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4, said
    with History(path) as history:
        entries = history.entries()
    assert [each.submission.attempt for each in entries] == list(range(1, 81))
    assert all(each.grading is not None for each in entries)


def test_a_writer_that_was_killed_leaves_what_it_had_committed(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    program = WRITER.replace("range(20)", "range(3)") + (
        "    with history.writing() as into:\n"
        "        into.hand_in(work('bob'))\n"
        "        import os, signal\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    arguments = [sys.executable, "-c", program, str(Path(__file__).parent), str(path), "x"]
    assert subprocess.run(arguments, check=False).returncode == -9
    with History(path) as history:
        assert len(history.entries()) == 3


def test_the_recorder_writes_a_class_down(tmp_path: Path) -> None:
    path, said = tmp_path / "history.db", list[HistoryError]()
    with Recorder(partial(History, path), said.append) as recorder:
        assert not path.exists(), "nothing is made before there is something to write"
        for _again in range(2):
            kept = [came.submission for came in recorder.hand_in([work("ann"), work("bob")])]
            recorder.record([Done(each, report(5, each.student), 4.5) for each in kept])
    with History(path) as history:
        entries = history.entries()
    assert [each.submission.student for each in entries] == ["ann", "bob"]
    assert [each.grading.points for each in entries if each.grading] == [4.5, 4.5]
    assert not said


def test_the_recorder_tells_all_attempts(tmp_path: Path) -> None:
    with Recorder(partial(History, tmp_path / "history.db"), print) as recorder:
        recorder.hand_in([work("ann", b"1"), work("bob", b"1")])
        ((second, attempts),) = recorder.hand_in([work("ann", b"2")])
    assert [each.attempt for each in attempts] == [1, 2]
    assert attempts[-1] == second and {each.student for each in attempts} == {"ann"}


def test_the_recorder_says_once_that_it_cannot_and_stops(tmp_path: Path) -> None:
    path, said = tmp_path / "history.db", list[HistoryError]()
    path.write_bytes(b"no database" * 1000)
    with Recorder(partial(History, path), said.append) as recorder:
        for _again in range(3):
            assert recorder.hand_in([work()]) == []
    assert [each.what for each in said] == ["This file is no history."]


def test_a_grading_needs_its_submission(history: History) -> None:
    (kept,) = came(history, work())
    with history.writing() as into:
        into.grading(kept, report(1))
    lost = type(kept)(**{**{f: getattr(kept, f) for f in kept.__struct_fields__}, "id": "lost"})
    with pytest.raises(HistoryError):
        graded(history, lost, 1)
