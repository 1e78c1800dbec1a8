"""A checker that does not come back is ended, and one that only has to wait is not."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator

import pytest

from autograder.course import Limits
from autograder.engine import server
from autograder.engine.messages import Done, Job
from autograder.engine.server import Checker
from autograder.grading import Submission
from autograder.sandbox.clock import longest
from autograder.sandbox.isolation import DEFAULT_LIMITS, NONE, Confinement
from autograder.sandbox.launch import ControlChannel
from autograder.wire.channel import Channel

LIMITS = Limits(cell_seconds=1.0, submission_seconds=1.0, idle_seconds=1.0)
JOB = Job(0, Submission("ann", "toy", b""))


@pytest.fixture(params=["computes", "waits"])
def checker(request: pytest.FixtureRequest) -> Iterator[Checker]:
    """One that does what the parameter says, whatever it is asked."""
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        while request.param == "computes":
            pass
        signal.pause()
    made = Checker(
        process, Channel(ours, Done), ControlChannel(theirs, Confinement(NONE, DEFAULT_LIMITS))
    )
    made.start(JOB)
    yield made
    made.close()


def test_it_may_compute_for_so_long(
    checker: Checker, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SLACK_SECONDS", 0.3)
    computes = "computes" in request.node.name
    assert not checker.hangs(LIMITS) or computes
    end = time.monotonic() + (60.0 if computes else 0.5)
    while not checker.hangs(LIMITS) and time.monotonic() < end:
        time.sleep(0.02)
    assert checker.hangs(LIMITS) == computes


def test_the_clock_of_its_submission_has_its_last_stop_first(checker: Checker) -> None:
    assert not checker.hangs(LIMITS)
    checker.started -= longest(LIMITS.submission_seconds, LIMITS.idle_seconds)
    assert not checker.hangs(LIMITS)
    checker.started -= server.LAST_STOP * server.SLACK_SECONDS
    assert checker.hangs(LIMITS)
