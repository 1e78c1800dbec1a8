"""A hostile session at each level, and what it aims at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attack_tools import OpenAttacker, need
from prey import LIMITS, Prey, open_attacker

from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL, Limits


@pytest.fixture(params=[FULL, BASE])
def level(request: pytest.FixtureRequest, side: StudentSide) -> str:
    """Each level that holds students' code in; skipped where this machine lacks it."""
    need(side, request.param)
    return str(request.param)


@pytest.fixture
def attack(control: ControlChannel) -> Iterator[OpenAttacker]:
    """Open a hostile session at a level; all are closed at the end."""
    opened: list[Session] = []

    def start(
        level: str,
        limits: Limits = LIMITS,
        seconds: float = 10.0,
        idle_seconds: float | None = None,
    ) -> Session:
        opened.append(open_attacker(control, level, limits, seconds, idle_seconds))
        return opened[-1]

    yield start
    for session in opened:
        session.close()


@pytest.fixture(scope="module")
def captives(side: StudentSide) -> Iterator[Callable[[str], Session]]:
    """One long-lived hostile session for each level; a fresh one where it has died."""
    control = side.control.open_control()
    sessions: dict[str, Session] = {}

    def give(level: str) -> Session:
        if level not in sessions or not sessions[level].alive:
            if level in sessions:
                sessions[level].close()
            sessions[level] = open_attacker(control, level, seconds=60.0)
        return sessions[level]

    yield give
    for session in sessions.values():
        session.close()
    control.close()


@pytest.fixture
def prey(tmp_path: Path, side: StudentSide) -> Iterator[Prey]:
    """What the attack aims at; looked at once more afterwards."""
    made = Prey(tmp_path, side)
    yield made
    made.close()


@pytest.fixture
def bystander(side: StudentSide) -> Iterator[Session]:
    """Another student's session, which must go on as if nothing had happened."""
    control = side.control.open_control()
    session = Session(control, Clock(10, 60), 10_000, {"mine.txt": b"mine"})
    session.run_cell("x = 5")
    yield session
    done = session.run_cell("assert x == 5 and open('mine.txt').read() == 'mine'")
    assert not done.failed, done
    session.close()
    control.close()
