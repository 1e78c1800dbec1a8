"""The line of a service to the workers that have one device: a thread that sends and hears."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import Empty, SimpleQueue
from typing import NamedTuple

import msgspec

from autograder.backends.dask.crew import Crew, Piece
from autograder.backends.dask.messages import Lost, Ready, Verdict, Work
from autograder.backends.dask.orders import no_verdict, order_for, under_real_name, work_for
from autograder.course import Device, Exercise
from autograder.engine.grader_process import left_error
from autograder.engine.lanes import Lanes
from autograder.engine.messages import Failed
from autograder.engine.queue import Queue
from autograder.engine.ticket import HIGHEST, Reader, Ticket
from autograder.errors import AutograderError, ClusterError

Hear = Callable[[str | Exception], None]  # the level of isolation, or why there is none

_log = logging.getLogger(__name__)


class _Ordered(NamedTuple):
    """A ticket, and the exercise as it was when it came."""

    ticket: Ticket
    order: Work


class Line:
    """Sends what comes to whoever has a place for it, and settles the tickets.

    All workers have the level of isolation that is asked for, else the one at which an exercise was
    first got ready.
    """

    def __init__(
        self,
        address: str,
        device: Device,
        say: Callable[[str], None],
        isolation: str,
        lanes: Lanes,
    ) -> None:
        """Connect with the scheduler; raises UsageError or ClusterError."""
        self._isolation = isolation
        self._crew = Crew(address, device, say, lanes)
        self._numbers = count(1)
        self._incoming: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._waiting: Queue[Piece] = Queue()
        self._ordered: dict[int, _Ordered] = {}
        self._getting_ready: dict[int, Work] = {}
        self._hold: defaultdict[Work, list[Hear]] = defaultdict(list)
        self._levels: dict[Work, str] = {}
        self._closed = False
        self._thread = Reader(target=self._run, name="cluster")
        self._thread.start()

    @property
    def takes(self) -> int:
        """How many submissions its workers take: one waits at each place."""
        return 2 * self._crew.places

    def put(self, ticket: Ticket) -> None:
        """Let it be graded."""
        ordered = _Ordered(ticket, order_for(ticket.exercise, self._isolation))
        self._do(lambda: self._take(ordered))

    def open(self, exercise: Exercise) -> Future[str]:
        """Let a worker get it ready."""
        order, answer = order_for(exercise, self._isolation), Future[str]()
        answer.set_running_or_notify_cancel()

        def hear(level: str | Exception) -> None:
            if isinstance(level, Exception):
                answer.set_exception(level)
            else:
                answer.set_result(level)

        self._do(lambda: self._when_ready(order, hear))
        return answer

    def give_up(self, ticket: Ticket) -> None:
        """Nobody wants this any more."""
        self._do(lambda: self._forget(ticket))

    def close(self) -> None:
        """Leave; what waits gets an error."""
        self._closed = True
        self._crew.wake()
        self._thread.join()

    def _do(self, what: Callable[[], None]) -> None:
        """In the thread of this line."""
        self._incoming.put(what)
        self._crew.wake()
        if not self._thread.is_alive():  # it has just been closed
            self._do_what_came()
            self._fail_all(left_error())

    def _run(self) -> None:
        try:
            while not self._closed:
                self._do_what_came()
                error: AutograderError | None
                try:
                    for number, reply in self._crew.step(self._waiting):
                        self._hear(number, reply)
                    error = self._crew.all_have_refused()
                except AutograderError as failed:
                    error = failed
                except Exception as failed:
                    _log.exception("The line to the cluster could not go on; it tries again.")
                    error = ClusterError(f"A fault of ours: {type(failed).__name__}: {failed}")
                if error is not None:
                    self._fail_all(error)
        finally:
            self._closed = True
            self._crew.close()
            self._do_what_came()
            self._fail_all(left_error())

    def _do_what_came(self) -> None:
        while True:
            try:
                what = self._incoming.get_nowait()
            except Empty:
                return
            what()

    def _when_ready(self, order: Work, hear: Hear) -> None:
        """Tell the level of isolation, once a worker has got the exercise ready."""
        level = self._levels.get(order)
        if level is not None:
            hear(level)
            return
        self._hold[order].append(hear)
        if order not in self._getting_ready.values():
            number = next(self._numbers)
            self._getting_ready[number] = order
            self._waiting.put(number, Piece(number, order, HIGHEST), HIGHEST)

    def _take(self, ordered: _Ordered) -> None:
        def hear(level: str | Exception) -> None:
            if isinstance(level, Exception):
                ordered.ticket.settle(level)
            else:
                self._send(ordered, level)

        self._when_ready(ordered.order, hear)

    def _send(self, ordered: _Ordered, level: str) -> None:
        ticket = ordered.ticket
        if ticket.done:
            return
        order = msgspec.structs.replace(
            ordered.order,
            isolation=level,
            alone=ticket.alone,
            once=ticket.once,
            priority=ticket.priority,
        )
        work = work_for(ticket.exercise, order, ticket.submission)
        number = next(self._numbers)
        self._ordered[number] = ordered
        self._waiting.put(number, Piece(number, work, ticket.priority), ticket.priority)

    def _hear(self, number: int, reply: Ready | Verdict | Lost | Failed) -> None:
        order = self._getting_ready.pop(number, None)
        if order is not None:
            self._is_ready(order, reply)
            return
        ordered = self._ordered.pop(number, None)
        if ordered is None:
            return  # nobody wants it any more
        ticket = ordered.ticket
        if isinstance(reply, Verdict):
            ticket.settle(under_real_name(ticket.submission, reply.graded))
        elif isinstance(reply, Failed):
            ticket.settle(reply.error())
        elif isinstance(reply, Lost) and not (ticket.alone or ticket.once):
            ticket.alone = True
            self._take(ordered)
        elif isinstance(reply, Lost):
            ticket.settle(no_verdict(ticket.exercise, ticket.submission, reply.why))

    def _is_ready(self, order: Work, reply: Ready | Verdict | Lost | Failed) -> None:
        told: str | Exception
        if isinstance(reply, Ready):
            told = self._levels[order] = reply.isolation
        elif isinstance(reply, Failed):
            told = reply.error()
        else:
            why = reply.why if isinstance(reply, Lost) else ""
            told = ClusterError(
                f"No worker has got ready. {why}", todo="See what they have written."
            )
        for hear in self._hold.pop(order, ()):
            hear(told)

    def _forget(self, ticket: Ticket) -> None:
        for number, ordered in list(self._ordered.items()):
            if ordered.ticket is ticket:
                del self._ordered[number]
                self._waiting.cancel(number)

    def _fail_all(self, error: AutograderError) -> None:
        """Nothing of what waits, or is under way, will come."""
        self._crew.drop()
        held = [hear for some in self._hold.values() for hear in some]
        lost = [ordered.ticket for ordered in self._ordered.values()]
        self._waiting, self._ordered, self._getting_ready = Queue(), {}, {}
        self._hold.clear()
        for hear in held:
            hear(error)
        for ticket in lost:
            ticket.settle(error)
