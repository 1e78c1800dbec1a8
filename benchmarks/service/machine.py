"""What the machine was doing while something was measured, and how many milliseconds that took."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Moment(NamedTuple):
    """Ticks of all processors since the machine was started: busy, taken by the host, and all; and
    how many processes want one, on average over the last minute."""

    busy: int
    stolen: int
    all: int
    load: float

    @classmethod
    def now(cls) -> Moment:
        fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
        user, nice, system, idle, waiting, hard, soft, stolen = map(int, fields)
        busy = user + nice + system + hard + soft
        load = float(Path("/proc/loadavg").read_text().split()[0])
        return cls(busy, stolen, busy + idle + waiting + stolen, load)


class Spell(NamedTuple):
    """Shares of all processors between two moments, and the load average before."""

    busy: float
    stolen: float
    load_before: float

    @classmethod
    def between(cls, before: Moment, after: Moment) -> Spell:
        ticks = max(after.all - before.all, 1)
        return cls(
            (after.busy - before.busy) / ticks, (after.stolen - before.stolen) / ticks, before.load
        )

    def __str__(self) -> str:
        return f"load before {self.load_before:.1f}, busy {self.busy:.0%}, steal {self.stolen:.0%}"


def percentile(numbers: Iterable[float], share: float) -> float:
    """The smallest of these numbers that so large a share of them does not exceed (the nearest
    rank); not a number where there are none."""
    ordered = sorted(numbers)
    if not ordered:
        return math.nan
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]
