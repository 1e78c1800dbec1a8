"""The trusted process of a pool: `python -m autograder.runners.server FD`, a fresh exec.

It collects the checks once and then forks a checker for each submission. A checker talks to its
own child of the student side, and writes its grading into a pipe.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import msgspec

from autograder.course import load_course
from autograder.errors import AutograderError
from autograder.grading import Bench, Graded, grade, internal
from autograder.protocol.channel import Channel, ChannelBroken, ChannelClosed
from autograder.runners.bench import with_bench
from autograder.runners.messages import Done, Failed, Job, Setup, ToServer, Warm
from autograder.sandbox.launch import Lane, StudentSide

SLACK_SECONDS = 60.0
POLL_SECONDS = 1.0
PIPE_CHUNK = 1 << 20


@dataclass
class Checker:
    """A forked process that grades one submission."""

    job: Job
    process: int
    pipe: int
    lane: Lane
    deadline: float
    written: bytearray


class Server:
    """Forks checkers, up to `workers` at once, and passes on what they write."""

    def __init__(
        self, channel: Channel[ToServer], sock: socket.socket, workers: int, bench: Bench,
        side: StudentSide,
    ) -> None:  # fmt: skip
        self._channel = channel
        self._workers = workers
        self._bench = bench
        self._side = side
        self._queue: deque[Job] = deque()
        self._running: dict[int, Checker] = {}
        self._socket = sock
        self._unsent = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(sock, selectors.EVENT_READ, None)

    def serve(self) -> None:
        """Until the pool closes its end."""
        while True:
            while self._queue and len(self._running) < self._workers:
                self._start(self._queue.popleft())
            for key, events in self._selector.select(POLL_SECONDS):
                if key.data is not None:
                    self._read(key.data)
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

    def _report(self, job: Job, graded: Graded) -> None:
        try:
            self._unsent += self._channel.frame(Done(job.number, graded))
        except ChannelBroken:
            why = "The grading of this submission became too large."
            graded = internal(job.submission, self._bench, why)
            self._unsent += self._channel.frame(Done(job.number, graded))
        events = selectors.EVENT_READ | selectors.EVENT_WRITE
        self._selector.modify(self._socket, events, None)

    def _start(self, job: Job) -> None:
        lane = self._side.lane.open_lane()
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            self._check(job, lane, writing)
        os.close(writing)
        deadline = time.monotonic() + self._bench.limits.submission_seconds + SLACK_SECONDS
        checker = Checker(job, process, reading, lane, deadline, bytearray())
        self._running[process] = checker
        self._selector.register(reading, selectors.EVENT_READ, checker)

    def _check(self, job: Job, lane: Lane, pipe: int) -> NoReturn:
        try:
            graded = grade(job.submission, self._bench, lane)
            with os.fdopen(pipe, "wb") as file:
                file.write(msgspec.msgpack.encode(graded))
        except BaseException as error:  # reported by the parent as our fault
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)

    def _read(self, checker: Checker) -> None:
        chunk = os.read(checker.pipe, PIPE_CHUNK)
        checker.written += chunk
        if not chunk:
            self._finish(checker)

    def _finish(self, checker: Checker) -> None:
        self._selector.unregister(checker.pipe)
        os.close(checker.pipe)
        checker.lane.close()
        os.waitpid(checker.process, 0)
        del self._running[checker.process]
        try:
            graded = msgspec.msgpack.decode(bytes(checker.written), type=Graded)
        except msgspec.DecodeError:
            why = "The checker of this submission ended before it was done."
            graded = internal(checker.job.submission, self._bench, why)
        self._report(checker.job, graded)

    def _end_overdue(self) -> None:
        for checker in self._running.values():
            if time.monotonic() > checker.deadline:
                os.kill(checker.process, signal.SIGKILL)


def main() -> None:
    """Serve one pool over the socket whose number is the only argument."""
    sock = socket.socket(fileno=int(sys.argv[1]))
    channel: Channel[ToServer] = Channel(sock, ToServer)
    try:
        setup = channel.receive()
        assert isinstance(setup, Setup)
        _serve(channel, sock, setup)
    except AutograderError as error:
        where = None if error.where is None else str(error.where)
        channel.send(Failed(type(error).__name__, error.what, where, error.todo))
    except ChannelClosed:
        pass  # the pool has ended; there is nobody to tell


def _serve(channel: Channel[ToServer], sock: socket.socket, setup: Setup) -> None:
    course = load_course(Path(setup.course), setup.language)

    def body(bench: Bench, side: StudentSide) -> None:
        gc.collect()
        gc.freeze()  # a collection in a checker would copy every page that holds an object
        channel.send(Warm(side.lane.cage.level))
        Server(channel, sock, setup.workers, bench, side).serve()

    with_bench(course, course.exercise(setup.exercise), body)


if __name__ == "__main__":
    main()
