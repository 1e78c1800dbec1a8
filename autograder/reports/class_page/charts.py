"""Bars for a page: how points are distributed, and when work came. All places are percentages of
the width, so that a picture fits a phone and its letters stay as large as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from autograder.language import percent
from autograder.policies import in_utc
from autograder.reports.values import points

HEIGHT = 100.0
WIDTHS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # of a bar, in points
MOST_BARS = 12
MOST_TIMES = 40
MOST_LABELS = 5
HOUR = timedelta(hours=1)
STEPS = tuple(HOUR * hours for hours in (1, 3, 6, 12, 24, 48, 168, 336, 730, 2190, 8760))


class Bar(NamedTuple):
    """A bar: where it begins and how wide it is, how high, what it stands for, and how many."""

    x: float
    width: float
    height: float
    label: str
    number: int


class Tick(NamedTuple):
    """A label below the bars; `place` is `start`, `middle` or `end`: where x is in it."""

    x: float
    label: str
    place: str


class Chart(NamedTuple):
    """A picture of bars; `mark` is where a line stands across them, if there is one."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    mark: float | None = None

    @property
    def told(self) -> list[Bar]:
        """The bars with something in them, for whoever reads them as a table."""
        return [bar for bar in self.bars if bar.number]


def distribution(scores: Sequence[float], max_points: float) -> Chart | None:
    """How many have how many points; None where nobody has any verdict. The last bar is that of
    everything from its beginning on."""
    if not scores or max_points <= 0:
        return None
    width = next((each for each in WIDTHS if max_points / each <= MOST_BARS), max_points)
    edges = [width * place for place in range(max(1, int(-(-max_points // width))))]
    numbers = [0] * len(edges)
    for score in scores:
        numbers[min(max(int(score // width + 1e-9), 0), len(edges) - 1)] += 1
    labels = [
        f"{points(edge)}–{points(min(edge + width, max(max_points, edge)))}" for edge in edges
    ]
    ends = [*edges, max_points]
    return _chart(labels, numbers, [points(each) for each in ends])


def shares(values: Sequence[float]) -> Chart | None:
    """How many have which share, in tenths; more than all counts to the last."""
    if not values:
        return None
    numbers = [0] * 10
    for value in values:
        numbers[min(max(int(value * 10 + 1e-9), 0), 9)] += 1
    labels = [f"{percent(place / 10)} – {percent((place + 1) / 10)}" for place in range(10)]
    return _chart(labels, numbers, [percent(place / 10) for place in range(11)])


def arrivals(times: Sequence[datetime], due: datetime | None, zone: str) -> Chart | None:
    """When hand-ins came, on the clocks of the zone, and the date by which they should."""
    if not times:
        return None
    moments = sorted(map(in_utc, times))
    shown = [*moments, in_utc(due)] if due is not None else moments
    first, last = min(shown), max(shown)
    step = next((each for each in STEPS if (last - first) / each < MOST_TIMES), STEPS[-1])
    start = _begun(first, step, zone)
    count = int((last - start) / step) + 1
    numbers = [0] * count
    for moment in moments:
        numbers[int((moment - start) / step)] += 1
    starts = [start + step * place for place in range(count + 1)]
    form = "%m-%d" if step * count > timedelta(days=2) else "%m-%d %H:%M"
    labels = [f"{_local(each, zone):%Y-%m-%d %H:%M}" for each in starts[:-1]]
    chart = _chart(labels, numbers, [f"{_local(each, zone):{form}}" for each in starts])
    if due is None:
        return chart
    return chart._replace(mark=round(100 * ((in_utc(due) - start) / step) / count, 2))


def _begun(moment: datetime, step: timedelta, zone: str) -> datetime:
    """The full hour or day before, on the clocks of the zone."""
    local = _local(moment, zone).replace(minute=0, second=0, microsecond=0)
    if step >= 24 * HOUR:
        local = local.replace(hour=0)
    return min(in_utc(local), moment)


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _chart(labels: Sequence[str], numbers: Sequence[int], edges: Sequence[str]) -> Chart:
    """One edge more than there are bars."""
    each, most = 100 / len(labels), max(numbers)
    bars = [
        Bar(
            round(place * each + each * 0.05, 3),
            round(each * 0.9, 3),
            round(HEIGHT * number / most, 2) if most else 0.0,
            label,
            number,
        )
        for place, (label, number) in enumerate(zip(labels, numbers, strict=True))
    ]
    apart = -(-len(labels) // MOST_LABELS)
    ticks = [
        Tick(
            round(place * each, 2),
            edges[place],
            "start" if place == 0 else "end" if place == len(labels) else "middle",
        )
        for place in range(0, len(edges), apart)
    ]
    return Chart(tuple(bars), tuple(ticks), most)
