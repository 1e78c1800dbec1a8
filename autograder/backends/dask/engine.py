"""A cluster as a service asks it: submissions come at any moment, each with a priority."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count

from autograder.backends.dask.addresses import host_of
from autograder.backends.dask.crew import WITHOUT
from autograder.backends.dask.line import Line
from autograder.backends.dask.runner import say_on_stderr
from autograder.closing import Closing
from autograder.course import CPU, Device, Exercise
from autograder.engine.engine import closed_error
from autograder.engine.lanes import Lanes
from autograder.engine.ticket import OnQuestion, Ticket, see_that_one_may_wait
from autograder.grading import Submission


class ClusterEngine(Closing):
    """Sends each submission to a worker of a Dask cluster, under a pseudonym.

    A grading comes back whole: `on_question` is told of all questions at its end. While no worker
    is connected, submissions wait for one.
    """

    def __init__(
        self,
        address: str,
        say: Callable[[str], None] = say_on_stderr,
        isolation: str = "",
        lanes: Lanes = WITHOUT,
    ) -> None:
        """Connect with the scheduler; raises UsageError or ClusterError. Workers of another level
        of `isolation`, where one is named, get no work. Each of the `lanes` leaves a place to each
        above it, where there are as many."""
        host_of(address)
        self._asked = address, say, isolation, lanes
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._closed = False
        self._lines = {CPU: self._new_line(CPU)}

    @property
    def workers(self) -> int:
        """How many submissions the workers take now: at least one, so that something asks."""
        return max(1, sum(line.takes for line in list(self._lines.values())))

    def submit(
        self,
        exercise: Exercise,
        submission: Submission,
        *,
        priority: int = 0,
        on_question: OnQuestion | None = None,
        once: bool = False,
    ) -> Ticket:
        """As `Engine.submit` does; raises ClusterError where the scheduler is not there."""
        line = self._line(exercise.device)
        asked = (exercise, submission, priority, on_question)
        ticket = Ticket(next(self._numbers), *asked, once=once, give_up=line.give_up)
        line.put(ticket)
        return ticket

    def open(self, exercise: Exercise) -> Future[str]:
        """Let a worker get an exercise ready: the level of isolation that it gives, later."""
        return self._line(exercise.device).open(exercise)

    def isolation(self, exercise: Exercise) -> str:
        """That level; waits for a worker."""
        see_that_one_may_wait()
        return self.open(exercise).result()

    def close(self) -> None:
        """Leave the cluster; who still waits gets an error that says so."""
        with self._lock:
            self._closed = True
            lines = list(self._lines.values())
        for line in lines:
            line.close()

    def _line(self, device: Device) -> Line:
        with self._lock:
            if self._closed:
                raise closed_error()
            if device not in self._lines:
                self._lines[device] = self._new_line(device)
            return self._lines[device]

    def _new_line(self, device: Device) -> Line:
        address, say, isolation, lanes = self._asked
        return Line(address, device, say, isolation, lanes)
