"""The trusted process of a pool: `python -m autograder.engine.server FD`, a fresh exec.

It collects the checks once and then forks checkers. A checker grades one submission after the
other, each in a child of its own on the student side, and makes way for a fresh one in time.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import selectors
import signal
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np

from autograder.course import Limits, load_course
from autograder.engine.context import open_context, student_side_of
from autograder.engine.messages import Done, Failed, Job, Setup, ToServer, Warm
from autograder.errors import AutograderError
from autograder.grading import ExerciseContext, grade, ungraded_report
from autograder.results import ReportStatus
from autograder.sandbox.clock import longest
from autograder.sandbox.inside.confine.processes import processor_seconds
from autograder.sandbox.launch import ControlChannel, StudentSide
from autograder.sandbox.spent import LAST_STOP
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed, decoder

SLACK_SECONDS = 120.0  # of a checker's own: of processors, and once more on the wall
POLL_SECONDS = 1.0
# Of address space, beyond what a checker has when it is forked; and for each core, since NumPy's
# linear algebra reserves some for each of its threads.
MEMORY, MEMORY_OF_A_CORE = 2 << 30, 96 << 20
MOST_JOBS = 50  # of one checker: whatever it has gathered goes with it
LITTER = 64 << 20  # bytes that a checker has gathered, from which on it looks for what nobody uses


@dataclass
class Checker:
    """A forked process that grades, one submission at a time; its control to the student side."""

    process: int
    channel: Channel[Done]
    control: ControlChannel
    job: Job | None = None
    started: float = 0.0
    used_before: float = 0.0
    jobs: int = 0

    def start(self, job: Job) -> None:
        """Give it something to do."""
        self.job, self.jobs = job, self.jobs + 1
        self.started, self.used_before = time.monotonic(), processor_seconds(self.process)
        try:
            self.channel.send(job)
        except ChannelClosed:
            pass  # it has died; reading from it says so

    def hangs(self, limits: Limits) -> bool:
        """Whether it does not come back, though the clock of its submission has had its last stop,
        or computes on and on itself."""
        if self.job is None:
            return False
        if processor_seconds(self.process) - self.used_before > SLACK_SECONDS:
            return True
        last_stop = longest(limits.submission_seconds, limits.idle_seconds)
        return time.monotonic() - self.started > last_stop + LAST_STOP * SLACK_SECONDS

    def close(self) -> None:
        """End it, and with its control every child that it has."""
        if self.job is not None:
            os.kill(self.process, signal.SIGKILL)
        self.channel.close()
        self.control.close()
        os.waitpid(self.process, 0)


class Server:
    """Hands jobs to checkers, up to `workers` at once, and passes on what they answer."""

    def __init__(
        self,
        channel: Channel[ToServer],
        sock: socket.socket,
        workers: int,
        context: ExerciseContext,
        side: StudentSide,
    ) -> None:
        self._channel = channel
        self._workers = workers
        self._context = context
        self._side = side
        self._queue: deque[Job] = deque()
        self._checkers: list[Checker] = []
        self._socket = sock
        self._unsent = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(sock, selectors.EVENT_READ, None)

    def serve(self) -> None:
        """Until the pool closes its end."""
        try:
            self._serve()
        finally:
            for checker in self._checkers:
                checker.close()

    def _serve(self) -> None:
        while True:
            while self._queue and (checker := self._free_checker()) is not None:
                checker.start(self._queue.popleft())
            for key, events in self._selector.select(POLL_SECONDS):
                if key.data is not None:
                    self._finish(key.data)
                    continue
                try:
                    if events & selectors.EVENT_WRITE:
                        self._send_some()
                    if events & selectors.EVENT_READ:
                        self._receive()
                except ConnectionError:
                    return
            self._end_overdue()

    def _receive(self) -> None:
        job = self._channel.receive()
        assert isinstance(job, Job)
        self._queue.append(job)

    def _send_some(self) -> None:
        """Send what fits now. Never wait: the pool may be sending too, and wait for us to read."""
        sent = self._socket.send(self._unsent, socket.MSG_DONTWAIT)
        del self._unsent[:sent]
        if not self._unsent:
            self._selector.modify(self._socket, selectors.EVENT_READ, None)

    def _report(self, done: Done) -> None:
        self._unsent += self._channel.frame(done)
        events = selectors.EVENT_READ | selectors.EVENT_WRITE
        self._selector.modify(self._socket, events, None)

    def _free_checker(self) -> Checker | None:
        """One that has nothing to do; a new one where there may be more of them."""
        for checker in self._checkers:
            if checker.job is None:
                return checker
        return self._fork() if len(self._checkers) < self._workers else None

    def _fork(self) -> Checker:
        control = self._side.control.open_control()
        ours, theirs = socket.socketpair()
        process = os.fork()
        if process == 0:
            ours.close()
            self._check(Channel(theirs, Job), control)
        theirs.close()
        checker = Checker(process, Channel(ours, Done), control)
        self._checkers.append(checker)
        self._selector.register(ours, selectors.EVENT_READ, checker)
        return checker

    def _check(self, channel: Channel[Job], control: ControlChannel) -> NoReturn:
        """In a checker: grade until the server closes the channel."""
        try:
            for other in self._checkers:  # theirs must end when the server lets go of them
                other.channel.close()
                other.control.close()
            bound_memory()
            clean = memory_in_use()
            while True:
                job = channel.receive()
                random.seed(0)  # the same luck for everybody, whoever came before
                np.random.seed(0)
                graded = grade(job.submission, self._context, control)
                try:
                    channel.send(Done(job.number, graded))
                except ChannelBroken:
                    why = "The grading of this submission became too large."
                    graded = ungraded_report(job.submission, self._context, why)
                    channel.send(Done(job.number, graded))
                # A failed check's traceback holds its arrays: a hundred megabytes where digits are
                # learnt, and Python, which counts objects, sees no reason to look for them.
                del job, graded
                if memory_in_use() > clean + LITTER:
                    gc.collect()
        except ChannelClosed:
            os._exit(0)
        except BaseException as error:  # reported by the parent as our fault
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)

    def _finish(self, checker: Checker) -> None:
        """Read what a checker says; let it go where it has died, or has done enough."""
        job, checker.job = checker.job, None
        try:
            done = checker.channel.receive()
        except (ChannelClosed, ChannelBroken):
            self._let_go(checker)
            if job is None:
                return
            why = "The checker of this submission ended before it was done."
            done = Done(job.number, ungraded_report(job.submission, self._context, why, again=True))
        else:
            at_fault = done.graded.report.status is ReportStatus.INTERNAL
            if at_fault or checker.jobs >= MOST_JOBS:
                self._let_go(checker)
        self._report(done)

    def _let_go(self, checker: Checker) -> None:
        self._selector.unregister(checker.channel)
        self._checkers.remove(checker)
        checker.close()

    def _end_overdue(self) -> None:
        for checker in self._checkers:
            if checker.hangs(self._context.limits):
                os.kill(checker.process, signal.SIGKILL)


def bound_memory() -> None:
    """Let an answer that is too large be a MemoryError of this process, and no end of the machine.

    What comes of it is decided where it is raised: reading an answer, it is the student's.
    """
    most = memory_in_use() + MEMORY + MEMORY_OF_A_CORE * (os.cpu_count() or 1)
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def memory_in_use() -> int:
    """The address space of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def main() -> None:
    """Serve one pool over the socket whose number is the only argument."""
    sock = socket.socket(fileno=int(sys.argv[1]))
    channel: Channel[ToServer] = Channel(sock, ToServer)
    try:
        setup = channel.receive()
        assert isinstance(setup, Setup)
        _serve(channel, sock, setup)
    except AutograderError as error:
        with suppress(ChannelClosed):  # another pool may have said so first, and all have left
            channel.send(Failed.by(error))
    except ChannelClosed:
        pass  # the pool has ended; there is nobody to tell


def _serve(channel: Channel[ToServer], sock: socket.socket, setup: Setup) -> None:
    course = load_course(Path(setup.course), setup.language)

    exercise = course.exercise(setup.exercise).at(setup.device, setup.setting)
    with student_side_of(exercise) as side:
        context = open_context(exercise)  # while the libraries are imported there
        decoder(Job)
        import hypothesis  # noqa: F401  (once: else every checker that searches imports it)

        side.wait_until_warm()
        gc.collect()
        gc.freeze()  # a collection in a checker would copy every page that holds an object
        channel.send(Warm(side.control.confinement.level))
        Server(channel, sock, setup.workers, context, side).serve()


if __name__ == "__main__":
    main()
