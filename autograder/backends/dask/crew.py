"""The workers that grade a run: who they are, and what is under way with them."""

from __future__ import annotations

import queue
import secrets
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from distributed import Future

from autograder.backends.dask.connection import Connection
from autograder.backends.dask.messages import Lost, Ready, Refused, Verdict, Work, encode
from autograder.backends.dask.task import GPU, RESOURCES
from autograder.course import Device
from autograder.engine.lanes import Lanes
from autograder.engine.messages import Failed
from autograder.engine.queue import Queue
from autograder.errors import ClusterError

LOOK_SECONDS = 0.5  # how often we look who is connected
WITHOUT = Lanes()  # all are alike
WINDOW = 2  # pieces of work under way for each place: one waits at the worker


@dataclass(frozen=True)
class Piece:
    """A piece of work; of those that wait, a larger `priority` comes first."""

    number: int
    work: Work
    priority: int = 0


@dataclass(frozen=True)
class Flight:
    """A piece of work that is under way; `workers` are those that may do it, None for any."""

    piece: Piece
    future: Future[bytes]
    workers: frozenset[str] | None


class Crew:
    """Sends work to whoever is connected and has the device, until every piece has a reply.

    Workers may come and go, and the scheduler may be started anew. A worker that refuses gets no
    more work.
    """

    def __init__(
        self, address: str, device: Device, say: Callable[[str], None], lanes: Lanes = WITHOUT
    ) -> None:
        """Connect with the scheduler; `say` is called with what a person should know. The places
        are shared so that each of the `lanes` leaves some to what is more urgent."""
        self._address = address
        self._resource = RESOURCES[device]
        self._say, self._lanes = say, lanes
        self._connection = Connection(address)
        self._finished: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._flights: dict[str, Flight] = {}
        self._places: dict[str, int] = {}  # of the workers that are connected, by address
        self._refused: dict[str, Refused] = {}
        self._has_worked = False
        self._is_waiting = False
        self._next_look = 0.0

    @property
    def places(self) -> int:
        """How many submissions the workers that are connected grade at once."""
        return sum(self._places.values())

    def replies(
        self, works: Mapping[int, Work]
    ) -> Generator[tuple[int, Ready | Verdict | Lost], None, None]:
        """Every piece of work with its reply, each once, as they come; raises what failed.

        Whoever leaves before the end, or an error, drops what is under way.
        """
        waiting: Queue[Piece] = Queue()
        for number, work in works.items():
            waiting.put(number, Piece(number, work))
        try:
            while waiting.first() is not None or self._flights:
                for number, reply in self.step(waiting):
                    if isinstance(reply, Failed):
                        raise reply.error()
                    yield number, reply
        finally:  # else a reply to this run would be taken for one to the next
            self.drop()

    def step(self, waiting: Queue[Piece]) -> list[tuple[int, Ready | Verdict | Lost | Failed]]:
        """Look around, send what there are places for, and wait a moment for a reply: none, or one
        with the number of its piece. What has to be sent again waits again."""
        self._look(waiting)
        self._send(waiting)
        key = self._next_finished()
        flight = self._flights.get(key) if key is not None else None
        if key is None or flight is None:
            return []  # nothing yet, or a reply to what was sent again meanwhile
        try:
            reply = self._connection.fetch(flight.future)
        except TimeoutError:
            self._watch(key, flight)
            return []
        del self._flights[key]
        if reply is None or isinstance(reply, Refused):
            _put(waiting, flight.piece)
            if reply is not None:
                self._refuse(reply)
            return []
        self._has_worked = True
        return [(flight.piece.number, reply)]

    def drop(self) -> None:
        """Nobody wants any more what is under way."""
        self._flights.clear()

    def wake(self) -> None:
        """From another thread: there is something to do before the next reply."""
        self._finished.put("")

    def all_have_refused(self) -> ClusterError | None:
        """Why nobody works who is connected. From now on each of them is asked anew."""
        if self._places or not self._refused:
            return None
        reply = next(iter(self._refused.values()))
        self._refused.clear()
        return _said_by(reply)

    def _next_finished(self) -> str | None:
        """What has finished, if something does before it is time to look around."""
        try:
            return self._finished.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _look(self, waiting: Queue[Piece]) -> None:
        """Now and then: who is connected? What can no more come back has to be sent again."""
        if time.monotonic() < self._next_look:
            return
        if self._connection.is_lost:
            self._say(f"{self._address}: The scheduler has gone. Waiting for it to come back …")
            self._connection.again()
            self._say(f"{self._address}: The scheduler is there again; grading goes on.")
            self._give_up(list(self._flights), waiting)
        try:
            places = self._connection.places(self._resource)
        except OSError:
            return  # the connection is about to be lost
        self._places = {name: n for name, n in places.items() if name not in self._refused}
        stranded = [
            key
            for key, flight in self._flights.items()
            if flight.workers is not None and flight.workers.isdisjoint(self._places)
        ]
        self._give_up(stranded, waiting)
        self._say_if_waiting(sum(1 for _each in waiting) + len(self._flights))
        self._next_look = time.monotonic() + LOOK_SECONDS

    def _give_up(self, keys: list[str], waiting: Queue[Piece]) -> None:
        for key in keys:
            _put(waiting, self._flights.pop(key).piece)

    def _send(self, waiting: Queue[Piece]) -> None:
        """As much as there are places for, and a little more; what has a lower priority takes none
        of its places. To any worker, unless some refuse."""
        chosen = frozenset(self._places) if self._refused else None
        while (piece := waiting.first()) is not None and self._has_room(piece):
            waiting.take()
            key = f"grade-{secrets.token_hex(8)}"
            workers = None if chosen is None else sorted(chosen)
            data = encode(piece.work)
            future = self._connection.send(data, key, self._resource, workers, piece.priority)
            self._flights[key] = Flight(piece, future, chosen)
            self._watch(key, self._flights[key])

    def _has_room(self, piece: Piece) -> bool:
        flying = [each.piece.priority for each in self._flights.values()]
        if not self._lanes.leaves_room(piece.priority, flying, self.places):
            return False
        return sum(each >= piece.priority for each in flying) < WINDOW * self.places

    def _watch(self, key: str, flight: Flight) -> None:
        flight.future.add_done_callback(lambda _future: self._finished.put(key))

    def _refuse(self, reply: Refused) -> None:
        """Send nothing more to a worker; raises ClusterError where no other was ever there."""
        if reply.address in self._refused:
            return
        self._refused[reply.address] = reply
        self._places.pop(reply.address, None)
        if not self._places and not self._has_worked:
            raise _said_by(reply)
        self._say(f"The worker {reply.worker} is not used: {reply.what} {reply.todo}")

    def _say_if_waiting(self, count: int) -> None:
        """Say it once, when the last worker has gone or none has come yet."""
        waited, self._is_waiting = self._is_waiting, not self._places
        if waited or not self._is_waiting:
            return
        who = "1 submission waits" if count == 1 else f"{count} submissions wait"
        if not self._has_worked:
            who = "The submissions wait"
        what, option = (" with a GPU", " --gpu 1") if self._resource == GPU else ("", "")
        command = f"autograder worker --scheduler {self._address}{option}"
        self._say(f"{who} for a worker{what}; `{command}` starts one.")


def _put(waiting: Queue[Piece], piece: Piece) -> None:
    waiting.put(piece.number, piece, piece.priority)


def _said_by(reply: Refused) -> ClusterError:
    return ClusterError(reply.what, where=f"the worker {reply.worker}", todo=reply.todo)
