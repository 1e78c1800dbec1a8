"""What the processes of one child have used, as this side sees it: the child is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.sandbox.inside.confine import processes

NANOSECOND = 1e-9
LEAST_SHARE = 0.25
CROWDED = 8  # so many times as long as threads run, they may wait for a processor
RUNS, BLOCKED = b"R", b"D"


@dataclass(frozen=True)
class Use:
    """Of some time: the seconds of processors in it, the seconds in which nobody wanted one, and
    those of them in which somebody waited for the kernel, such as for a disk: it may be slow.

    Only the next look can tell what the seconds are that are left `open`: somebody stands in the
    queue, and how long is not known yet.
    """

    computed: float
    waited: float
    blocked: float = 0.0
    open: float = 0.0


class Account:
    """Looks again and again at a supervisor's child and at all that descend from it."""

    def __init__(self, supervisor: int) -> None:
        self._supervisor = supervisor
        self.processes: list[int] = []
        self.was_there = False
        self._computed = 0.0
        self._threads: dict[int, tuple[int, int]] = {}
        self._unchanged: set[int] = set()  # threads that have not run since the last look
        self._queue: set[int] = set()  # threads that stood in the queue, or ran, at this look
        self._queue_before: set[int] = set()
        self._ran = self._queued = 0

    def look(self, seconds: float) -> tuple[float, float]:
        """Of the time since the last look, `seconds` ago: seconds of processors; and seconds in
        which one of its threads ran, or waited for a processor.

        Nobody knows what has been used by a process that came and went in between and that nobody
        waited for. Where others are there than before, somebody is taken to have wanted a processor
        in all of that time: the share of it that it had counts, and the rest it stood in the queue.
        """
        before, self.processes = self.processes, processes.descendants(self._supervisor)
        self.was_there = self.was_there or bool(self.processes)
        self._queue_before, self._queue = self._queue, set()
        total = sum(map(processes.processor_seconds, self.processes))
        used, self._computed = max(0.0, total - self._computed), total
        wanted = self._wanted(used)
        if not before or set(before) == set(self.processes):
            return used, wanted
        return max(used, self._share() * seconds), max(wanted, seconds)

    def _wanted(self, used: float) -> float:
        """How long one thread or another ran or waited for a processor: at least as long as the one
        that did so most, and where threads take turns, as in a training, as long as all of them
        ran. What they waited counts in proportion only: many that want a processor at once, for a
        moment, wait for each other."""
        before, self._threads, most = self._threads, {}, 0
        for process in self.processes:
            self._threads |= processes.times_of_threads(process)
        self._unchanged = {each for each, now in self._threads.items() if before.get(each) == now}
        all_ran = all_queued = 0
        for thread, (ran, queued) in self._threads.items():
            ran_before, queued_before = before.get(thread, (0, 0))
            more = ran - ran_before, queued - queued_before
            all_ran, all_queued = all_ran + more[0], all_queued + more[1]
            most = max(most, sum(more))
        self._ran, self._queued = self._ran + all_ran, self._queued + all_queued
        took_turns = max(all_ran * NANOSECOND, used)
        took_turns += min(all_queued * NANOSECOND, CROWDED * took_turns)
        return max(most * NANOSECOND, took_turns)

    @property
    def has_threads(self) -> bool:
        """Whether one of its processes had several at the last look, as libraries make them."""
        return len(self._threads) > len(self.processes)

    def standing(self) -> tuple[set[bytes], bool]:
        """The states of its threads; and whether one has stood in the queue ever since the last
        look, so that nothing of that time has been told yet."""
        self._queue, found = set(), set[bytes]()
        for process in self.processes:
            for thread, state in processes.states(process).items():
                if state == RUNS:
                    self._queue.add(thread)
                if state != BLOCKED or not processes.waits_for_its_child(process, thread):
                    found.add(state)
        return found, bool(self._queue_before & self._queue & self._unchanged)

    def _share(self) -> float:
        """Of the time in which it wants a processor, the part in which it has one, as was seen."""
        asked = self._ran + self._queued
        return max(LEAST_SHARE, self._ran / asked) if asked else 1.0


def look(accounts: Iterable[Account], seconds: float, left_open: float = 0.0) -> Use:
    """What all of them have used since the last look, of which `seconds` count, and those that the
    last look has left open."""
    accounts = list(accounts)
    looks = [account.look(seconds) for account in accounts]
    computed = sum(used for used, _wanted in looks)
    wanted = max((wanted for _used, wanted in looks), default=seconds)
    idle = left_open + seconds - wanted
    if idle <= 0 or not any(account.was_there for account in accounts):
        return Use(computed, 0.0)
    # Who stands in the queue at this moment is credited with that time only when it is over.
    standing = [account.standing() for account in accounts]
    states = set().union(*(states for states, _since_then in standing))
    still_open = 0.0
    if RUNS in states:
        since_then = any(since_then for _states, since_then in standing)
        still_open = idle if since_then else min(idle, seconds)
    waited = idle - still_open
    return Use(computed, waited, waited if BLOCKED in states else 0.0, still_open)
