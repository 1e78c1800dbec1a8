"""The workers of a run, with a connection that a test plays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from autograder.backends.dask import crew as crews
from autograder.backends.dask.crew import Crew, Piece
from autograder.backends.dask.messages import Lost, Work, decode_work
from autograder.engine.lanes import Lanes
from autograder.engine.queue import Queue


class Sent:
    """A future of Dask's that is done at once."""

    def __init__(self, data: bytes) -> None:
        self.work = decode_work(data)

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        call(self)


class Played:
    """Stands for the connection: one worker, which says what it was sent."""

    is_lost = False

    def __init__(self, _address: str) -> None:
        pass

    def places(self, _resource: str) -> dict[str, int]:
        return {"worker": 1}

    def send(self, data: bytes, *_options: Any) -> Sent:
        return Sent(data)

    def fetch(self, future: Sent) -> Lost:
        return Lost(future.work.exercise)

    def close(self) -> None:
        pass


def works(exercise: str) -> dict[int, Work]:
    return {number: Work(exercise, "cpu", "en", b"", b"") for number in range(3)}


def test_a_run_that_was_left_answers_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "Connection", Played)
    crew = Crew("tcp://127.0.0.1:1", "cpu", print)
    first = crew.replies(works("first"))
    assert next(first) == (0, Lost("first"))
    first.close()
    second = list(crew.replies(works("second")))
    assert second == [(number, Lost("second")) for number in range(3)]


class Endless(Sent):
    """One that is never done."""

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        pass


class Busy(Played):
    """Three places, at which everything goes on for ever."""

    sent: list[str]

    def places(self, _resource: str) -> dict[str, int]:
        return {"worker": 3}

    def send(self, data: bytes, *_options: Any) -> Sent:
        made = Endless(data)
        self.sent.append(made.work.exercise)
        return made


def test_what_has_no_end_leaves_places_to_what_is_urgent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "Connection", Busy)
    monkeypatch.setattr(crews, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(Busy, "sent", [], raising=False)
    crew = Crew("tcp://127.0.0.1:1", "cpu", print, Lanes(((5, 1), (10, 4))))
    waiting: Queue[Piece] = Queue()
    for number, priority in enumerate((0, 0, 5, 5, 10)):
        piece = Piece(number, Work(f"{priority}", "cpu", "en", b"", b""), priority)
        waiting.put(number, piece, priority)
        crew.step(waiting)
    assert Busy.sent == ["0", "5", "10"]
