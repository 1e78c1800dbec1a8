"""Every attempt of `attempts.py`: it fails at each level, and would succeed without isolation."""

from __future__ import annotations

import platform
from collections.abc import Callable

import pytest
from attack_tools import OpenAttacker, is_root
from attempt import Attempt
from attempts import GROUPS
from prey import Prey, tried

from autograder.sandbox.session import Session
from autograder.wire.control import NONE

ALL = [
    pytest.param(attempt, id=f"{group}: {attempt.name}")
    for group, attempts in GROUPS.items()
    for attempt in attempts
]


@pytest.mark.parametrize("attempt", ALL)
def test_an_attempt_fails(
    attempt: Attempt, level: str, captives: Callable[[str], Session], prey: Prey
) -> None:
    if level not in attempt.levels:
        pytest.skip(f"harmless at the level {level}")
    with prey.victim() as victim:
        said = tried(captives(level), prey, attempt)
        assert said.startswith(("lost", "died")), said
        assert victim.poll() is None
    assert prey.state() == prey.before


@pytest.mark.skipif(not is_root(), reason="some of these need root")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="system calls by number")
@pytest.mark.parametrize("attempt", [each for each in ALL if each.values[0].anywhere])
def test_it_would_succeed_without_isolation(
    attempt: Attempt, attack: OpenAttacker, prey: Prey
) -> None:
    version = tuple(map(int, platform.release().split("-")[0].split(".")[:2]))
    if version < attempt.since:
        pytest.skip(f"Linux has this call since {attempt.since}")
    with prey.victim():
        session = attack(NONE)
        assert tried(session, prey, attempt) == "won"
        session.close()  # before the victim, which it may hold
