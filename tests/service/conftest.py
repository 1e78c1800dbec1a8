"""A service of the toy course, with the engine that all tests share."""

from __future__ import annotations

import dataclasses
import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lti_launches import known
from lti_school import School, school
from service_tools import (
    Clock,
    answers,
    browser,
    hand_in,
    is_booked,
    is_graded,
    make_course,
    service,
    until,
)

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.queue.booking import Booker
from autograder.service.upkeep.backup import back_up
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


@pytest.fixture(scope="module")
def the_school() -> Iterator[School]:
    with school() as found:
        yield found


@pytest.fixture
def there(the_school: School) -> School:
    the_school.keys = None
    the_school.asked.clear()
    return the_school


@pytest.fixture
def lti(idle: State, there: School) -> State:
    """A service that is registered at the platform."""
    save_platforms(idle.course, [there.platform])
    return dataclasses.replace(idle, tool=Tool(idle.course))


@pytest.fixture
def ann(lti: State, there: School) -> State:
    """The same, and it is known whom the platform calls 17."""
    known(lti, there, "17", "ann")
    return lti


@pytest.fixture(scope="module")
def once(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path]:
    """A course with two hand-ins, and a backup that was made after the first."""
    folder, clock = tmp_path_factory.mktemp("backup"), Clock()
    course = make_course(folder / "course")
    with service(course, engine, clock) as state:
        for name in ("ann", "bob"):
            place = hand_in(browser(state, name), answers())
            until(lambda place=place: is_graded(state, place))
            until(lambda: is_booked(state))
            if name == "ann":
                back_up(course, folder / "class.zip", timedelta(days=30))
    return course, folder / "class.zip"


@pytest.fixture
def lived(once: tuple[Course, Path], tmp_path: Path) -> tuple[Course, Path]:
    course, file = once
    shutil.copytree(course.folder, tmp_path / "course")
    return load_course(tmp_path / "course"), file
