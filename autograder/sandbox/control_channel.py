"""The socket over which the trusted side asks the warm process for children, and ends them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from autograder.errors import SandboxError, SlowAnswer
from autograder.sandbox import scratch
from autograder.sandbox.isolation import Confinement
from autograder.sandbox.spare import Child, Spare, make, no_room
from autograder.wire.channel import Patience, decoder
from autograder.wire.control import (
    ControlReply,
    ControlRequest,
    Forked,
    Gone,
    OpenControl,
    Ready,
    Stop,
    Trial,
    Warm,
)

# On the wall, so far more than they take on a busy machine: what has died is noticed at once.
START_SECONDS = 600.0
REPLY_SECONDS = 120.0
MAX_REPLY = 1 << 16
Reply = TypeVar("Reply", Ready, Forked, Gone)


class ControlChannel:
    """A control socket to the warm process. When it closes, its children die."""

    def __init__(self, sock: socket.socket, confinement: Confinement) -> None:
        self.confinement = confinement
        self._socket = sock
        self._decoder: msgspec.msgpack.Decoder[ControlReply] = decoder(ControlReply)
        self._gone: dict[int, int] = {}
        self._spare: Spare | None = None
        self._dying: list[Child] = []

    def open_control(self) -> ControlChannel:
        """Another control channel, for another process of the trusted side."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, _closing_on_error(ours):
            self._send(OpenControl(), theirs.fileno())
        return ControlChannel(ours, self.confinement)

    def child(self, files: Mapping[str, bytes]) -> Child:
        """A child for one submission, with these files beside its code: the spare one, or new."""
        self.see_off()
        spare, self._spare = self._spare, None
        if spare is not None:
            if spare.serves(self.confinement, files):
                return spare.child
            self._end(spare.child)
        return make(self._fork, files)

    def prepare(self, files: Mapping[str, bytes]) -> None:
        """Make a spare child, for the next submission that has these files beside its code."""
        self.see_off()
        if self._spare is not None and self._spare.serves(self.confinement, files):
            return
        if self._spare is not None:
            self._end(self._spare.child)
        self._spare = None
        self._spare = Spare(make(self._fork, files), self.confinement, files)

    def let_go(self, child: Child) -> None:
        """Kill a child, and do not wait for it: no other is made before it has gone."""
        child.socket.close()
        try:
            if child.number not in self._gone:
                self._send(Stop(child.number))
        except SandboxError:  # with the student side all of its children have ended
            scratch.remove(child.scratch)
            raise
        self._dying.append(child)

    def see_off(self) -> None:
        """Wait until those that were killed have gone, and remove their folders."""
        while self._dying:
            child = self._dying[-1]
            self.wait_until_gone(child.number, _in_time(REPLY_SECONDS))
            del self._gone[child.number]
            self._dying.pop()
            scratch.remove(child.scratch)

    def _end(self, child: Child) -> None:
        self.let_go(child)
        self.see_off()

    def _fork(self, folder: Path) -> tuple[int, socket.socket]:
        ours, theirs = socket.socketpair()
        with theirs, _closing_on_error(ours):
            self._send(self.confinement.fork(folder), theirs.fileno())
            reply = self._wait_for(Forked, _in_time(REPLY_SECONDS))
            if reply.problem:
                raise no_room(reply.problem)
        return reply.child, ours

    def stop(self, child: int) -> int:
        """Kill a child, if it still lives; its exit status, negative for a signal."""
        if child not in self._gone:
            self._send(Stop(child))
        self.wait_until_gone(child, _in_time(REPLY_SECONDS))
        return self._gone.pop(child)

    def wait_until_gone(self, child: int, patience: Patience) -> None:
        """Wait for the end of a child that is about to die."""
        while child not in self._gone:
            self._wait_for(Gone, patience)

    def warm(self, modules: Iterable[str], datasets: Iterable[str] = ()) -> None:
        """Ask for modules to be imported, without waiting for it; `datasets` are names of sets of
        data that have to be known there."""
        self._send(Warm(list(modules), tuple(datasets)))

    def wait_until_warm(self) -> tuple[Trial, ...]:
        """Wait for the answer to `warm`: the levels of isolation that were tried.

        Raises SandboxError where a module cannot be imported.
        """
        reply = self._wait_for(Ready, _in_time(START_SECONDS))
        if reply.failed:
            raise SandboxError(
                f"The student side cannot import {', '.join(reply.failed)}.",
                todo="Install it, or correct `warm` in course.toml.",
            )
        return tuple(reply.trials)

    def close(self) -> None:
        """End the channel and everything that it started."""
        with suppress(SandboxError):  # then nobody is left
            self.see_off()
        self._socket.close()
        while self._dying:
            scratch.remove(self._dying.pop().scratch)
        if self._spare is not None:
            self._spare.child.socket.close()
            scratch.remove(self._spare.child.scratch)
            self._spare = None

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return self._socket.fileno()

    def _send(self, request: ControlRequest, *descriptors: int) -> None:
        try:
            socket.send_fds(self._socket, [msgspec.msgpack.encode(request)], descriptors)
        except OSError as error:
            raise _ended() from error

    def _wait_for(self, kind: type[Reply], patience: Patience) -> Reply:
        while True:
            self._socket.settimeout(patience())
            try:
                message = self._socket.recv(MAX_REPLY)
            except TimeoutError:
                continue
            except OSError as error:
                raise _ended() from error
            if not message:
                raise _ended()
            reply = self._decoder.decode(message)
            if isinstance(reply, Gone):
                self._gone[reply.child] = reply.status
            if isinstance(reply, kind):
                return reply


def _ended() -> SandboxError:
    return SandboxError(
        "The student side has ended unexpectedly.",
        todo="Grade again; `autograder doctor` shows whether this machine can keep it running.",
    )


def _in_time(seconds: float) -> Patience:
    """Patience that ends on the wall clock; then it raises SlowAnswer."""
    end = time.monotonic() + seconds

    def left() -> float:
        if (rest := end - time.monotonic()) <= 0:
            raise SlowAnswer(
                f"The student side did not answer in {seconds:g} s.",
                todo="Is this machine too busy? Grade with fewer --workers.",
            )
        return rest

    return left


@contextmanager
def _closing_on_error(sock: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise
