"""The warm process: imports libraries once, then forks a child for each submission."""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import signal
import socket
from pathlib import Path
from typing import NoReturn

import msgspec

from autograder.protocol.messages import (
    ControlReply,
    ControlRequest,
    Fork,
    Forked,
    Gone,
    OpenLane,
    Ready,
    Stop,
    Warm,
)
from autograder.sandbox.inside import child, isolation
from autograder.sandbox.inside.shell import StudentShell, make_shell

MAX_CONTROL_MESSAGE = 1 << 16


class Server:
    """Serves control lanes. A lane that closes takes its children with it."""

    def __init__(self, control: socket.socket) -> None:
        self._root = control
        self._selector = selectors.DefaultSelector()
        self._decoder: msgspec.msgpack.Decoder[ControlRequest] = msgspec.msgpack.Decoder(
            ControlRequest
        )
        self._children: dict[int, socket.socket] = {}  # process number -> its lane
        self._shell: StudentShell | None = None
        self._add_lane(control)

    def serve(self) -> None:
        """Until the first lane closes."""
        while self._root.fileno() >= 0:
            for key, _events in self._selector.select():
                if isinstance(key.data, int):
                    self._reap(key.data, key.fd)
                elif key.data.fileno() >= 0:
                    self._answer(key.data)

    def _add_lane(self, lane: socket.socket) -> None:
        self._selector.register(lane, selectors.EVENT_READ, lane)

    def _answer(self, lane: socket.socket) -> None:
        try:
            message, descriptors, _flags, _address = socket.recv_fds(lane, MAX_CONTROL_MESSAGE, 1)
        except ConnectionError:  # it was closed with a reply of ours unread
            message = b""
        if not message:
            self._close_lane(lane)
            return
        request = self._decoder.decode(message)
        if isinstance(request, Warm):
            self._send(lane, Ready(self._warm(request.modules)))
        elif isinstance(request, OpenLane):
            self._add_lane(socket.socket(fileno=descriptors[0]))
        elif isinstance(request, Fork):
            self._fork(lane, request, descriptors[0])
        elif isinstance(request, Stop):
            self._kill(request.child, lane)

    def _send(self, lane: socket.socket, reply: ControlReply) -> None:
        try:
            lane.send(msgspec.msgpack.encode(reply))
        except OSError:
            self._close_lane(lane)

    def _warm(self, modules: list[str]) -> list[str]:
        failed = []
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception as error:  # a library may fail in any way; the caller reports it
                failed.append(f"{name} ({type(error).__name__}: {error})")
        if self._shell is None:
            self._shell = make_shell()
        gc.collect()
        gc.freeze()
        return failed

    def _fork(self, lane: socket.socket, request: Fork, descriptor: int) -> None:
        if self._shell is None:
            self._shell = make_shell()
        number = os.fork()
        if number == 0:
            self._become_child(request, descriptor, self._shell)
        os.close(descriptor)
        self._children[number] = lane
        watch = os.pidfd_open(number)
        self._selector.register(watch, selectors.EVENT_READ, number)
        self._send(lane, Forked(number))

    def _become_child(self, request: Fork, descriptor: int, shell: StudentShell) -> NoReturn:
        try:
            isolation.enter(request.isolation, Path(request.scratch), keep=[descriptor])
            child.serve(socket.socket(fileno=descriptor), shell)
        finally:
            os._exit(0)

    def _reap(self, number: int, watch: int) -> None:
        self._selector.unregister(watch)
        os.close(watch)
        _kill_group(number)  # what it started must not outlive it
        _, status = os.waitpid(number, 0)
        lane = self._children.pop(number)
        if lane.fileno() >= 0:
            self._send(lane, Gone(number, os.waitstatus_to_exitcode(status)))

    def _kill(self, number: int, lane: socket.socket) -> None:
        if self._children.get(number) is lane:
            _kill_group(number)
            os.kill(number, signal.SIGKILL)

    def _close_lane(self, lane: socket.socket) -> None:
        if lane.fileno() < 0:
            return
        self._selector.unregister(lane)
        for number, owner in self._children.items():
            if owner is lane or lane is self._root:
                _kill_group(number)
                os.kill(number, signal.SIGKILL)
        lane.close()


def _kill_group(number: int) -> None:
    try:
        os.killpg(number, signal.SIGKILL)
    except OSError:
        pass  # it had no group of its own yet, or everything in it is dead
