"""Run a command and count its time: on the clock, and on the processors, children included."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of processor time."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __truediv__(self, number: float) -> Cost:
        return Cost(self.wall / number, self.cpu / number)

    def times(self, number: float) -> Cost:
        """So many of them."""
        return Cost(self.wall * number, self.cpu * number)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each number."""
    costs = list(costs)
    return Cost(median(cost.wall for cost in costs), median(cost.cpu for cost in costs))


def adopt_orphans() -> None:
    """Become the parent of every process below whose own parent ends first.

    A sandbox is killed with all that is in it; its processor time would be counted nowhere.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Run a command to its end, and that of everything it started; what it printed is shown
    where it failed."""
    before, start = _used(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        said, _nothing = process.communicate()
    wall = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode(errors='replace')}")
    _wait_for_orphans()
    return Cost(wall, _used() - before)


def tree(process: int) -> Iterator[int]:
    """A process and all that live below it, by their numbers."""
    yield process
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
        children = [int(number) for task in tasks for number in task.read_text().split()]
    except OSError:
        return
    for child in children:
        yield from tree(child)


def used_by(process: int) -> float:
    """Seconds of processor time of a living process, and of its children that it has seen end; in
    hundredths. 0 where it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def used_by_orphans() -> float:
    """Seconds of processor time of those that this process has adopted and that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    return _used()


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _wait_for_orphans() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return
