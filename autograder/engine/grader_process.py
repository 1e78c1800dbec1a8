"""The grader process, seen from outside: send it requests, receive what it answers."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from autograder.engine.messages import FromServer, Setup, ToServer
from autograder.engine.ticket import Reader
from autograder.errors import SandboxError
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed

ENDED = "The grading process has ended unexpectedly."
LEFT = "The engine was closed before this was done."
TODO = "Run the command again; what was finished is kept."
END_SECONDS = 300.0  # on the wall: it waits for student sides that end
# -P: nothing is imported from the folder in which somebody works. A student's files may lie there.
INTERPRETER = (sys.executable, "-P")


class GraderProcess:
    """A process that grades. Two threads of ours talk to it, so that nobody waits for the other
    end: what is sent waits in a queue, and what comes is given to `hear`."""

    def __init__(
        self, setup: Setup, hear: Callable[[FromServer], None], ended: Callable[[], None]
    ) -> None:
        """Start it; raises SandboxError where that cannot be. `ended` is called once, when nothing
        comes any more, whatever the reason."""
        self._outbox: queue.SimpleQueue[ToServer | None] = queue.SimpleQueue()
        self.send(setup)
        try:
            Path.cwd()
        except FileNotFoundError as error:
            what = "The folder in which this program runs is gone, so nothing can be graded."
            raise SandboxError(what, todo="Start it again from another folder.") from error
        self._threads = [
            threading.Thread(target=self._write, daemon=True),
            Reader(target=self._read, args=(hear, ended), daemon=True),
        ]
        try:
            with ExitStack() as undo:
                self._start(undo)
                undo.pop_all()
        except (OSError, RuntimeError) as error:  # no memory, process, open file or thread is left
            said = error.strerror if isinstance(error, OSError) else None
            what = f"The grading process cannot be started: {said or error}."
            raise SandboxError(what, todo="See that there is room for one more.") from error

    def _start(self, undo: ExitStack) -> None:
        self._socket, theirs = socket.socketpair()
        self._channel: Channel[FromServer] = Channel(self._socket, FromServer)
        undo.callback(self._channel.close)
        with theirs:
            # Of a session of its own: what interrupts us, as Ctrl-C does, costs no grading of those
            # who go on. It ends when we close our end, or end ourselves.
            self._process = subprocess.Popen(
                [*INTERPRETER, "-m", "autograder.engine.server", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        undo.callback(self.close)
        for thread in self._threads:
            thread.start()

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, message: ToServer) -> None:
        """Let a message be sent; never waits."""
        self._outbox.put(message)

    def close(self) -> None:
        """End the process and, through it, all that it has started. Who is told something by it may
        close it, too: then it ends a moment later."""
        if threading.current_thread() in self._threads:
            threading.Thread(target=self.close).start()
            return
        self._outbox.put(None)
        self._hang_up()
        for thread in self._threads:
            if thread.is_alive():  # else it has ended, or could not be started
                thread.join()
        self._channel.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:  # it is stopped, or hangs in an author's files
            self._process.kill()
            self._process.wait()

    def _hang_up(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the other end has done so

    def _write(self) -> None:
        try:
            while (message := self._outbox.get()) is not None:
                self._channel.send(message)
        except (ChannelClosed, ChannelBroken):
            pass
        finally:  # whatever has ended it: the reader says so
            self._hang_up()

    def _read(self, hear: Callable[[FromServer], None], ended: Callable[[], None]) -> None:
        try:
            while True:
                hear(self._channel.receive())
        except (ChannelClosed, ChannelBroken):
            pass
        finally:  # also where `hear` has failed: nobody may wait for ever
            self._hang_up()
            ended()


def ended_error() -> SandboxError:
    """What is said to those who wait for it."""
    return SandboxError(ENDED, todo=TODO)


def left_error() -> SandboxError:
    """What is said to those who still wait when the engine is closed."""
    return SandboxError(LEFT, todo="Wait for what was submitted before you close it.")
