"""What the tests of attacks share: looking at processes, and skipping what a machine lacks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.responder import ChildDied
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session

OpenAttacker = Callable[..., Session]


def is_root() -> bool:
    """Whether the tests run as root, as in a container."""
    return os.geteuid() == 0


def need(side: StudentSide, level: str) -> None:
    """Skip the test where the machine cannot give this level."""
    for trial in side.trials:
        if trial.level == level and trial.problem:
            pytest.skip(f"this machine does not give the level {level}: {trial.problem}")


def family(root: int) -> set[int]:
    """A process and all that descend from it; those in a namespace have numbers here, too."""
    found, waiting = set(), [root]
    while waiting:
        each = waiting.pop()
        found.add(each)
        for path in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                waiting += map(int, path.read_text().split())
            except OSError:
                continue  # it has just gone
    return found


def named(sign: str) -> list[int]:
    """The processes whose command line has this sign."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if sign in path.read_text(errors="replace"):
                found.append(int(path.parent.name))
        except OSError:
            continue  # it has just gone
    return found


def alive(process: int) -> bool:
    """Whether it runs: a dead one that nobody has waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def all_die(processes: set[int]) -> bool:
    """Whether all of them end within a moment."""
    end = time.monotonic() + 60
    while any(map(alive, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def dies(session: Session, source: str) -> ChildDied:
    """Run a cell that does not come back."""
    with pytest.raises(ChildDied) as caught:
        session.run_cell(source)
    return caught.value
