"""What has been used of a time that is bounded, and whether it is too much."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum, auto

from autograder.sandbox.account import Use

LAST_STOP = 10  # on the wall, so many times the processor time


class Over(Enum):
    """Which time is used up."""

    COMPUTING = auto()
    WAITING = auto()
    WALL = auto()


@dataclass(frozen=True)
class Bounds:
    """Seconds: of processors, of waiting beyond what was computed, and on the wall."""

    computing: float
    waiting: float
    wall: float


class Spent:
    """What has been used so far, and whether it is too much."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.start = time.monotonic()
        self.computed = self.waited = self.blocked = 0.0

    def add(self, use: Use) -> None:
        """Count what has been used since the last look."""
        self.computed += use.computed
        self.waited += use.waited
        self.blocked += use.blocked

    @property
    def is_the_machines(self) -> bool:
        """Whether most of the time it was seen neither to compute nor to wait: it stood in a queue,
        or we did."""
        return self.computed + self.waited < (time.monotonic() - self.start) / 2

    def over(self, granted: float, still: float = 0.0) -> Over | None:
        """Which bound has been reached, if so many seconds more are granted, and so many more of
        standing still."""
        if self.computed >= self.bounds.computing + granted:
            return Over.COMPUTING
        # A training that hands over from thread to thread, or whose machine is lent to others, has
        # many short gaps: who waits less than it works does not wait, however long it takes.
        if self.waited - self.computed >= self.bounds.waiting + granted + still:
            return Over.WAITING
        if time.monotonic() - self.start >= self.bounds.wall + LAST_STOP * granted:
            return Over.WALL
        return None


def bounds(computing: float, waiting: float) -> Bounds:
    """The bound on the wall follows from the others."""
    return Bounds(computing, waiting, LAST_STOP * (computing + waiting))
