"""The trusted process of a pool, seen from outside: send it jobs, receive gradings."""

from __future__ import annotations

import socket
import subprocess
import sys

from autograder.course import Course, Exercise
from autograder.engine.messages import Done, Failed, FromServer, Job, Setup, Warm
from autograder.errors import SandboxError
from autograder.wire.channel import Channel, ChannelClosed


class GraderProcess:
    """A process that grades the submissions of one exercise, up to `workers` at once."""

    def __init__(self, course: Course, exercise: Exercise, workers: int) -> None:
        """Start it; it warms up while the caller goes on."""
        self._socket, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "autograder.engine.server", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._channel: Channel[FromServer] = Channel(self._socket, FromServer)
        folder = str(course.folder.absolute())
        on = (exercise.device, exercise.setting)
        self.send(Setup(folder, course.language, exercise.name, *on, workers))

    def wait_until_warm(self) -> str:
        """Once, before anything is received: the level of isolation. Raises what went wrong."""
        reply = self._receive()
        if isinstance(reply, Failed):
            raise reply.error()
        assert isinstance(reply, Warm)
        return reply.isolation

    def send(self, message: Setup | Job) -> None:
        """Send a job; raises SandboxError where the process has ended."""
        try:
            self._channel.send(message)
        except ChannelClosed as error:
            raise _ended() from error

    def receive(self) -> Done:
        """Wait for the next grading; raises SandboxError where the process has ended."""
        reply = self._receive()
        assert isinstance(reply, Done)
        return reply

    def fileno(self) -> int:
        """The descriptor to wait for a grading with."""
        return self._channel.fileno()

    def hang_up(self) -> None:
        """Let it end; a thread that waits in `receive` gets a SandboxError."""
        self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the process and, through it, the student side."""
        self._channel.close()
        self.process.wait()

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
