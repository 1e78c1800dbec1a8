"""The engine: grades submissions of any exercise, several at once, and keeps exercises warm.

Whoever grades holds one: the command line, nbgrader's commands, the proof of the checks, a worker
of a cluster, a service. Submissions go in with a priority, gradings come out; nothing that is sent
or opened makes the caller wait.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import count

from autograder.closing import Closing
from autograder.course import CPU, GPU, Device, Exercise
from autograder.engine import MOST_ON_GPU
from autograder.engine.grader_process import GraderProcess, ended_error, left_error
from autograder.engine.in_order import in_turn
from autograder.engine.lanes import Beyond, Lanes
from autograder.engine.messages import (
    Cancel,
    Cancelled,
    Done,
    Examined,
    FromServer,
    Open,
    Opened,
    Setup,
    Target,
    Unable,
)
from autograder.engine.queue import Queue
from autograder.engine.ticket import OnQuestion, Ticket, see_that_one_may_wait
from autograder.errors import SandboxError, UsageError
from autograder.grading import Graded, Submission

MEMORY_MEGABYTES = 2_000  # of what is warm
MOST = 1 << 31  # workers, and megabytes: whatever is more was not meant
WINDOW = 4  # submissions at the grader process for each worker: the next one is at hand


def default_workers(device: Device = CPU) -> int:
    """How many submissions to grade at once: one for each core that we may use, a few on a GPU."""
    cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_ON_GPU) if device == GPU else cores


class Engine(Closing):
    """Grades with a grader process of its own, which is started when it is first needed, and again
    where it has ended."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        memory_megabytes: int = MEMORY_MEGABYTES,
        spare: bool = True,
        nice: int = 0,
        beyond: Beyond = (),
    ) -> None:
        """`workers` submissions at once, else one for each core. Exercises that were not used for
        longest are closed where all that is warm takes more than `memory_megabytes`. With `spare`,
        a child is isolated before it is asked for, so the next verdict comes sooner. The higher
        `nice` is, from 0 to 19, the more of a busy processor others get. `beyond` are workers for
        what is urgent alone: from a priority on, so many more at once (see `Lanes`)."""
        if workers is not None and not _counts(workers):
            what = f"{workers!r} workers cannot grade anything."
            raise UsageError(
                what, todo="Name a whole number from 1 on, or none: one for each core."
            )
        if not _counts(memory_megabytes):
            what = f"{memory_megabytes!r} megabytes can keep nothing warm."
            raise UsageError(what, todo=f"Name a whole number, such as {MEMORY_MEGABYTES}.")
        self.workers = default_workers() if workers is None else workers
        self._setup = Setup(self.workers, memory_megabytes << 20, spare, nice, tuple(beyond))
        self._lanes = Lanes(beyond)
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._process: GraderProcess | None = None
        self._waiting: Queue[Ticket] = Queue()
        self._sent: dict[int, Ticket] = {}
        self._opening: dict[int, tuple[Target, Future[str]]] = {}
        self._levels: dict[Target, str] = {}
        self._closed = False

    def submit(
        self,
        exercise: Exercise,
        submission: Submission,
        *,
        priority: int = 0,
        on_question: OnQuestion | None = None,
        alone: bool = False,
        once: bool = False,
    ) -> Ticket:
        """Let a submission be graded; of those that wait, a larger `priority` comes first. `alone`,
        it is graded while nothing else is, but for what may have workers beyond its own; `once`,
        there is no second try, for which all others would have to wait.

        Raises UsageError for what is no exercise or no submission, and after `close`; SandboxError
        where no grading process can be started.

        `on_question` is called with the result of each question as soon as it is final. What the
        machine may have caused, such as a timeout, is tried once more, alone, before it counts.
        """
        number = next(self._numbers)
        ticket = Ticket(
            number, exercise, submission, priority, on_question, alone, once, give_up=self._give_up
        )
        with self._lock:
            self._see_that_it_is_open()
            self._waiting.put(number, ticket, priority)
            try:
                self._send_on()
            except SandboxError:  # nobody gets this ticket
                self._waiting.cancel(number)
                raise
        return ticket

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        """Grade every submission; gradings come as they are finished, each with its submission.

        Raises AutograderError if nothing can be graded; what has come until then counts.
        """
        return in_turn(self, exercise, submissions, ahead=WINDOW * self.workers)

    def open(self, exercise: Exercise) -> Future[str]:
        """Get an exercise ready: the level of isolation that its students' code gets, later.

        It cannot be taken back. Where the exercise cannot be opened, the result raises
        AutograderError.
        """
        target, number = Target.of(exercise), next(self._numbers)
        answer: Future[str] = Future()
        answer.set_running_or_notify_cancel()  # so nobody cancels it, asyncio's timeouts neither
        with self._lock:
            self._see_that_it_is_open()
            process = self._running_process()
            self._opening[number] = target, answer
            process.send(Open(number, target))
        return answer

    def isolation(self, exercise: Exercise) -> str:
        """The level of isolation that an exercise's students' code gets; waits until that is known.

        Raises AutograderError where the exercise cannot be opened, and that is not known yet.
        """
        level = self._levels.get(Target.of(exercise))
        if level is not None:
            return level
        see_that_one_may_wait()
        return self.open(exercise).result()

    def processes(self) -> list[int]:
        """The numbers of the processes of this engine's own: there is one, once it is needed."""
        process = self._process
        return [] if process is None else [process.number]

    def close(self) -> None:
        """End everything; who still waits gets a SandboxError that says so."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.close()
        self._fail_all(left_error)

    def _see_that_it_is_open(self) -> None:
        if self._closed:
            raise closed_error()

    def _running_process(self) -> GraderProcess:
        if self._process is None:
            self._process = GraderProcess(self._setup, self._hear, self._has_ended)
        return self._process

    def _send_on(self) -> None:
        """Send what may be sent now, and start what is needed for that, with the lock held.

        Raises SandboxError where it cannot be started: what waits goes on waiting.
        """
        while (first := self._waiting.first()) is not None:
            if not self._may_send(first):
                return
            process = self._running_process()
            ticket = self._waiting.take()
            assert ticket is not None
            self._sent[ticket.number] = ticket
            process.send(ticket.job)

    def _may_send(self, ticket: Ticket) -> bool:
        """Whether there is room for it. What has a lower priority takes none of its."""
        for each in self._sent.values():
            if ticket.alone and self._lanes.holds_back(ticket.priority, each.priority):
                return False
            if each.alone and self._lanes.holds_back(each.priority, ticket.priority):
                return False
        before = [each for each in self._sent.values() if each.priority >= ticket.priority]
        return len(before) < WINDOW * self.workers

    def _hear(self, message: FromServer) -> None:
        """In the thread that reads."""
        if isinstance(message, Opened | Unable) and message.number in self._opening:
            self._has_opened(message)
            return
        if isinstance(message, Examined):
            with self._lock:
                ticket = self._sent.get(message.number)
            if ticket is not None:
                ticket.tell(message.result)
            return
        with self._lock:
            ticket = self._sent.pop(message.number, None)
            again = ticket is not None and self._tries_again(ticket, message)
            self._send_on()
        if ticket is None or again or isinstance(message, Cancelled | Opened):
            return
        ticket.settle(message.graded if isinstance(message, Done) else message.failed.error())

    def _tries_again(self, ticket: Ticket, message: FromServer) -> bool:
        """Whether the machine may have caused this: then it waits for another try, alone."""
        if ticket.alone or ticket.once or ticket.done:
            return False
        if not isinstance(message, Done) or not message.graded.again:
            return False
        ticket.alone = True
        self._waiting.put(ticket.number, ticket, ticket.priority)
        return True

    def _has_opened(self, message: Opened | Unable) -> None:
        with self._lock:
            target, answer = self._opening.pop(message.number)
            if isinstance(message, Opened):
                self._levels[target] = message.isolation
        if isinstance(message, Opened):
            answer.set_result(message.isolation)
        else:
            answer.set_exception(message.failed.error())

    def _give_up(self, ticket: Ticket) -> None:
        """Nobody wants this any more."""
        with self._lock:
            if self._waiting.cancel(ticket.number) is None and ticket.number in self._sent:
                self._running_process().send(Cancel(ticket.number))

    def _has_ended(self) -> None:
        """The grader process is gone, and with it what was under way; another one is started for
        what still waits."""
        with self._lock:
            if self._closed:
                return
            dead, self._process = self._process, None
            lost, self._sent = list(self._sent.values()), {}
            opening, self._opening = list(self._opening.values()), {}
            self._levels.clear()
        if dead is not None:
            dead.close()
        for ticket in lost:
            ticket.settle(ended_error())
        for _target, answer in opening:
            answer.set_exception(ended_error())
        try:
            with self._lock:
                if not self._closed:
                    self._send_on()
        except Exception:  # whatever it is: nobody may wait for ever
            self._fail_all(ended_error)

    def _fail_all(self, error: Callable[[], SandboxError]) -> None:
        with self._lock:
            lost = [*self._sent.values(), *self._waiting]
            opening = list(self._opening.values())
            self._sent, self._opening, self._waiting = {}, {}, Queue()
        for ticket in lost:
            ticket.settle(error())
        for _target, answer in opening:
            answer.set_exception(error())


def _counts(number: object) -> bool:
    return isinstance(number, int) and 1 <= number <= MOST


def closed_error() -> UsageError:
    """What is said to those who come after `close`."""
    return UsageError("This engine is closed.", todo="Use it inside its `with` block.")
