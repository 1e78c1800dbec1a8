"""Jobs that wait: the highest priority first, and of the same one who came first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

Job = TypeVar("Job")


@dataclass(order=True)
class _Place(Generic[Job]):
    before: int  # the priority, turned round
    arrival: int
    number: int = field(compare=False)
    job: Job = field(compare=False)


class Queue(Generic[Job]):
    """A queue with priorities, from which a job can be taken back by its number."""

    def __init__(self) -> None:
        self._places: list[_Place[Job]] = []
        self._arrivals = count()

    def __iter__(self) -> Iterator[Job]:
        """The jobs in the order in which they will be taken."""
        return (place.job for place in sorted(self._places))

    def put(self, number: int, job: Job, priority: int = 0) -> None:
        """Let a job wait; a larger priority comes first."""
        heapq.heappush(self._places, _Place(-priority, next(self._arrivals), number, job))

    def take(self, fits: Callable[[Job], bool] = lambda _job: True) -> Job | None:
        """The next job that fits; None where there is none."""
        if self._places and fits(self._places[0].job):  # nearly always
            return heapq.heappop(self._places).job
        for place in sorted(self._places):
            if fits(place.job):
                self._remove(place)
                return place.job
        return None

    def first(self) -> Job | None:
        """The next job, which stays."""
        return self._places[0].job if self._places else None

    def cancel(self, number: int) -> Job | None:
        """Take a job back; None where it does not wait here."""
        for place in self._places:
            if place.number == number:
                self._remove(place)
                return place.job
        return None

    def _remove(self, place: _Place[Job]) -> None:
        if place is self._places[0]:
            heapq.heappop(self._places)
        else:
            self._places.remove(place)
            heapq.heapify(self._places)
