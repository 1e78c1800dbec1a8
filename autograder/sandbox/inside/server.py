"""The warm process: imports libraries once, then forks a child for each submission."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import selectors
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import msgspec

from autograder.kits.inside.kits import Kits
from autograder.sandbox.inside import child
from autograder.sandbox.inside.confine import levels, supervisor, view
from autograder.sandbox.inside.shell import StudentShell, make_shell
from autograder.wire.control import (
    MEGABYTE,
    ControlReply,
    ControlRequest,
    Fork,
    Forked,
    Gone,
    Limits,
    OpenControl,
    Ready,
    Stop,
    Trial,
    Warm,
)

MAX_CONTROL_MESSAGE = 1 << 16
TRIAL_LIMITS = Limits(memory_bytes=64 * MEGABYTE, scratch_bytes=MEGABYTE, cpu_seconds=10.0)


@dataclass(frozen=True)
class Kept:
    """A child's supervisor: the control that asked for it, and our end of its leash."""

    control: socket.socket
    leash: int


class Server:
    """Serves control channels. One that closes takes its children with it."""

    def __init__(self, control: socket.socket) -> None:
        self._root = control
        self._selector = selectors.DefaultSelector()
        self._decoder: msgspec.msgpack.Decoder[ControlRequest] = msgspec.msgpack.Decoder(
            ControlRequest
        )
        self._children: dict[int, Kept] = {}  # by the process number of the supervisor
        self._shell: StudentShell | None = None
        self._kits = Kits()
        self._users = 0
        self._add_control(control)

    def serve(self) -> None:
        """Until the first control closes."""
        while self._root.fileno() >= 0:
            for key, _events in self._selector.select():
                if isinstance(key.data, int):
                    self._reap(key.data, key.fd)
                elif key.data.fileno() >= 0:
                    self._answer(key.data)

    def _add_control(self, control: socket.socket) -> None:
        self._selector.register(control, selectors.EVENT_READ, control)

    def _answer(self, control: socket.socket) -> None:
        try:
            message, descriptors, _flags, _address = socket.recv_fds(
                control, MAX_CONTROL_MESSAGE, 1
            )
        except ConnectionError:  # it was closed with a reply of ours unread
            message = b""
        if not message:
            self._close_control(control)
            return
        request = self._decoder.decode(message)
        if isinstance(request, Warm):
            failed = self._warm(request.modules, request.datasets)
            levels.prepare()
            self._send(control, Ready(failed, [self._try(level) for level in levels.LEVELS]))
        elif isinstance(request, OpenControl):
            for descriptor in descriptors:  # none where too many are open: it hangs up
                self._add_control(socket.socket(fileno=descriptor))
        elif isinstance(request, Fork):
            self._send(control, self._fork(control, request, descriptors))
        elif isinstance(request, Stop):
            self._kill(request.child, control)

    def _send(self, control: socket.socket, reply: ControlReply) -> None:
        try:
            control.send(msgspec.msgpack.encode(reply))
        except OSError:
            self._close_control(control)

    def _warm(self, modules: list[str], names: tuple[str, ...]) -> list[str]:
        failed = []
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception as error:  # a library may fail in any way; the caller reports it
                failed.append(f"{name} ({type(error).__name__}: {error})")
        failed += self._kits.missing(names)
        self._kits.settle()
        self._kits.remember()
        if self._shell is None:
            self._shell = make_shell()
        gc.collect()
        gc.freeze()
        return failed

    def _fork(self, control: socket.socket, request: Fork, descriptors: list[int]) -> Forked:
        """Fork a child. Where there is no room for one more, all others go on."""
        try:
            number, leash, watch = self._start(request, descriptors)
        except OSError as error:
            return Forked(0, error.strerror or str(error))
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        self._children[number] = Kept(control, leash)
        self._selector.register(watch, selectors.EVENT_READ, number)
        return Forked(number)

    def _start(self, request: Fork, descriptors: list[int]) -> tuple[int, int, int]:
        """The number of a child's supervisor, our end of its leash, and what tells of its end.
        Raises OSError."""
        if not descriptors:  # that of its socket could not be taken
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        if self._shell is None:
            self._shell = make_shell()
        self._users += 1
        # What is the same for many children is worked out here, and only once.
        enclosure = self._enclosure(request)
        holding, leash = os.pipe()
        number = -1
        try:
            number = os.fork()
            if number == 0:
                os.close(leash)
                self._become_child(
                    enclosure, descriptors[0], holding, self._shell, request.datasets
                )
            return number, leash, os.pidfd_open(number)
        except OSError:
            os.close(leash)  # with that it ends
            if number > 0:
                os.waitpid(number, 0)
            raise
        finally:
            os.close(holding)

    def _become_child(
        self,
        enclosure: levels.Enclosure,
        descriptor: int,
        leash: int,
        shell: StudentShell,
        folder: str,
    ) -> NoReturn:
        def serve() -> None:
            if folder:
                self._kits.offer(Path(folder))
            child.serve(socket.socket(fileno=descriptor), shell, self._kits)

        supervisor.keep(enclosure, descriptor, leash, serve)

    def _enclosure(self, wanted: Fork) -> levels.Enclosure:
        seen = view.readable(wanted.readable)
        view.steps((*seen, *wanted.devices))
        user = levels.private_user(os.getpid(), self._users)
        return levels.Enclosure(
            wanted.level, wanted.limits, Path(wanted.scratch), seen, user, wanted.devices
        )

    def _try(self, level: str) -> Trial:
        """Isolate a child that does nothing, and see what comes of it."""
        reading, writing = os.pipe()
        holding, leash = os.pipe()
        with tempfile.TemporaryDirectory() as scratch:
            enclosure = self._enclosure(Fork(scratch, level, TRIAL_LIMITS))
            number = os.fork()
            if number == 0:
                os.close(leash)
                supervisor.keep(
                    enclosure,
                    writing,
                    holding,
                    _do_nothing,
                    lambda why: _write(writing, why.encode()),
                )
            os.close(writing)
            os.close(holding)
            with os.fdopen(reading, "rb") as file:
                problem = file.read().decode(errors="replace")
            _, status = os.waitpid(number, 0)
            os.close(leash)
        if status and not problem:
            problem = f"the child ended with status {os.waitstatus_to_exitcode(status)}"
        return Trial(level, problem, () if problem else levels.notes(level))

    def _reap(self, number: int, watch: int) -> None:
        self._selector.unregister(watch)
        os.close(watch)
        _, status = os.waitpid(number, 0)
        kept = self._children.pop(number)
        _let_go(kept)
        if kept.control.fileno() >= 0:
            self._send(kept.control, Gone(number, os.waitstatus_to_exitcode(status)))

    def _kill(self, number: int, control: socket.socket) -> None:
        kept = self._children.get(number)
        if kept is not None and kept.control is control:
            self._children[number] = _let_go(kept)

    def _close_control(self, control: socket.socket) -> None:
        if control.fileno() < 0:
            return
        self._selector.unregister(control)
        for number, kept in self._children.items():
            if kept.control is control or control is self._root:
                self._children[number] = _let_go(kept)
        control.close()


def _let_go(kept: Kept) -> Kept:
    """Let go of the leash, once: the supervisor kills its child and ends."""
    if kept.leash >= 0:
        os.close(kept.leash)
    return Kept(kept.control, -1)


def _do_nothing() -> None:
    pass


def _write(descriptor: int, data: bytes) -> None:
    os.write(descriptor, data)
