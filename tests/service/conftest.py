"""A service of the toy course, with the engine that all tests share."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from service_tools import Clock, make_course, service

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.queue.booking import Booker
from autograder.service.web.state import State


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path / "course")


@pytest.fixture
def state(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    """The whole service; the engine is shared with other tests."""
    with service(course, engine, clock) as found:
        yield found


@pytest.fixture
def idle(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    """A service in which nothing is graded."""
    with service(course, engine, clock, queue=False) as found:
        yield found


@pytest.fixture
def unused_tcp_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def no_gradebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written into a gradebook, which costs more than all else: for tests that do not
    look at it."""
    monkeypatch.setattr(Booker, "_book", lambda _booker, _some: None)
