"""Lanes: what is urgent has workers that nothing else may take, however long that goes on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Beyond = Sequence[tuple[int, int]]


class Lanes:
    """Sorts priorities into lanes, and says how many workers each of these may use.

    `beyond` has a pair for each lane but the lowest: the priority from which on it is that one, and
    how many workers more than the lowest it may use, together with all the lanes below it.
    """

    def __init__(self, beyond: Beyond = ()) -> None:
        ordered = sorted(beyond)
        self._floors = [floor for floor, _more in ordered]
        self._more = [0, *(more for _floor, more in ordered)]

    @property
    def more(self) -> int:
        """How many workers there are beyond those that everything may use."""
        return max(self._more)

    def of(self, priority: int) -> int:
        """The lane of a priority; 0 is the lowest."""
        return bisect_right(self._floors, priority)

    def has_room(self, priority: int, running: Iterable[int], workers: int) -> bool:
        """Whether one of this priority may start beside what is running, where `workers` may do
        what is in the lowest lane."""
        lanes = [self.of(each) for each in running]
        return all(
            sum(each <= lane for each in lanes) < workers + self._more[lane]
            for lane in range(self.of(priority), len(self._more))
        )

    def leaves_room(self, priority: int, running: Iterable[int], places: int) -> bool:
        """Whether one of this priority may start where there are only so many places in all: each
        lane leaves one to each lane above it, as long as there are as many."""
        lanes, top = [self.of(each) for each in running], len(self._floors)
        return all(
            sum(each <= lane for each in lanes) < max(1, places - (top - lane))
            for lane in range(self.of(priority), top)
        )

    def holds_back(self, alone: int, priority: int) -> bool:
        """Whether what is graded alone, of the first priority, lets none of the other one be graded
        meanwhile: what is more urgent goes on."""
        return self.of(priority) <= self.of(alone)
