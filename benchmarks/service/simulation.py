"""A deadline evening without students: discrete events, from measured costs, to see who waits.

Requests arrive at service processes, each of which does one thing after the other, and go on to the
cores that grade, which take checks before hand-ins and whoever came first of each. Nobody who is
being graded is interrupted.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Costs:
    """Seconds of one core: of a service process (`front`) and of the cores that grade (`engine`),
    for a check and for a hand-in, with all that belongs to it, such as the pages and the
    gradebook."""

    front_check: float
    engine_check: float
    front_hand_in: float
    engine_hand_in: float

    @property
    def check(self) -> float:
        """All of a check."""
        return self.front_check + self.engine_check

    @property
    def hand_in(self) -> float:
        """All of a hand-in."""
        return self.front_hand_in + self.engine_hand_in

    def __str__(self) -> str:
        return (
            f"a check {self.front_check * 1e3:.0f} + {self.engine_check * 1e3:.0f} ms, "
            f"a hand-in {self.front_hand_in * 1e3:.0f} + {self.engine_hand_in * 1e3:.0f} ms "
            "(the service's own process + what grades)"
        )


@dataclass(frozen=True)
class Arrivals:
    """Who comes when, in seconds, in order; the two kinds apart."""

    checks: Numbers
    hand_ins: Numbers


@dataclass(frozen=True)
class Waits:
    """Seconds from the arrival to the verdict, by kind, in the order of arrival."""

    checks: Numbers
    hand_ins: Numbers


def served(arrivals: Sequence[Numbers], times: Sequence[Numbers], servers: int) -> list[Numbers]:
    """When each is done, by kind: so many servers take whoever came first, of the kinds the first
    before the others. `times` is how long each takes. Within a kind, arrivals are in order."""
    done = [np.empty(len(kind)) for kind in arrivals]
    order = np.argsort(np.concatenate(arrivals), kind="stable")
    kinds = np.repeat(np.arange(len(arrivals)), [len(kind) for kind in arrivals])[order].tolist()
    moments = np.concatenate(arrivals)[order].tolist()
    lasts = [each.tolist() for each in times]
    begun, came_of = [0] * len(arrivals), [0] * len(arrivals)
    busy: list[float] = []  # a heap: when those servers are free that are not
    came, now = 0, 0.0
    while came < len(moments) or begun != came_of:
        waits = next((kind for kind, some in enumerate(begun) if some < came_of[kind]), None)
        if waits is not None and len(busy) < servers:
            end = now + lasts[waits][begun[waits]]
            done[waits][begun[waits]] = end
            begun[waits] += 1
            heapq.heappush(busy, end)
            continue
        next_arrival = moments[came] if came < len(moments) else math.inf
        if waits is not None and busy[0] <= next_arrival:
            now = busy[0]
        else:
            now = next_arrival
            came_of[kinds[came]] += 1
            came += 1
        while busy and busy[0] <= now:
            heapq.heappop(busy)
    return done


def on_one_machine(
    arrivals: Arrivals, costs: Costs, cores: int, random: np.random.Generator
) -> Waits:
    """Service and engine share the cores of one machine."""
    came = (arrivals.checks, arrivals.hand_ins)
    lasts = [
        _lengths(random, cost, len(kind))
        for cost, kind in zip((costs.check, costs.hand_in), came, strict=True)
    ]
    checks, hand_ins = served(came, lasts, cores)
    return Waits(checks - arrivals.checks, hand_ins - arrivals.hand_ins)


def on_many(
    arrivals: Arrivals, costs: Costs, fronts: int, workers: int, random: np.random.Generator
) -> Waits:
    """So many service processes, among which requests are dealt out by chance; and so many cores
    that grade."""
    came = (arrivals.checks, arrivals.hand_ins)
    cost = (costs.front_check, costs.front_hand_in)
    through = [np.empty(len(kind)) for kind in came]
    chosen = [random.integers(fronts, size=len(kind)) for kind in came]
    for front in range(fronts):
        own = [np.flatnonzero(some == front) for some in chosen]
        lasts = [_lengths(random, each, len(some)) for each, some in zip(cost, own, strict=True)]
        # first come, first served: one queue for both kinds
        both = [came[kind][own[kind]] for kind in range(2)]
        ends = _in_order(both, lasts)
        for kind in range(2):
            through[kind][own[kind]] = ends[kind]
    sorts = [np.argsort(each, kind="stable") for each in through]
    ordered = [each[sort] for each, sort in zip(through, sorts, strict=True)]
    lasts = [
        _lengths(random, each, len(kind))
        for each, kind in zip((costs.engine_check, costs.engine_hand_in), came, strict=True)
    ]
    done = served(ordered, lasts, workers)
    found = []
    for kind in range(2):
        ends = np.empty(len(came[kind]))
        ends[sorts[kind]] = done[kind]
        found.append(ends - came[kind])
    return Waits(*found)


def _in_order(kinds: Sequence[Numbers], lasts: Sequence[Numbers]) -> list[Numbers]:
    """When each is done by one server that takes all as they come."""
    order = np.argsort(np.concatenate(kinds), kind="stable")
    arrival, last = np.concatenate(kinds)[order], np.concatenate(lasts)[order]
    # the end of each is the latest arrival, up to it, with all the work since
    total = np.cumsum(last)
    ends = np.empty(len(order))
    ends[order] = total + np.maximum.accumulate(arrival - (total - last))
    return list(np.split(ends, [len(kinds[0])]))


def _lengths(random: np.random.Generator, mean: float, count: int) -> Numbers:
    """How long each takes: a gamma distribution with a coefficient of variation of a third."""
    return random.gamma(9.0, mean / 9.0, count)
