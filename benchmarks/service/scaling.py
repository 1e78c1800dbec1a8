"""How many machines a deadline evening needs: arrivals of many students, and the smallest number of
cores with which checks stay quick and every hand-in is graded soon."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.service.machine import percentile
from benchmarks.service.plans import CHECKED, HANDED_IN, Seen
from benchmarks.service.simulation import Arrivals, Costs, Waits, on_many, on_one_machine

SIZES = (1_000, 10_000, 100_000)
# Hand-ins before a deadline come at a rate that is inversely proportional to the time that is left
# (Alfi, Parisi, Pietronero: Conference registration: how people react to a deadline, Nature
# Physics 3, 746, 2007). That this begins five hours before, that the last ones leave themselves two
# minutes, and that each has asked for 20 checks in the hour before, are assumptions.
EVENING, LEFT = 5 * 3600.0, 120.0
CHECKS_EACH, CHECKS_BEFORE = 20, 3600.0
SPAN = 1200.0  # the end of the evening, which is simulated
EVERY, LEAD, RUSH = 30.0, 60.0, 60.0  # where all hand in within the same minute
CHECK_P95, HAND_IN_MOST = 1.0, 120.0
FRONT_BUSY = 0.5  # a service process that is busier lets others wait
WRITES = (2, 6)  # transactions of a check and of a hand-in
CORES = 16  # of one machine
STEP = 1.2  # from one number of cores that is tried to the next


def evening(students: int, random: np.random.Generator) -> Arrivals:
    """The last twenty minutes before a deadline."""
    left = LEFT * ((EVENING / LEFT + 1) ** random.uniform(size=students) - 1)
    before = random.uniform(0, CHECKS_BEFORE, (students, CHECKS_EACH)) + left[:, None]
    return Arrivals(np.sort(SPAN - before[before < SPAN]), np.sort(SPAN - left[left < SPAN]))


def same_minute(students: int, random: np.random.Generator) -> Arrivals:
    """All check every half a minute, and hand in within the same minute: the worst that can be."""
    per_student = int((LEAD + RUSH) / EVERY)
    first = random.uniform(0, EVERY, students)[:, None]
    checks = (first + EVERY * np.arange(per_student)).ravel()
    return Arrivals(np.sort(checks), np.sort(random.uniform(LEAD, LEAD + RUSH, students)))


@dataclass(frozen=True)
class Need:
    """What so many students need, and how long they wait then; `writes` are transactions a second
    in the busiest minute."""

    students: int
    fronts: int
    workers: int
    waits: Waits
    writes: float

    @property
    def machines(self) -> int:
        """Of 16 cores each, beside the database."""
        return math.ceil((self.fronts + self.workers) / CORES)


def need(
    students: int, arrive: Callable[[int, np.random.Generator], Arrivals], costs: Costs
) -> Need:
    """The fewest cores with which nobody waits too long."""
    arrivals = arrive(students, np.random.default_rng(0))
    busy = _busiest(arrivals.checks) * costs.front_check
    busy += _busiest(arrivals.hand_ins) * costs.front_hand_in
    fronts = max(1, math.ceil(busy / FRONT_BUSY))

    def waits(workers: int) -> Waits:
        return on_many(arrivals, costs, fronts, workers, np.random.default_rng(1))

    work = len(arrivals.checks) * costs.engine_check + len(arrivals.hand_ins) * costs.engine_hand_in
    end = max(arrivals.checks[-1], arrivals.hand_ins[-1])
    low = high = max(1, int(work / (end + HAND_IN_MOST)))  # with less it cannot be done in time
    while not _is_soon(waits(high)):
        low, high = high + 1, math.ceil(high * STEP)
    while low < high:
        middle = (low + high) // 2
        if _is_soon(waits(middle)):
            high = middle
        else:
            low = middle + 1
    writes = _busiest(arrivals.checks) * WRITES[0] + _busiest(arrivals.hand_ins) * WRITES[1]
    return Need(students, fronts, high, waits(high), writes)


def _busiest(moments: np.ndarray) -> float:
    """Arrivals a second in the minute that has most of them."""
    ends = np.searchsorted(moments, moments + 60.0)
    return float(np.max(ends - np.arange(len(moments)))) / 60.0


def _is_soon(waits: Waits) -> bool:
    return (
        percentile(waits.checks, 0.95) <= CHECK_P95 and float(waits.hand_ins.max()) <= HAND_IN_MOST
    )


def lines(costs: Costs, sizes: Iterable[int] = SIZES) -> Iterator[str]:
    """The table, in Markdown."""
    yield (
        "| students | when | service processes | cores that grade | machines of 16 cores "
        "| checks: p50, p95 | hand-ins: p50, p95, last | transactions a second |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for when, arrive in (("a deadline evening", evening), ("all in one minute", same_minute)):
        for size in sizes:
            found = need(size, arrive, costs)
            checks, hand_ins = found.waits.checks, found.waits.hand_ins
            yield (
                f"| {size} | {when} | {found.fronts} | {found.workers} | {found.machines} "
                f"| {percentile(checks, 0.5):.2f}, {percentile(checks, 0.95):.2f} s "
                f"| {percentile(hand_ins, 0.5):.1f}, {percentile(hand_ins, 0.95):.1f}, "
                f"{hand_ins.max():.1f} s | {found.writes:.0f} |"
            )


def beside(seen: Iterable[Seen], costs: Costs, cores: int) -> Iterator[str]:
    """What the simulation says of a load that was measured: the same moments, on one machine."""
    seen = [each for each in seen if not each.trouble]
    kinds = [[each for each in seen if each.what == what] for what in (CHECKED, HANDED_IN)]
    began = min(each.sent_at for each in seen)
    at = [np.array([each.sent_at - began for each in kind]) for kind in kinds]
    waits = on_one_machine(Arrivals(*at), costs, cores, np.random.default_rng(0))
    yield "| | measured: p50, p95 | simulated: p50, p95 |"
    yield "| --- | --- | --- |"
    for what, kind, simulated in zip(
        ("checks", "hand-ins"), kinds, (waits.checks, waits.hand_ins), strict=True
    ):
        real = [each.seconds for each in kind]
        yield f"| {what} | {_two(real)} | {_two(simulated)} |"


def _two(walls: Iterable[float]) -> str:
    walls = list(walls)
    return f"{percentile(walls, 0.5) * 1e3:.0f}, {percentile(walls, 0.95) * 1e3:.0f} ms"
