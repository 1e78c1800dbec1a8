"""The same history on a server: what differs there from a file."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from history_tools import came, graded, work
from postgres_server import PASSWORD, Server
from sqlalchemy import URL, Connection, text

from autograder.errors import HistoryError, UsageError
from autograder.history import FILE, VARIABLE, History, place_of, server_at
from autograder.history.database import Database
from autograder.history.migrations import HISTORY
from autograder.history.postgres import SCHEMA


@pytest.fixture
def place(postgres_address: str) -> URL:
    return server_at(postgres_address)


@pytest.fixture
def history(place: URL) -> Iterator[History]:
    with History(place) as opened:
        yield opened


def refused(place: URL) -> HistoryError:
    with pytest.raises(HistoryError) as caught, History(place) as history:
        came(history, work())
    assert PASSWORD not in str(caught.value) and place.render_as_string() not in str(caught.value)
    assert caught.value.where and caught.value.todo
    return caught.value


def test_where_a_course_keeps_its_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place_of(tmp_path) == tmp_path / FILE
    monkeypatch.setenv(VARIABLE, "postgres://ann:s%40x@host/course?sslmode=require")
    found = place_of(tmp_path)
    assert isinstance(found, URL) and found.password == "s@x" and found.query["sslmode"]
    for wrong in ("secret", "mysql://a:secret@host/x", "postgresql://a:secret@host:x/y"):
        monkeypatch.setenv(VARIABLE, wrong)
        with pytest.raises(UsageError, match="no address") as caught:
            place_of(tmp_path)
        assert "secret" not in str(caught.value)


def test_a_database_belongs_to_one_course(place: URL) -> None:
    with History(place) as nobodys:  # as an earlier version has left it
        came(nobodys, work("ann", b"1"))
    with History(place, course="one") as taken:
        assert taken.entries()
    with History(place, course="one") as again:
        came(again, work("bob", b"1"))
    with pytest.raises(HistoryError, match="belongs to another course") as caught:
        History(place, course="other")
    assert caught.value.where and PASSWORD not in str(caught.value)
    with History(place, course="one") as again:
        assert len(again.entries()) == 2


def test_it_tells_what_was_written(history: History, place: URL) -> None:
    first = came(history, work("ann", b"1", notes=b"beside"), work("bob", b"1"))
    second = came(history, work("ann", b"2"))
    graded(history, first[0], 5)
    with History(place) as again:
        entries = again.entries(student="ann")
        assert [each.submission for each in entries] == [first[0], *second]
        assert again.content(first[0].digest) == b"1"
        assert again.content(first[0].files["notes"]) == b"beside"
        assert entries[0].grading is not None
        found = again.report(entries[0].grading.id)
        assert found is not None and found.notes == ("«да»",)


def test_our_tables_stand_beside_those_of_others(
    history: History, place: URL, postgres: Server
) -> None:
    came(history, work())
    assert place.database is not None
    found = postgres.tell(
        "SELECT DISTINCT schemaname FROM pg_tables WHERE tableowner = 'autograder'",
        database=place.database,
    )
    assert found == [(SCHEMA,)]


def test_text_that_the_server_cannot_keep(history: History) -> None:
    (kept,) = came(history, work("ann\0 \ud800"))
    assert kept.student == "ann\0 \ud800"
    assert [each.submission.student for each in history.entries()] == ["ann\ufffd ?"]


def test_a_wrong_password(place: URL) -> None:
    assert "does not let this user in" in refused(place.set(password=PASSWORD[1:])).what


def test_a_database_that_is_not_there(place: URL) -> None:
    assert "no such database" in refused(place.set(database="nowhere")).what


def test_a_server_that_is_not_there(place: URL) -> None:
    assert "cannot be reached" in refused(place.set(port=1)).what


def test_a_database_that_may_only_be_read(place: URL, postgres: Server) -> None:
    History(place).close()
    postgres.tell(f"ALTER DATABASE {place.database} SET default_transaction_read_only = on")
    assert "only lets it be read" in refused(place).what


def test_a_user_who_may_make_nothing(place: URL, postgres: Server) -> None:
    postgres.tell(f"ALTER DATABASE {place.database} OWNER TO postgres")
    assert "may not make or change" in refused(place).what


def test_an_older_version_is_brought_up_to_date_and_a_newer_one_refused(place: URL) -> None:
    with History(place) as history:
        (kept,) = came(history, work())
    ran: list[Connection] = []

    def room(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE submissions ADD COLUMN room VARCHAR DEFAULT ''"))

    def broken(connection: Connection) -> None:
        room(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Database(place, [replace(HISTORY, steps=(broken,))])
    for _again in range(2):
        with Database(place, [replace(HISTORY, steps=(room, ran.append))]) as opened:
            with opened.reading() as connection:
                rows = connection.execute(text("SELECT id, room FROM submissions")).all()
            assert rows == [(kept.id, "")]
    assert len(ran) == 1
    assert "newer version of autograder" in refused(place).what


def test_who_writes_about_the_same_waits_and_others_do_not(history: History) -> None:
    database, order = history.database, list[str]()
    began = threading.Event()

    def same() -> None:
        began.set()
        with database.writing("ann"):
            order.append("the same")

    thread = threading.Thread(target=same)
    with database.writing("ann"):
        thread.start()
        began.wait()
        with database.writing("bob", "eve"):
            order.append("others")
        with database.reading():
            order.append("readers")
        order.append("first")
    thread.join()
    assert order == ["others", "readers", "first", "the same"]


def test_who_names_nothing_writes_alone(place: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.history.postgres.PATIENCE_MILLISECONDS", 50)
    with History(place) as history:
        for first, second in (((), ("ann",)), (("ann",), ())):
            with history.writing(*first):
                assert "Another program" in not_written(history, *second)


def not_written(history: History, *about: str) -> str:
    with pytest.raises(HistoryError) as caught, history.writing(*about):
        pass
    return caught.value.what


def test_a_writer_that_does_nothing_keeps_nobody_waiting(
    place: URL, monkeypatch: pytest.MonkeyPatch, history: History
) -> None:
    def idle_for_long(idle: History) -> None:
        with idle.writing() as into:
            came(history, work("bob"))  # waits until the server has ended the other one
            into.hand_in(work("ann"))

    monkeypatch.setattr("autograder.history.postgres.IDLE_MILLISECONDS", 50)
    with History(place) as idle, pytest.raises(HistoryError):
        idle_for_long(idle)
    assert [each.submission.student for each in history.entries()] == ["bob"]


def test_it_goes_on_after_the_server_was_started_again(postgres: Server, history: History) -> None:
    def killed() -> None:
        with history.writing() as into:
            into.hand_in(work("bob"))
            postgres.kill()

    (kept,) = came(history, work())
    for _again in range(2):
        with pytest.raises(HistoryError, match="cannot be reached"):
            killed()
        with pytest.raises(HistoryError, match="cannot be reached"):
            history.entries()
        postgres.start()
        assert [each.submission for each in history.entries()] == [kept]


WRITER = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from history_tools import report, work
from autograder.history import History, place_of

with History(place_of(Path())) as history:
    for n in range(10):
        with history.writing(*sys.argv[3:]) as into:
            kept = into.hand_in(work("ann", f"{sys.argv[2]} {n}".encode()))
            into.grading(kept, report(n))
"""


@pytest.mark.parametrize("about", [(), ("ann",)])
def test_several_processes_write_into_a_new_history_at_once(
    place: URL, postgres_address: str, about: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, postgres_address)
    arguments = [sys.executable, "-c", WRITER, str(Path(__file__).parent)]
    writers = [
        subprocess.Popen([*arguments, str(n), *about], stderr=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    said = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 3, said
    with History(place) as history:
        entries = history.entries()
    assert [each.submission.attempt for each in entries] == list(range(1, 31))
    assert all(each.grading is not None for each in entries)


def test_nothing_is_left_of_what_was_deleted(history: History, place: URL) -> None:
    (kept,) = came(history, work())
    graded(history, kept, 3)
    history.database.compact(10)
    assert [each.submission for each in history.entries()] == [kept]
