"""A request is on its way, and meanwhile whoever has sent it is signed out, taken out of the class
list, or forgotten: nothing of it is done."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest
from databases import opened
from service_tools import (
    Clock,
    answers,
    browser,
    csrf,
    hand_in,
    made_token,
    reached,
    until,
    with_people,
)
from starlette.testclient import TestClient

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.history import FILE
from autograder.results import QuestionResult, Status
from autograder.service.student import one_question
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.web import routes
from autograder.service.web.state import State


@pytest.fixture
def listening(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    """A service that is reached over the network, and grades nothing."""
    with reached(course, engine, clock, queue=False) as found:
        yield found


@contextmanager
def half_sent(
    state: State, path: str, body: bytes, headers: dict[str, str], patch: pytest.MonkeyPatch
) -> Iterator[Callable[[], str]]:
    """Send the first half of a request, wait until it is known who asks, and give what sends the
    rest: it gives the answer."""
    known = threading.Event()
    real = routes.who_asks

    def who_asks(*asked: Any, **how: Any) -> Any:
        found = real(*asked, **how)
        known.set()
        return found

    with patch.context() as patched, closing(socket.socket()) as sent:
        patched.setattr(routes, "who_asks", who_asks)
        port = state.settings.port
        fields = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        sent.connect(("127.0.0.1", port))
        sent.sendall(f"POST {path} HTTP/1.1\r\n{head}Connection: close\r\n\r\n".encode())
        sent.sendall(body[: len(body) // 2])
        assert known.wait(60)

        def rest() -> str:
            sent.sendall(body[len(body) // 2 :])
            answer = b""
            while part := sent.recv(100_000):
                answer += part
            return answer.decode()

        yield rest


def form(client: TestClient, state: State, **fields: str) -> tuple[bytes, dict[str, str]]:
    """What a page of ours sends."""
    fields["csrf"] = csrf(client)
    body = "&".join(f"{name}={quote(value)}" for name, value in fields.items()).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    kind = "application/x-www-form-urlencoded"
    return body, {"Cookie": cookies, "Content-Type": kind, "Origin": state.settings.shown}


def kept_of(course: Course, person: str) -> list[str]:
    """The tables of the course in which somebody stands."""
    found = []
    with opened(course.folder / FILE) as database:
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (name,) in names:
            rows = database.execute(f'select * from "{name}"').fetchall()
            found += [name for row in rows if person in row]
    return found


def test_a_file_of_somebody_who_was_forgotten_is_not_kept(
    listening: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = {"Authorization": f"Bearer {made_token(browser(listening, 'ann'))}"}
    path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=once"
    with half_sent(listening, path, answers(), token, monkeypatch) as rest:
        forget_person(listening.course, "ann")
        assert rest().startswith("HTTP/1.1 401")
    assert kept_of(listening.course, "ann") == []


def test_who_was_signed_out_makes_no_token(
    listening: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    thief, tess = browser(listening, "ann"), browser(listening, "tess")
    body, headers = form(thief, listening, label="for later")
    with half_sent(listening, "/me/tokens", body, headers, monkeypatch) as rest:
        assert tess.post("/people/ann/sign-out", data={"csrf": csrf(tess)}).status_code == 303
        answer = rest()
    assert answer.startswith("HTTP/1.1 401")
    assert "You were signed out" in answer
    assert kept_of(listening.course, "for later") == []


def test_who_teaches_no_more_changes_no_list(
    listening: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    tess = browser(listening, "tess")
    body, headers = form(tess, listening, table="id,role\nmallory,teacher\n")
    people = listening.course.folder / "people.csv"
    with half_sent(listening, "/people", body, headers, monkeypatch) as rest:
        people.write_text(people.read_text().replace(",teacher,", ",assistant,"))
        assert rest().startswith("HTTP/1.1 401")
    assert "mallory" not in people.read_text()


@pytest.mark.parametrize("is_graded", [True, False])
def test_of_a_check_of_somebody_who_was_forgotten_nothing_is_kept(
    listening: State, monkeypatch: pytest.MonkeyPatch, is_graded: bool
) -> None:
    """Neither what it has found nor, where it has failed, that it is given back."""
    real = one_question._submit

    def submit(*asked: Any) -> Any:
        forget_person(listening.course, "ann")
        if not is_graded:
            raise OSError
        return real(*asked)

    token = {"Authorization": f"Bearer {made_token(browser(listening, 'ann'))}"}
    monkeypatch.setattr(one_question, "_submit", submit)
    question = {"exercise": "toy", "question": "double", "source": answers().decode()}
    address = f"{listening.settings.shown}/api/v1/check"
    with httpx.Client(timeout=120) as client:
        answer = client.post(address, headers=token, json=question)
    assert answer.status_code == (200 if is_graded else 500)
    assert kept_of(listening.course, "ann") == []


def test_who_was_signed_out_hears_no_verdict(listening: State) -> None:
    with_people(listening.course)
    place = hand_in(browser(listening, "ann"), answers())
    hal = browser(listening, "hal")
    id = place.rpartition("/")[2]
    heard: list[str] = []

    def listen() -> None:
        with httpx.Client(cookies=dict(hal.cookies), timeout=120) as client:
            heard.append(client.get(f"{listening.settings.shown}{place}/events").text)

    ear = threading.Thread(target=listen)
    ear.start()
    until(lambda: listening.events._watching.get(id))
    people = listening.course.folder / "people.csv"
    lines = people.read_text().splitlines(keepends=True)
    people.write_text("".join(each for each in lines if not each.startswith("hal,")))
    said = QuestionResult(name="double", status=Status.PASSED, score=1.0, max_score=1.0)
    listening.events.tell(id, said)
    ear.join(120)
    assert len(heard) == 1
    assert "question-double" not in heard[0]
    assert "event: over" in heard[0]
