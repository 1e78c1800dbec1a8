"""What the processes of one child have used, as this side sees it: the child is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.sandbox.inside.confine import processes

NANOSECOND = 1e-9
RUNS, BLOCKED = b"R", b"D"


@dataclass(frozen=True)
class Use:
    """Of some time: the seconds of processors in it, the seconds in which nobody wanted one, and
    those of them in which somebody waited for the kernel, such as for a disk: it may be slow."""

    computed: float
    waited: float
    blocked: float = 0.0


class Account:
    """Looks again and again at a keeper's child and at all that descend from it."""

    def __init__(self, keeper: int) -> None:
        self._keeper = keeper
        self.processes: list[int] = []
        self._computed = 0.0
        self._wanted: dict[int, int] = {}

    def computed(self, seconds: float) -> float:
        """Seconds of processors since the last look, `seconds` ago.

        Nobody knows what has been used by a process that came and went in between and that nobody
        waited for. Where others are there than before, all of that time counts.
        """
        before, self.processes = self.processes, processes.descendants(self._keeper)
        total = sum(map(processes.processor_seconds, self.processes))
        used, self._computed = max(0.0, total - self._computed), total
        changed = bool(before) and set(before) != set(self.processes)
        return max(used, seconds) if changed else used

    def wanted(self) -> float:
        """Seconds since the last look in which one of its threads ran, or waited for a processor:
        of the one that did so most. (The sum of many that wait for each other would be large.)"""
        before, self._wanted = self._wanted, {}
        for process in self.processes:
            self._wanted |= processes.wanted(process)
        more = (time - before.get(thread, 0) for thread, time in self._wanted.items())
        return max(more, default=0) * NANOSECOND


def look(accounts: Iterable[Account], seconds: float) -> Use:
    """What all of them have used since the last look, of which `seconds` count."""
    accounts = list(accounts)
    computed = sum(account.computed(seconds) for account in accounts)
    wanted = max((account.wanted() for account in accounts), default=seconds)
    there = [process for account in accounts for process in account.processes]
    if wanted >= seconds or not there:
        return Use(computed, 0.0)
    # Who stands in the queue at this moment is credited with that time only when it is over.
    states = set().union(*map(processes.states, there))
    waited = 0.0 if RUNS in states else seconds - wanted
    return Use(computed, waited, waited if BLOCKED in states else 0.0)
