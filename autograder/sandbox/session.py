"""One child of the student side, as the trusted side talks to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.errors import SandboxError
from autograder.language import _
from autograder.responder import ChildDied, Expected
from autograder.results import Status
from autograder.sandbox import scratch
from autograder.sandbox.clock import Clock, TimeIsUp, Wait
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.library_time import LibraryTime
from autograder.sandbox.memory_files import memory_file
from autograder.sandbox.spare import Child
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed, MessageTooLarge, decoder
from autograder.wire.control import DISK_EXIT, MEMORY_EXIT, NOT_ISOLATED_EXIT, THREADS_EXIT
from autograder.wire.requests import Request, RunCell, Share
from autograder.wire.responses import (
    MAX_LINE,
    MAX_PROBLEM_TEXT,
    MAX_PROBLEMS,
    MAX_TRACEBACK_LINES,
    CellDone,
    Importing,
    Reached,
    Response,
    Returned,
    size,
)

# What a cell's outputs may hold beyond the limit: exceptions, and that something was cut.
OUTPUT_SLACK = MAX_PROBLEMS * (MAX_PROBLEM_TEXT + MAX_LINE * MAX_TRACEBACK_LINES) + 1_000
decoder(Response)  # made here, before any checker is forked


class Session:
    """A running child with a private folder, `scratch`; both are gone after `close`.

    `child` is the process number of its supervisor, and `clock` counts its time.
    """

    def __init__(
        self, control: ControlChannel, clock: Clock, output_limit: int, files: Mapping[str, bytes]
    ) -> None:
        self.alive = True
        self.reached = 0  # the line of a Python file that was to run last, as the child says
        self._lines = 0  # of the file that runs
        self._control = control
        self.clock = clock
        self._output_limit = output_limit
        self._number = 0
        self._shared: list[np.ndarray[Any, Any]] = []
        self._library_time = LibraryTime(clock)
        with _voiding(clock):
            child = control.child(files)
        self._made: Child | None = child  # until it is closed
        self.child, self.scratch = child.number, child.scratch
        clock.watch(self.child)
        self._channel: Channel[Response] = Channel(child.socket, Response)

    def run_cell(self, source: str, file: str = "", *, only_definitions: bool = False) -> CellDone:
        """Run a cell, or a Python file of this name; raises ChildDied."""
        number, limit = self.next_number(), self._output_limit
        question = RunCell(number, source, limit, file, only_definitions)
        self._lines = len(source.splitlines()) if file else 0
        done = self.ask(question, CellDone)
        if size(done.outputs) > self._output_limit + OUTPUT_SLACK:
            self._stop()
            raise ChildDied(Status.CRASHED, _no_sense())
        return done

    def next_number(self) -> int:
        """The number of the next question."""
        self._number += 1
        return self._number

    def share(self, array: np.ndarray[Any, Any]) -> int:
        """Give the child an array as a sealed file, once; its number. Raises ChildDied."""
        for number, known in enumerate(self._shared):
            if known is array:
                return number
        descriptor = memory_file(array)
        try:
            number, kind = len(self._shared), array.dtype.newbyteorder("<").str
            question = Share(self.next_number(), number, kind, array.shape)
            self.ask(question, Returned, descriptor)
        finally:
            os.close(descriptor)
        self._shared.append(array)
        return number

    def ask(
        self, question: Request, expected: type[Expected], descriptor: int | None = None
    ) -> Expected:
        """Ask one question and wait for its answer; raises ChildDied. A file may come with it.

        `expected` is the type of the answer, or a union of types. An answer of another type or with
        another number is as good as a crash: the student's code has been at the socket. Raises
        MessageTooLarge where it is the question that cannot be sent: that is no fault of the
        child's, which has not heard of it.
        """
        if not self.alive:
            raise ChildDied(Status.CRASHED, _("Your code had ended before this question."))
        try:
            with self.clock.wait() as patience:
                self._channel.send(question, patience, descriptor)
                answer = self._receive(question, patience)
        except TimeIsUp as over:
            self._stop()
            raise ChildDied(Status.TIMEOUT, over.sentence) from None
        except ChannelClosed:
            raise self._died() from None
        except MessageTooLarge:
            raise
        except ChannelBroken:
            self._stop()
            raise ChildDied(Status.CRASHED, _no_sense()) from None
        if not isinstance(answer, expected) or answer.number != question.number:
            self._stop()
            raise ChildDied(Status.CRASHED, _no_sense())
        return answer

    def close(self) -> None:
        """End the child. It dies while others go on, and its folder goes before another is made."""
        child, self._made = self._made, None
        if not self.alive:
            if child is not None:
                scratch.remove(child.scratch)
            return
        self._ends()
        assert child is not None
        with _voiding(self.clock):
            self._control.let_go(child)

    def _receive(self, question: Request, patience: Wait) -> Response:
        """The answer. The time in which a library is imported is no part of the student's."""
        while True:
            answer = self._channel.receive(patience)
            if self._is_further(answer, question):
                continue
            if not isinstance(answer, Importing) or answer.number != question.number:
                return answer
            self._library_time.hear(answer)

    def _is_further(self, answer: Response, question: Request) -> bool:
        """Whether a Python file has come further. It can do so as often as it has lines."""
        if not isinstance(answer, Reached) or not isinstance(question, RunCell):
            return False
        if not self.reached < answer.line <= self._lines or answer.number != question.number:
            return False
        self.reached = answer.line
        return True

    def _stop(self) -> int:
        self._channel.close()
        self._ends()
        self.clock.has_lost_one = True
        with _voiding(self.clock):
            return self._control.stop(self.child)

    def _ends(self) -> None:
        self.alive = False
        self.clock.forget(self.child)
        self._library_time.end()

    def _died(self) -> ChildDied:
        # It closed its socket: either it is dying now, or it closed it and goes on.
        try:
            with self.clock.grace() as patience:
                self._control.wait_until_gone(self.child, patience)
        except TimeIsUp:
            pass
        status = self._stop()
        if status == NOT_ISOLATED_EXIT:
            self.clock.is_void = True
            raise SandboxError(
                "A child of the student side could not be isolated, so nothing was run in it.",
                todo="`autograder doctor` shows what this machine lacks.",
            )
        if status == MEMORY_EXIT:
            return ChildDied(Status.MEMORY, _("Your code used more memory than it may."))
        if status == DISK_EXIT:
            return ChildDied(Status.CRASHED, _("Your code wrote more files than it may."))
        if status == THREADS_EXIT:
            text = _("Your code started more threads, or opened more files, than it may.")
            return ChildDied(Status.CRASHED, text)
        # The kernel ends a child first, where the machine has no memory left.
        self.clock.again = self.clock.again or status in (-signal.SIGXCPU, -signal.SIGKILL)
        if status == -signal.SIGXCPU:
            return ChildDied(Status.TIMEOUT, _("Your code used more processor time than it may."))
        if status < 0:
            text = _("Your code crashed Python itself (signal {number}).").format(number=-status)
        else:
            text = _("Your code ended Python, for example with exit(): take that line out.")
        return ChildDied(Status.CRASHED, text)


@contextmanager
def _voiding(clock: Clock) -> Iterator[None]:
    """Where the student side fails, nothing that follows is a verdict."""
    try:
        yield
    except SandboxError:
        clock.is_void = True
        raise


def _no_sense() -> str:
    return _("Your code sent something to the grader that makes no sense.")
