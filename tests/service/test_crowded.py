"""Nobody takes all the room that there is: connections, requests under way, pages that wait."""

from __future__ import annotations

import dataclasses
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import httpx2 as httpx
import pytest
from service_tools import Clock, answers, browser, hand_in, reached, until

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.results import QuestionResult, Status
from autograder.service.queue.limits import Limit
from autograder.service.web.busy import Busy, StillBusy
from autograder.service.web.connection import Connection
from autograder.service.web.state import MOST_WATCHED, State


def test_each_has_so_much_under_way_and_no_more() -> None:
    busy = Busy(2)
    with busy.one_more("ann"), busy.one_more("ann"):
        with pytest.raises(StillBusy):
            busy.begin("ann")
        busy.begin("bob")
    busy.begin("ann")


def test_pages_that_fill_themselves_leave_room_for_others(
    course: Course, engine: Engine, clock: Clock
) -> None:
    """The tabs of one student do not use up the connections of the class."""
    with reached(course, engine, clock, queue=False) as state:
        ann = browser(state, "ann")
        events = f"{state.settings.shown}{hand_in(ann, answers())}/events"
        cookies = dict(ann.cookies)
        with httpx.Client(cookies=cookies, timeout=60) as client:
            statuses, opened = [], []
            for _tab in range(MOST_WATCHED + 2):
                stream = client.stream("GET", events)
                statuses.append(stream.__enter__().status_code)
                opened.append(stream)
            assert statuses == [200] * MOST_WATCHED + [429] * 2
            for stream in opened:
                stream.__exit__(None, None, None)

            def is_free() -> bool:
                with client.stream("GET", events) as answer:
                    return answer.status_code == 200

            until(is_free)


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1"])
def test_a_silent_connection_ends(
    course: Course,
    engine: Engine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    sent: bytes,
) -> None:
    monkeypatch.setattr(Connection, "head_seconds", 0.2)
    with (
        reached(course, engine, clock, queue=False) as state,
        socket.create_connection(("127.0.0.1", state.settings.port), timeout=60) as silent,
    ):
        silent.sendall(sent)
        assert silent.recv(1) == b""  # it was closed by the other side


def test_the_longest_silent_make_way_for_who_asks(
    course: Course, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those that have asked something before: it costs nothing to ask once."""
    monkeypatch.setattr(Connection, "most_silent", 3)
    with reached(course, engine, clock, queue=False) as state, ExitStack() as opened:
        place = ("127.0.0.1", state.settings.port)
        ask = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{place[1]}\r\n\r\n".encode()
        silent = []
        for _number in range(3):
            each = opened.enter_context(socket.create_connection(place, timeout=60))
            assert is_answered(each, ask)
            silent.append(each)
        new = opened.enter_context(socket.create_connection(place, timeout=60))
        until(lambda: was_closed(silent[0]))
        for each in (*silent[1:], new):
            assert is_answered(each, ask)


@pytest.mark.parametrize("limit", ["most_silent", "most_of_an_address"])
def test_who_says_that_more_comes_makes_way_too(
    course: Course, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """A thousand requests without their end kept everybody out for two minutes."""
    monkeypatch.setattr(Connection, limit, 3)
    with reached(course, engine, clock, queue=False) as state, ExitStack() as opened:
        place = ("127.0.0.1", state.settings.port)
        head = f"POST /enter HTTP/1.1\r\nHost: 127.0.0.1:{place[1]}\r\n".encode()
        waiting = []
        for _number in range(3):
            each = opened.enter_context(socket.create_connection(place, timeout=60))
            each.sendall(head + b"Content-Length: 10\r\nExpect: 100-continue\r\n\r\n")
            assert each.recv(65536).startswith(b"HTTP/1.1 100")  # its body is waited for
            waiting.append(each)
        ask = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{place[1]}\r\n\r\n".encode()
        new = opened.enter_context(socket.create_connection(place, timeout=60))
        assert is_answered(new, ask)
        assert was_closed(waiting[0])
        waiting[2].sendall(b"0123456789")
        assert waiting[2].recv(65536).startswith(b"HTTP/1.1 403")


def test_who_does_not_read_is_cut_off(
    course: Course, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "read_seconds", 0.2)
    with (
        reached(course, engine, clock, queue=False) as state,
        socket.create_connection(("127.0.0.1", state.settings.port), timeout=60) as deaf,
    ):
        host = f"127.0.0.1:{state.settings.port}"
        asked = f"GET /static/service.css HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        deaf.sendall(asked * 1_000)
        until(lambda: Connection._of_address)
        until(lambda: not Connection._of_address)


def test_one_of_a_school_keeps_nobody_from_signing_in(idle: State) -> None:
    """All of it come from one address, and one may have asked for far too much."""
    state = dataclasses.replace(idle, strangers=Limit(at_once=5, a_minute=0.01))
    neighbour = browser(state)
    assert {neighbour.get("/").status_code for _time in range(10)} == {200, 429}
    assert browser(state, "ann").get("/exercises").status_code == 200


def is_answered(connection: socket.socket, ask: bytes) -> bool:
    """Send a request; whether all of its answer comes."""
    connection.sendall(ask)
    heard = b""
    while not heard.endswith(b"ok\n"):
        piece = connection.recv(65536)
        if not piece:
            return False
        heard += piece
    return b"200 OK" in heard


def was_closed(connection: socket.socket) -> bool:
    """Read what is still there; whether that is the end."""
    return connection.recv(65536) == b""


def test_there_is_room_for_connections() -> None:
    """Most machines give 1024 descriptors, and a process may take more for itself."""
    code = (
        "import resource as r; h = r.getrlimit(r.RLIMIT_NOFILE)[1];"
        "r.setrlimit(r.RLIMIT_NOFILE, (512, h));"
        "from autograder.service.web.connection import with_room_for_connections as more; more();"
        "print(r.getrlimit(r.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(said.stdout) > 512


def test_who_is_answered_slowly_is_not_cut_off(
    course: Course, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that waits for its verdict is asked for, and answered bit by bit."""
    monkeypatch.setattr(Connection, "head_seconds", 0.2)
    with reached(course, engine, clock, queue=False) as state:
        ann = browser(state, "ann")
        place = hand_in(ann, answers())
        cookies = dict(ann.cookies)
        with (
            httpx.Client(cookies=cookies, timeout=60) as client,
            client.stream("GET", f"{state.settings.shown}{place}/events") as answer,
        ):
            begun = time.monotonic()
            until(lambda: time.monotonic() > begun + 1)
            with state.history.database.writing() as connection:
                from autograder.service.store.tables import JOBS

                connection.execute(JOBS.delete())
            assert "over" in answer.read().decode()


@pytest.mark.usefixtures("no_gradebook")
def test_a_page_that_fills_itself_speaks_the_language_of_the_course(
    course: Course, engine: Engine, clock: Clock
) -> None:
    manifest = course.folder / "course.toml"
    manifest.write_text(manifest.read_text().replace('language = "en"', 'language = "ru"'))
    with reached(load_course(course.folder), engine, clock, queue=False) as state:
        ann = browser(state, "ann")
        place = hand_in(ann, answers())
        id = place.rpartition("/")[2]

        def verdict(*_asked: object) -> None:
            until(lambda: state.events._watching.get(id))
            (result,) = toy_results()
            state.events.tell(id, result)
            state.events.over(id)

        thread = threading.Thread(target=verdict)
        thread.start()
        cookies = dict(ann.cookies)
        with httpx.Client(cookies=cookies, timeout=60) as client:
            text = client.get(f"{state.settings.shown}{place}/events").text
        thread.join()
        assert "Проверено заданий: 1 из 3" in text


def toy_results() -> list[QuestionResult]:
    """A question that is done."""
    return [QuestionResult(name="double", status=Status.PASSED, score=4.0, max_score=4.0)]


def test_who_is_turned_away_has_asked_too(idle: State) -> None:
    """Else there would be no end of tokens that somebody makes up."""
    few = Limit(at_once=5, a_minute=5)
    stranger = browser(dataclasses.replace(idle, strangers=few))
    statuses = {
        stranger.get("/api/v1/exercises", headers={"authorization": f"Bearer {n}"}).status_code
        for n in range(10)
    }
    assert statuses == {401, 429}
