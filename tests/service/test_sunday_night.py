"""Five minutes before the deadline: what a page says first, receipts, lost connections, waiting."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest
import toy_course as toy
from service_tools import Clock, answers, browser, csrf, hand_in, reached, service, until

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.service.store.sessions import make_token
from autograder.service.web import body
from autograder.service.web.state import State

OTHER = {"by_hand": "by_head", "double": "triple", "total": "summed"}


class CountedClock(Clock):
    """A clock that knows how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def __call__(self) -> datetime:
        self.asked += 1
        return super().__call__()


def look(state: State, content: bytes, name: str = "toy.ipynb") -> str:
    """What the page says of a file before it is handed in."""
    ann = browser(state, "ann")
    file = {"file": (name, content)}
    answer = ann.post("/exercises/toy/look", data={"csrf": csrf(ann)}, files=file)
    assert answer.status_code == 200
    return answer.text


def test_it_says_how_much_is_answered(idle: State) -> None:
    said = look(idle, answers(total=toy.STUBS["total"]))
    assert "2 of 3 questions are answered." in said
    assert "Not answered yet: total." in said
    assert "You can hand it in as it is." in said


def test_it_says_that_nothing_has_changed(idle: State) -> None:
    said = look(idle, toy.notebook(**toy.STUBS))
    assert "0 of 3 questions are answered." in said
    assert "Nothing has changed since the notebook was given out. Did you save it?" in said


def test_it_says_that_a_file_cannot_be_read(idle: State) -> None:
    for content in (b"", b"no notebook", b"PK\x03\x04 an archive", b"[" * 100_000):
        said = look(idle, content)
        assert "odd" in said
        assert "If you hand it in like this, nothing in it can be graded." in said


@pytest.fixture
def two(course: Course) -> Course:
    """The course with a second exercise, whose questions have other names."""
    for place in ("solutions", "release", "source"):
        shutil.copytree(course.folder / place / "toy", course.folder / place / "other")
    for place in ("release", "source"):
        (course.folder / place / "other" / "toy.ipynb").rename(
            course.folder / place / "other" / "other.ipynb"
        )
    for path in course.folder.glob("*/other/**/*"):
        if path.is_file():
            path.write_text(renamed(path.read_text()))
    manifest = course.folder / "course.toml"
    own = '[[exercises]]\nname = "other"\npoints = 10\ntitle = {en = "Other", ru = "Другое"}\n'
    manifest.write_text(manifest.read_text() + own)
    return load_course(course.folder)


def renamed(text: str) -> str:
    for old, new in OTHER.items():
        text = text.replace(old, new)
    return text


def test_it_says_that_this_is_another_exercise_and_takes_it(
    two: Course, engine: Engine, clock: Clock
) -> None:
    content = renamed(answers().decode()).encode()
    with service(two, engine, clock, queue=False) as state:
        said = look(state, content)
        assert "This is the work for “Other”, and you hand it in for “Toy”." in said
        assert 'href="/exercises/other"' in said
        place = hand_in(browser(state, "ann"), content)
        (entry,) = state.history.entries()
        assert (entry.submission.exercise, entry.submission.id) == ("toy", place.split("/")[-1])


def test_a_receipt_has_all_of_it_and_is_found_later(idle: State, clock: Clock) -> None:
    ann, hal = browser(idle, "ann"), browser(idle, "hal")
    before = clock().replace(microsecond=0)
    content = answers()
    place = hand_in(ann, content, name="Моя работа.ipynb")
    clock.forward(days=20)
    for client, page in ((ann, "/exercises/toy"), (hal, "/people/ann")):
        assert place in client.get(page).text
    number = re.findall(r"/receipts/(\d+)", ann.get(place).text)[0]
    for client, page in ((ann, "/exercises"), (hal, "/class/toy")):
        assert 'action="/receipts"' in client.get(page).text  # by the number on a screenshot
        found = client.get("/receipts", params={"number": f" {number} "})
        assert found.headers["location"] == f"/receipts/{number}"
        text = client.get(f"/receipts/{number}").text
        assert "Моя работа.ipynb" in text
        assert hashlib.sha256(content).hexdigest() in text
        moment = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC\b", text)
        assert moment
        arrived = datetime.strptime(f"{moment[1]}+0000", "%Y-%m-%d %H:%M:%S%z")
        assert before <= arrived <= before + timedelta(days=1)
    for wrong in ("", "none", "9" * 30, "../audit", "²"):
        assert ann.get("/receipts", params={"number": wrong}).status_code == 404


def test_it_says_how_many_are_before_and_that_the_page_may_be_closed(idle: State) -> None:
    hand_in(browser(idle, "bob"), answers())
    ann = browser(idle, "ann")
    text = ann.get(hand_in(ann, answers(by_hand="A = 1"))).text
    assert "Waiting to be graded: 1 before it, 2 in all." in text
    assert "You can close this page" in text


def test_many_tabs_at_once_are_one_hand_in(idle: State) -> None:
    ann, places = browser(idle, "ann"), list[str]()
    fields = {"csrf": csrf(ann)}

    def tab(key: str) -> None:
        file = {"file": ("toy.ipynb", answers())}
        sent = ann.post("/exercises/toy/hand-in", data={**fields, "key": key}, files=file)
        places.append(sent.headers["location"])

    tabs = [threading.Thread(target=tab, args=(f"tab {number}",)) for number in range(5)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert len(places) == 5
    assert len(set(places)) == 1
    assert len(idle.history.entries()) == 1


@pytest.fixture
def counted() -> CountedClock:
    return CountedClock()


@pytest.fixture
def live(course: Course, engine: Engine, counted: CountedClock) -> Iterator[State]:
    """A service on a port of this machine, in which nothing is graded."""
    with reached(course, engine, counted, queue=False) as state:
        yield state


class Wire:
    """A connection on which a hand-in is sent, byte by byte."""

    def __init__(self, state: State, content: bytes, key: str) -> None:
        with state.history.database.writing() as connection:
            token = make_token(connection, "ann", "a train", state.now())
        address = state.settings.shown.removeprefix("http://")
        host, port = address.split(":")
        path = f"/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key={key}"
        self._content = content
        self._socket = socket.create_connection((host, int(port)), timeout=300)
        self.send(
            f"POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode()
        )

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def answer(self) -> tuple[int, dict[str, object]]:
        """The status and the body."""
        with self._socket.makefile("rb") as file:
            head, _empty, body = file.read().partition(b"\r\n\r\n")
        self._socket.close()
        return int(head.split()[1]), json.loads(body)

    def close(self) -> None:
        self._socket.close()


def sent_whole(state: State, content: bytes, key: str) -> dict[str, object]:
    wire = Wire(state, content, key)
    wire.send(content)
    status, told = wire.answer()
    assert status == 201, told
    return told


def test_a_connection_that_is_lost_while_the_file_comes(live: State) -> None:
    content = answers()
    wire = Wire(live, content, "one")
    wire.send(content[:100])
    wire.close()
    told = sent_whole(live, content, "one")
    assert told["again"] is False
    assert [entry.submission.id for entry in live.history.entries()] == [told["id"]]


def test_a_connection_that_is_lost_before_the_answer(live: State) -> None:
    """Whoever sends the same once more gets the receipt of what is there already."""
    content = answers()
    wire = Wire(live, content, "one")
    wire.send(content)
    until(lambda: live.history.entries())
    wire.close()  # whatever has come is not read
    told = sent_whole(live, content, "one")
    assert told["again"] is True
    assert [entry.submission.id for entry in live.history.entries()] == [told["id"]]


def test_what_counts_is_when_it_arrived(live: State, counted: CountedClock) -> None:
    """Not when all of it was here a moment later, nor when it is graded."""
    content, began = answers(), counted()
    wire = Wire(live, content, "one")
    before = counted.asked
    wire.send(content[:10])
    until(lambda: counted.asked > before)  # the request has been seen
    counted.forward(seconds=20)
    wire.send(content[10:])
    status, told = wire.answer()
    assert status == 201
    arrived = datetime.fromisoformat(str(told["arrived_at"]))
    assert began <= arrived < began + timedelta(seconds=20)
    (entry,) = live.history.entries()
    assert entry.submission.received_at == arrived


def test_a_file_that_comes_too_slowly(live: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_SECONDS", 0.2)
    wire = Wire(live, answers(), "one")
    with closing(wire):
        status, told = wire.answer()
    assert status == 408
    assert told["error"]
    assert not live.history.entries()
