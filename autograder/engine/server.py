"""The grader process: `python -m autograder.engine.server FD`, a fresh exec.

It opens exercises, keeps the student sides warm, and hands submissions to checkers, up to so many
at once. It is trusted: no line of a student's runs in it or in its checkers.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from autograder.course import GPU
from autograder.engine import MOST_ON_GPU
from autograder.engine.checker import Checker, Task
from autograder.engine.crew import Crew
from autograder.engine.lanes import Lanes
from autograder.engine.memory import proportional_set_size
from autograder.engine.messages import (
    Cancel,
    Cancelled,
    Done,
    Examined,
    Failed,
    Job,
    Open,
    Opened,
    Setup,
    Target,
    ToServer,
    Unable,
)
from autograder.engine.outbox import Outbox
from autograder.engine.queue import Queue
from autograder.engine.sides import Side
from autograder.engine.warm import Warm, WarmSet, in_words
from autograder.errors import AutograderError, SandboxError
from autograder.grading import Graded, ungraded_report
from autograder.language import speaking
from autograder.results import ReportStatus
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed, decoder

POLL_SECONDS = 1.0


@dataclass(frozen=True)
class Waiting:
    """An engine's request, and the open exercise that it is about."""

    request: Job | Open
    warm: Warm


class Server:
    """Hands jobs to checkers, and passes on what they answer."""

    def __init__(self, channel: Channel[ToServer], sock: socket.socket, setup: Setup) -> None:
        self._channel = channel
        self._setup = setup
        self._selector = selectors.DefaultSelector()
        self._outbox = Outbox(channel, sock, self._selector, self._hear_engine, _stop)
        self._sides: set[int] = set()  # descriptors that are watched
        self._warm = WarmSet()
        self._lanes = Lanes(setup.beyond)
        most = setup.workers + self._lanes.more
        self._crew = Crew(self._warm, self._selector, self._hear, most, sock, spare=setup.spare)
        self._queue: Queue[Waiting] = Queue()
        self._running: dict[int, Waiting] = {}  # by the process of its checker

    def serve(self) -> None:
        """Until the engine closes its end."""
        try:
            while True:
                self._hand_out()
                for key, events in self._selector.select(POLL_SECONDS):
                    if self._is_registered(key):
                        key.data(events)
                self._crew.end_overdue()
        except ConnectionError:
            pass  # the engine has gone
        finally:
            self._crew.close()
            self._warm.sides.close_all()

    def _is_registered(self, key: selectors.SelectorKey) -> bool:
        """Whether it still is: what was heard just before may have closed what it stands for."""
        try:
            return self._selector.get_key(key.fileobj) is key
        except (KeyError, ValueError):  # a closed one has no number
            return False

    def _hear_engine(self) -> None:
        message = self._channel.receive()
        if isinstance(message, Cancel):
            self._cancel(message.number)
        elif isinstance(message, Open | Job):
            self._let_wait(message)

    def _let_wait(self, request: Open | Job) -> None:
        """Open its exercise, if need be. Where that has changed, who waits for it gets the new one,
        too: nothing else is open any more."""
        is_of_it = partial(_is_of, request.target)
        try:
            warm = self._warm.get(request.target)
        except AutograderError as error:
            self._refuse([*self._take_back(is_of_it), request], error)
            return
        if warm.is_new:
            warm.is_new = False
            self._watch_sides()
            self._keep_to_memory()
            for other in self._take_back(is_of_it):
                self._put(other, warm)
        self._put(request, warm)

    def _put(self, request: Open | Job, warm: Warm) -> None:
        try:
            if isinstance(request, Job):
                warm.context.require_questions(request.submission)
        except AutograderError as error:
            self._refuse([request], error)
            return
        waiting = Waiting(request, warm)
        self._queue.put(request.number, waiting, _priority(waiting))

    def _take_back(self, fits: Callable[[Waiting], bool]) -> list[Open | Job]:
        """The requests of those that wait and fit, in their order; they no longer wait."""
        found = [waiting.request for waiting in self._queue if fits(waiting)]
        for request in found:
            self._queue.cancel(request.number)
        return found

    def _refuse(self, requests: Iterable[Open | Job], error: AutograderError) -> None:
        for request in requests:
            self._outbox.put(Unable(request.number, Failed.by(error)))

    def _hand_out(self) -> None:
        while (waiting := self._queue.take(self._can_start)) is not None:
            warm, request = waiting.warm, waiting.request
            try:
                checker = self._crew.free(warm)
            except SandboxError as error:
                self._refuse([request], error)
                continue
            if isinstance(request, Open):
                assert warm.confinement is not None
                if checker is not None and self._setup.spare:
                    checker.outbox.put(Task(request.number, warm.number))
                self._outbox.put(Opened(request.number, warm.confinement.level))
                continue
            assert checker is not None
            self._running[checker.process] = waiting
            task = Task(request.number, warm.number, request.submission, request.tells)
            checker.start(task, warm.context.limits)

    def _can_start(self, waiting: Waiting) -> bool:
        if not waiting.warm.number:
            return False
        if isinstance(waiting.request, Open):
            return True
        running, priority = list(self._running.values()), _priority(waiting)
        if not self._lanes.has_room(priority, map(_priority, running), self._setup.workers):
            return False
        on_gpu = [_priority(each) for each in running if _device(each) == GPU]
        return _device(waiting) != GPU or self._lanes.has_room(priority, on_gpu, MOST_ON_GPU)

    def _hear(self, checker: Checker) -> None:
        """Pass on what a checker says. One that has died did not finish: another try may."""
        said: Done | Examined
        try:
            said = checker.channel.receive()
        except (ChannelClosed, ChannelBroken):
            waiting = self._running.pop(checker.process, None)
            self._crew.let_go(checker)
            if waiting is not None and isinstance(waiting.request, Job):
                self._outbox.put(
                    Done(waiting.request.number, _unfinished(waiting.request, waiting))
                )
            return
        if isinstance(said, Done):
            del self._running[checker.process]
            at_fault = said.graded.report.status is ReportStatus.INTERNAL
            self._crew.make_way(checker, at_fault=at_fault)
        self._outbox.put(said)

    def _cancel(self, number: int) -> None:
        """Nobody wants a grading any more: it is not begun, or ended at once."""
        if self._queue.cancel(number) is not None:
            self._outbox.put(Cancelled(number))
            return
        for checker in self._crew.checkers:
            if checker.task is not None and checker.task.number == number:
                del self._running[checker.process]
                self._crew.let_go(checker)
                self._outbox.put(Cancelled(number))
                return

    def _watch_sides(self) -> None:
        """A student side speaks here twice: when it is warm, and when it ends unasked."""
        for side in self._warm.sides.open.values():
            number = side.process.control.fileno()
            if number not in self._sides:
                self._sides.add(number)
                hear = partial(self._hear_side, side)
                self._selector.register(number, selectors.EVENT_READ, hear)

    def _hear_side(self, side: Side, _events: int) -> None:
        if side.is_warm:  # it has ended, and who waits for it gets another one
            for request in self._lose(side):
                self._let_wait(request)
            return
        try:
            failed = self._warm.side_is_warm(side)
        except Exception as error:  # it cannot be warmed, and who waits for that hears why
            self._refuse(self._lose(side), in_words(error))
            return
        for target, why in failed.items():
            self._refuse(self._take_back(partial(_is_of, target)), why)
        self._keep_to_memory()

    def _lose(self, side: Side) -> list[Open | Job]:
        """Close a student side: gives what waits for it."""
        self._close(side)
        return self._take_back(lambda waiting: waiting.warm.side is side)

    def _close(self, side: Side) -> None:
        number = side.process.control.fileno()
        if number in self._sides:
            self._sides.discard(number)
            self._selector.unregister(number)
        self._crew.leave(side)
        self._warm.forget(side)

    def _keep_to_memory(self) -> None:
        """Close what was not used for longest, as long as too much is warm."""
        busy = [each.warm for each in (*self._running.values(), *self._queue)]
        busy += [*self._warm.exercises.values()][-1:]  # for this one way is made
        while self._held() > self._setup.memory_bytes:
            side = self._warm.make_way(busy)
            if side is None:
                return
            if not self._warm.is_used(side, busy):
                self._close(side)
            self._crew.leave()

    def _held(self) -> int:
        own = [os.getpid(), *(checker.process for checker in self._crew.checkers)]
        return proportional_set_size((*own, *self._warm.sides.processes))


def _stop() -> None:
    raise ChannelClosed("the engine has gone")


def _is_of(target: Target, waiting: Waiting) -> bool:
    return waiting.request.target == target


def _device(waiting: Waiting) -> str:
    return waiting.request.target.device


def _priority(waiting: Waiting) -> int:
    return waiting.request.priority if isinstance(waiting.request, Job) else 0


def _unfinished(job: Job, waiting: Waiting) -> Graded:
    context = waiting.warm.context
    with speaking(context.exercise.language):
        why = "The checker of this submission ended before it was done."
        return ungraded_report(job.submission, context, why, again=True)


def main() -> None:
    """Serve one engine over the socket whose number is the only argument."""
    sock = socket.socket(fileno=int(sys.argv[1]))
    channel: Channel[ToServer] = Channel(sock, ToServer)
    decoder(Task)
    decoder(Done | Examined)
    import hypothesis  # noqa: F401  (once: else every checker that searches imports it)

    def end(_signal: int, _frame: object) -> None:
        """As if the engine had gone: all that was made is removed."""
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    signal.signal(signal.SIGTERM, end)  # as where a service is stopped with all its processes
    with suppress(ConnectionError):  # the engine has ended; there is nobody to tell
        setup = channel.receive()
        assert isinstance(setup, Setup)
        os.nice(setup.nice)
        Server(channel, sock, setup).serve()


if __name__ == "__main__":
    main()
