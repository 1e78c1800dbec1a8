"""A checker that does not come back is ended, and one that only has to wait is not."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Limits
from autograder.engine import checker as checkers
from autograder.engine.checker import Checker, Task
from autograder.engine.messages import Done, Examined
from autograder.engine.outbox import Outbox
from autograder.grading import Submission
from autograder.sandbox.clock import longest
from autograder.wire.channel import Channel

LIMITS = Limits(cell_seconds=1.0, submission_seconds=1.0, idle_seconds=1.0)
TASK = Task(1, 1, Submission("ann", "toy", b""))


@pytest.fixture(params=["computes", "waits"])
def checker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Checker]:
    """One that does what the parameter says, whatever it is asked."""
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        while request.param == "computes":
            pass
        signal.pause()
    with theirs:
        channel: Channel[Done | Examined] = Channel(ours, Done | Examined)
        with selectors.DefaultSelector() as selector:
            outbox = Outbox(channel, ours, selector, hear=lambda: None, gone=lambda: None)
            made = Checker(process, tmp_path, channel, outbox, {}, knows=1)
            made.start(TASK, LIMITS)
            yield made
            made.close()


def test_it_may_compute_for_so_long(
    checker: Checker, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkers, "SLACK_SECONDS", 0.3)
    computes = "computes" in request.node.name
    assert not checker.hangs or computes
    end = time.monotonic() + (60.0 if computes else 0.5)
    while not checker.hangs and time.monotonic() < end:
        time.sleep(0.02)
    assert checker.hangs == computes


def test_the_clock_of_its_submission_has_its_last_stop_first(checker: Checker) -> None:
    assert not checker.hangs
    checker.started -= longest(LIMITS.submission_seconds, LIMITS.idle_seconds)
    assert not checker.hangs
    checker.started -= checkers.LAST_STOP * checkers.SLACK_SECONDS
    assert checker.hangs
