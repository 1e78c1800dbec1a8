"""Grade in a pool of processes on this machine."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from types import TracebackType

from autograder import errors
from autograder.course import CPU, GPU, Course, Device, Exercise
from autograder.errors import AutograderError, SandboxError
from autograder.grading import Graded, Submission
from autograder.protocol.channel import Channel, ChannelClosed
from autograder.results import Status
from autograder.runners.messages import Done, Failed, FromServer, Job, Setup, Warm

MOST_ON_GPU = 4  # each takes about a gigabyte of its memory
WINDOW = 4  # submissions under way for each worker: some wait while gradings are written


def default_workers(device: Device = CPU) -> int:
    """How many submissions to grade at once: one for each core that we may use, a few on a GPU."""
    cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_ON_GPU) if device == GPU else cores


class Pool:
    """A runner with a trusted process, which forks a checker for each submission."""

    def __init__(self, course: Course, exercise: Exercise, workers: int | None = None) -> None:
        """Start it; it warms up while the caller goes on."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.runners.server", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._channel: Channel[FromServer] = Channel(ours, FromServer)
        workers = workers or default_workers(exercise.device)
        self._window = WINDOW * workers
        self._under_way = 0
        folder = str(course.folder.absolute())
        self._send(Setup(folder, course.language, exercise.name, exercise.device, workers))
        self._isolation = ""

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission, several at once; gradings come as they are finished.

        A submission that took too long is tried once more, alone, before that counts.
        """
        self._wait_until_warm()
        late: list[Submission] = []
        for submission, graded in self._grade_at_once(list(submissions)):
            if _took_too_long(graded):
                late.append(submission)
            else:
                yield graded
        for submission in late:
            for _submission, graded in self._grade_at_once([submission]):
                yield graded

    def has_more(self, seconds: float) -> bool:
        """Whether the next grading is there, or comes within that time."""
        if not self._under_way:
            return False
        return bool(select.select([self._channel], [], [], max(0.0, seconds))[0])

    @property
    def isolation(self) -> str:
        """The level of isolation that the students' code gets; waits until that is known."""
        self._wait_until_warm()
        return self._isolation

    def close(self) -> None:
        """End the trusted process and, through it, the student side."""
        self._channel.close()
        self._process.wait()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _grade_at_once(self, submissions: list[Submission]) -> Iterator[tuple[Submission, Graded]]:
        sent = 0
        for received in range(len(submissions)):
            # Never more than a few on the way: what is lost is little if the server ends.
            while sent < min(len(submissions), received + self._window):
                self._send(Job(sent, submissions[sent]))
                sent += 1
                self._under_way += 1
            reply = self._receive()
            assert isinstance(reply, Done)
            self._under_way -= 1
            yield submissions[reply.number], reply.graded

    def _wait_until_warm(self) -> None:
        if not self._isolation:
            reply = self._receive()
            if isinstance(reply, Failed):
                raise _error(reply)
            assert isinstance(reply, Warm)
            self._isolation = reply.isolation

    def _send(self, message: Setup | Job) -> None:
        try:
            self._channel.send(message)
        except ChannelClosed as error:
            raise _ended() from error

    def _receive(self) -> Warm | Done | Failed:
        try:
            return self._channel.receive()
        except ChannelClosed as error:
            raise _ended() from error


def _ended() -> SandboxError:
    return SandboxError(
        "The grading process has ended unexpectedly.",
        todo="Run the command again; what was finished is kept.",
    )


def _took_too_long(graded: Graded) -> bool:
    return any(question.status is Status.TIMEOUT for question in graded.report.questions)


def _error(failed: Failed) -> AutograderError:
    kind: type[AutograderError] = getattr(errors, failed.kind)
    return kind(failed.what, where=failed.where, todo=failed.todo)
