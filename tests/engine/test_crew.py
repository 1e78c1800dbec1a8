"""Checkers and open exercises, where what they need has just ended or cannot be read."""

from __future__ import annotations

import errno
import gc
import selectors
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy

from autograder.engine import warm as warms
from autograder.engine.checker import Task
from autograder.engine.crew import Crew
from autograder.engine.messages import Target
from autograder.engine.sides import Side, Sides
from autograder.engine.warm import Warm, WarmSet
from autograder.errors import FileError, SandboxError
from autograder.wire.channel import ChannelClosed

KEY = ("numpy",), False
TARGET = Target("/course", "en", "toy", "cpu", "{}")


class HasEnded:
    """Stands for a student side that has ended, and nobody has heard of it yet."""

    control: Any

    def __init__(self) -> None:
        self.control = self

    def open_control(self) -> None:
        raise SandboxError("The student side has ended unexpectedly.")


@pytest.fixture
def warm() -> Warm:
    process: Any = HasEnded()
    context: Any = None
    return Warm(TARGET, context, b"", Side(KEY, process, is_warm=True), number=1)


@pytest.fixture
def crew(warm: Warm) -> Iterator[Crew]:
    sides = Sides()
    sides.open[KEY] = warm.side
    with selectors.DefaultSelector() as selector:
        made = Crew(WarmSet(sides, {TARGET: warm}), selector, lambda _checker: None, 1, spare=False)
        yield made
        made.close()
    gc.unfreeze()  # a crew freezes before it forks


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest-xdist is
def test_a_student_side_that_has_just_ended_ends_a_checker_and_nothing_else(
    crew: Crew, warm: Warm
) -> None:
    checker = crew.free(warm)
    assert checker is not None
    checker.send(Task(1, warm.number))
    with pytest.raises(ChannelClosed):
        checker.channel.receive()


def test_a_file_that_nobody_may_read_is_an_error_of_that_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_exercise: object) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", "checks.py")

    exercise = toy.write_course(tmp_path).exercise("toy")
    monkeypatch.setattr(warms, "digest_of_exercise", closed)
    with pytest.raises(FileError, match="Permission denied"):
        WarmSet().get(Target.of(exercise))
