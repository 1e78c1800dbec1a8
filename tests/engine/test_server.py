"""The grader process, where something goes wrong: those hear it whom it concerns, and no other."""

from __future__ import annotations

import errno
import gc
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy

from autograder.engine import crew as crews
from autograder.engine import sides
from autograder.engine.crew import Crew
from autograder.engine.messages import FromServer, Open, Opened, Setup, Target, ToServer, Unable
from autograder.engine.server import Server
from autograder.engine.sides import Key, Side, Sides
from autograder.errors import CourseError, SandboxError
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement
from autograder.wire.channel import Channel

KEY: Key = (("numpy",), False)


class Imports:
    """Stands for a student side, and for the control channel to it: it is warm when the test says
    so, and the set of data of one exercise is damaged."""

    process = 0

    def __init__(self) -> None:
        self.control = self
        self.end, self.other_end = socket.socketpair()
        self.fails = False

    def fileno(self) -> int:
        return self.end.fileno()

    def open_control(self) -> None:
        raise SandboxError("No checker needs it here.")

    def wait_until_warm(self) -> None:
        self.end.recv(1)
        if self.fails:
            raise KeyError("a fault of ours")

    def confinement(self, _limits: object, datasets: object) -> Confinement:
        if datasets:
            raise CourseError("The file is damaged.", where="mnist.npz")
        return Confinement("full", DEFAULT_LIMITS)

    def say_that_it_is_warm(self) -> None:
        self.other_end.send(b"1")

    def close(self) -> None:
        self.end.close()
        self.other_end.close()


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch) -> Imports:
    """The student side of all exercises: those of the course `bad` have the damaged set of data."""
    stands_in: Any = Imports()

    def open_side(all_of_them: Sides, *_given: object) -> Side:
        return all_of_them.open.setdefault(KEY, Side(KEY, stands_in))

    monkeypatch.setattr(Sides, "of", open_side)
    monkeypatch.setattr(sides, "shown_datasets", lambda each: "bad" in each.folder.parts)
    return stands_in  # type: ignore[no-any-return]


@pytest.fixture
def engine(side: Imports) -> Iterator[Channel[FromServer]]:
    """The end of an engine; the other one has a server, in a thread."""
    ours, theirs = socket.socketpair()
    channel: Channel[ToServer] = Channel(theirs, ToServer)
    server = Server(channel, theirs, Setup(1, 1 << 40, spare=False))

    def serve() -> None:
        with theirs:
            server.serve()

    thread = threading.Thread(target=serve)
    thread.start()
    yield Channel(ours, FromServer)
    ours.close()
    thread.join()
    side.close()
    gc.unfreeze()  # a crew freezes before it forks


def target(place: Path, name: str) -> Target:
    folder = place / name
    folder.mkdir()
    return Target.of(toy.write_course(folder).exercise("toy"))


def test_a_set_of_data_that_is_damaged_costs_its_own_exercise_alone(
    engine: Channel[FromServer], side: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Crew, "free", lambda *_given: None)  # all checkers are busy
    bad, good = target(tmp_path, "bad"), target(tmp_path, "good")
    for number, wanted in enumerate((bad, good)):
        engine.send(Open(number, wanted))
    side.say_that_it_is_warm()
    engine.send(Open(2, bad))
    said = [engine.receive() for _message in range(3)]
    [opened] = [each for each in said if isinstance(each, Opened)]
    assert opened == Opened(1, "full")
    refused = [each for each in said if isinstance(each, Unable)]
    assert {each.number for each in refused} == {0, 2}
    assert {str(each.failed.error()) for each in refused} == {"mnist.npz: The file is damaged."}


def test_a_fault_of_ours_where_a_student_side_gets_warm_ends_nothing(
    engine: Channel[FromServer], side: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side, "fails", True)
    engine.send(Open(1, target(tmp_path, "good")))
    side.say_that_it_is_warm()
    refused = engine.receive()
    assert isinstance(refused, Unable)
    assert "KeyError: 'a fault of ours'" in refused.failed.what
    engine.send(Open(2, Target(str(tmp_path), "en", "toy", "cpu", "{}")))
    assert isinstance(engine.receive(), Unable)  # it goes on


def test_where_no_checker_can_be_started_who_waits_hears_why(
    engine: Channel[FromServer], side: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(crews.os, "fork", full)
    side.say_that_it_is_warm()
    wanted = target(tmp_path, "good")
    for number in range(2):
        engine.send(Open(number, wanted))
        refused = engine.receive()
        assert isinstance(refused, Unable) and refused.number == number
        assert "cannot be started: Resource temporarily unavailable" in refused.failed.what
