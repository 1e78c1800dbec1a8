"""Checkers and open exercises, where what they need has ended, is damaged or cannot be had."""

from __future__ import annotations

import errno
import gc
import os
import selectors
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy

from autograder.course import Limits
from autograder.engine import crew as crews
from autograder.engine import warm as warms
from autograder.engine.checker import Checker, Task
from autograder.engine.crew import Crew
from autograder.engine.messages import Target
from autograder.engine.sides import Side, Sides
from autograder.engine.warm import Warm, WarmSet
from autograder.errors import AutograderError, CourseError, FileError, SandboxError
from autograder.grading import Submission
from autograder.wire.channel import ChannelClosed

KEY = ("numpy",), False
TARGET = Target("/course", "en", "toy", "cpu", "{}")
Ends = dict[str, tuple[socket.socket, socket.socket]]
forks = pytest.mark.filterwarnings(  # pytest-xdist is
    "ignore:.*multi-threaded:DeprecationWarning"
)


class HasEnded:
    """Stands for a student side that has ended, and nobody has heard of it yet."""

    control: Any

    def __init__(self, end: socket.socket) -> None:
        self.control = self
        self.close = end.close

    def open_control(self) -> None:
        raise SandboxError("The student side has ended unexpectedly.")


@pytest.fixture
def ends() -> Iterator[Ends]:
    """The ends of the sockets to the engine and to the student side, ours and theirs."""
    made = {name: socket.socketpair() for name in ("engine", "student side")}
    yield made
    for ours, theirs in made.values():
        ours.close()
        theirs.close()


@pytest.fixture
def warm(ends: Ends) -> Warm:
    process: Any = HasEnded(ends["student side"][0])
    context: Any = None
    return Warm(TARGET, context, b"", Side(KEY, process, is_warm=True), number=1)


@pytest.fixture
def selector() -> Iterator[selectors.BaseSelector]:
    with selectors.DefaultSelector() as made:
        yield made


@pytest.fixture
def heard() -> list[Checker]:
    """The checkers that have said something, or ended."""
    return []


def talk(selector: selectors.BaseSelector, heard: list[Checker]) -> None:
    """What a server does, until a checker says something."""
    while not heard:
        for key, events in selector.select(60.0):
            key.data(events)


@pytest.fixture
def crew(
    warm: Warm, ends: Ends, selector: selectors.BaseSelector, heard: list[Checker]
) -> Iterator[Crew]:
    open_sides = Sides()
    open_sides.open[KEY] = warm.side
    known, engine = WarmSet(open_sides, {TARGET: warm}), ends["engine"][0]
    made = Crew(known, selector, heard.append, 1, engine, spare=False)
    yield made
    made.close()
    gc.unfreeze()  # a crew freezes before it forks


@forks
@pytest.mark.parametrize("is_warm", [True, False], ids=["warm", "importing"])
@pytest.mark.parametrize("name", ["engine", "student side"])
def test_a_checker_holds_nothing_whose_end_others_wait_for(
    crew: Crew,
    warm: Warm,
    ends: Ends,
    name: str,
    is_warm: bool,
) -> None:
    warm.side.is_warm = is_warm
    assert crew.free(warm) is not None
    ours, theirs = ends[name]
    ours.close()  # as where this process closes it, or ends
    theirs.settimeout(60.0)
    assert theirs.recv(1) == b""


@pytest.mark.parametrize("step", ["socketpair", "mkdtemp", "fork"])
def test_a_checker_that_cannot_be_started_says_why_and_leaves_nothing(
    crew: Crew, warm: Warm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    places = {"socketpair": crews.socket, "mkdtemp": crews.tempfile, "fork": crews.os}
    before = len(list(Path("/proc/self/fd").iterdir()))
    with monkeypatch.context() as patched:
        patched.setattr(crews.tempfile, "tempdir", str(tmp_path))
        patched.setattr(places[step], step, full)
        with pytest.raises(SandboxError, match="cannot be started: Resource temporarily"):
            crew.free(warm)
    assert crew.checkers == [] and not list(tmp_path.iterdir())
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@forks
def test_a_student_side_that_has_just_ended_ends_a_checker_and_nothing_else(
    crew: Crew, warm: Warm, selector: selectors.BaseSelector, heard: list[Checker]
) -> None:
    checker = crew.free(warm)
    assert checker is not None
    checker.outbox.put(Task(1, warm.number))
    talk(selector, heard)
    with pytest.raises(ChannelClosed):
        checker.channel.receive()


@forks
def test_nobody_waits_until_a_checker_has_taken_what_it_is_to_grade(
    crew: Crew, warm: Warm, selector: selectors.BaseSelector, heard: list[Checker]
) -> None:
    checker = crew.free(warm)
    assert checker is not None
    os.kill(checker.process, signal.SIGSTOP)  # it has something else to do
    large = Task(1, warm.number, Submission("ann", "toy", bytes(5_000_000)))
    sends = threading.Thread(target=checker.start, args=(large, Limits()), daemon=True)
    sends.start()
    sends.join(60.0)
    assert not sends.is_alive()
    os.kill(checker.process, signal.SIGCONT)
    talk(selector, heard)  # it takes it all, and stops over that
    assert heard == [checker]


@forks
def test_a_checker_that_has_died_is_heard_of_where_it_is_to_grade(
    crew: Crew, warm: Warm, selector: selectors.BaseSelector, heard: list[Checker]
) -> None:
    checker = crew.free(warm)
    assert checker is not None
    os.kill(checker.process, signal.SIGKILL)
    os.waitid(os.P_PID, checker.process, os.WEXITED | os.WNOWAIT)
    checker.outbox.put(Task(1, warm.number))
    talk(selector, heard)
    assert heard == [checker]


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "checks.py"), FileError, "Permission"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "release"), FileError, "move it"),
        (
            OSError(errno.EMFILE, "Too many open files"),
            CourseError,
            "toy: It cannot be opened",
        ),
        (KeyError("a fault of ours"), CourseError, "toy: It cannot be opened: KeyError"),
    ],
    ids=["closed", "no folder", "too many files", "a fault of ours"],
)
def test_what_goes_wrong_with_an_exercise_is_an_error_of_that_exercise(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Exception,
    kind: type[AutograderError],
    said: str,
) -> None:
    def fails(_exercise: object) -> bytes:
        raise wrong

    exercise = toy.write_course(tmp_path).exercise("toy")
    monkeypatch.setattr(warms, "digest_of_exercise", fails)
    with pytest.raises(kind, match=said):
        WarmSet().get(Target.of(exercise))


ENDLESS = "\nwhile True:\n    pass\n"


@pytest.mark.parametrize(
    "files",
    [
        {"checks": f"{toy.CHECKS}{ENDLESS}"},
        {"mistakes": toy.more_mistakes("double", ENDLESS)},
        {"checks": f"{toy.CHECKS}\ntry:\n    while True: pass\nexcept BaseException: pass\n"},
    ],
    ids=["checks", "mistakes", "one who goes on"],
)
def test_files_that_never_come_to_their_end_are_an_error_of_that_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Any
) -> None:
    exercise = toy.write_course(tmp_path, **files).exercise("toy")
    monkeypatch.setattr(warms, "OPEN_SECONDS", 0.5)
    monkeypatch.setattr(Sides, "of", lambda *_given: None)
    with pytest.raises(CourseError, match=r"take longer than 0\.5 s to be read\. Does checks\.py"):
        WarmSet().get(Target.of(exercise))
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_student_side_makes_way_unless_somebody_is_graded_there(warm: Warm) -> None:
    """As where an exercise is changed meanwhile, so that it cannot be opened any more."""
    open_sides = Sides()
    open_sides.open[KEY] = warm.side
    left = WarmSet(open_sides)
    assert left.make_way([warm]) is None
    assert left.make_way([]) is warm.side


@forks
def test_a_checker_that_does_not_listen_is_ended_like_any_other(crew: Crew, warm: Warm) -> None:
    checker = crew.free(warm)
    assert checker is not None
    os.kill(checker.process, signal.SIGSTOP)  # as it may wait for a student side that is stopped
    ends = threading.Thread(target=crew.let_go, args=(checker,), daemon=True)
    ends.start()
    ends.join(60.0)
    assert not ends.is_alive()
    assert not Path(f"/proc/{checker.process}").exists()
    assert not checker.room.exists()
