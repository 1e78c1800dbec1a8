"""One child of the student side, as the trusted side talks to it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from autograder.errors import SandboxError
from autograder.language import _
from autograder.protocol.channel import Channel, ChannelBroken, ChannelClosed, decoder
from autograder.protocol.messages import (
    DISK_EXIT,
    MAX_LINE,
    MAX_PROBLEM_TEXT,
    MAX_PROBLEMS,
    MAX_TRACEBACK_LINES,
    MEMORY_EXIT,
    NOT_ISOLATED_EXIT,
    THREADS_EXIT,
    Answer,
    CellDone,
    Importing,
    Question,
    Returned,
    RunCell,
    Share,
    size,
)
from autograder.results import Status
from autograder.sandbox import scratch
from autograder.sandbox.launch import Lane
from autograder.sandbox.library_time import LibraryTime
from autograder.sandbox.memory_files import memory_file

# What a cell's outputs may hold beyond the limit: exceptions, and that something was cut.
OUTPUT_SLACK = MAX_PROBLEMS * (MAX_PROBLEM_TEXT + MAX_LINE * MAX_TRACEBACK_LINES) + 1_000
GRACE_SECONDS = 2.0
MOST_GRANTED = 180.0  # seconds, to one submission
Expected = TypeVar("Expected", bound=Answer)
decoder(Answer)  # made here, before any checker is forked


class StudentFailure(Exception):
    """The student's code did not give an answer: the verdict, and a sentence for the student.

    `exception` is the name of the exception that it raised, if it did. This is part of grading,
    not of the errors that a person running a command sees.
    """

    def __init__(self, status: Status, message: str, exception: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.exception = exception


class ChildDied(StudentFailure):
    """The child is gone (timeout, crashed, memory); what comes next needs a new one."""


class Clock:
    """The time that one submission has left, over all its children."""

    def __init__(self, cell_seconds: float, submission_seconds: float) -> None:
        self.cell_seconds = cell_seconds
        self._end = time.monotonic() + submission_seconds
        self._granted = 0.0

    def left(self) -> float:
        """Seconds that the next answer may take."""
        return min(self.cell_seconds, self._end - time.monotonic())

    def grant(self, seconds: float) -> float:
        """Give more time for what is no work of the student's, or take back what was not needed.

        Returns the seconds that it has become: there is an end to it.
        """
        seconds = min(seconds, MOST_GRANTED - self._granted)
        self._granted += seconds
        self._end += seconds
        return seconds

    @property
    def is_over(self) -> bool:
        """Whether the submission's time is used up."""
        return time.monotonic() >= self._end


class Session:
    """A running child with a private folder; both are gone after `close`."""

    def __init__(
        self, lane: Lane, clock: Clock, output_limit: int, files: Mapping[str, bytes]
    ) -> None:
        self.alive = True
        self._lane = lane
        self._clock = clock
        self._output_limit = output_limit
        self._number = 0
        self._shared: list[np.ndarray[Any, Any]] = []
        self._library_time = LibraryTime()
        self._scratch = scratch.make(files)
        try:
            self._child, sock = lane.fork(self._scratch)
        except BaseException:
            scratch.remove(self._scratch)
            raise
        self._channel: Channel[Answer] = Channel(sock, Answer)

    def run_cell(self, source: str) -> CellDone:
        """Run a cell; raises ChildDied."""
        done = self.ask(RunCell(self.next_number(), source, self._output_limit), CellDone)
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
        self, question: Question, expected: type[Expected], descriptor: int | None = None
    ) -> Expected:
        """Ask one question and wait for its answer; raises ChildDied. A file may come with it.

        `expected` is the type of the answer, or a union of types. An answer of another type or with
        another number is as good as a crash: the student's code has been at the socket.
        """
        if not self.alive:
            raise ChildDied(Status.CRASHED, _("Your code had ended before this question."))
        try:
            seconds = self._clock.left()
            if seconds <= 0:
                raise TimeoutError
            self._channel.send(question, seconds)
            if descriptor is not None:
                self._channel.send_descriptor(descriptor)
            answer = self._receive(question, seconds)
        except TimeoutError:
            self._stop()
            raise ChildDied(Status.TIMEOUT, self._too_slow()) from None
        except ChannelClosed:
            raise self._died() from None
        except ChannelBroken:
            self._stop()
            raise ChildDied(Status.CRASHED, _no_sense()) from None
        if not isinstance(answer, expected) or answer.number != question.number:
            self._stop()
            raise ChildDied(Status.CRASHED, _no_sense())
        return answer

    def close(self) -> None:
        """End the child and remove its folder."""
        try:
            if self.alive:
                self._stop()
        finally:
            scratch.remove(self._scratch)

    def _receive(self, question: Question, seconds: float) -> Answer:
        """The answer. The time in which a library is imported is no part of the student's."""
        end = time.monotonic() + seconds
        while True:
            answer = self._channel.receive(end - time.monotonic())
            if not isinstance(answer, Importing) or answer.number != question.number:
                return answer
            end += self._clock.grant(self._library_time.hear(answer))

    def _stop(self) -> int:
        self.alive = False
        self._channel.close()
        return self._lane.stop(self._child)

    def _died(self) -> ChildDied:
        # It closed its socket: either it is dying now, or it closed it and goes on.
        self._lane.wait_a_moment(self._child, GRACE_SECONDS)
        status = self._stop()
        if status == NOT_ISOLATED_EXIT:
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
        if status == -signal.SIGXCPU:
            return ChildDied(Status.TIMEOUT, _("Your code used more processor time than it may."))
        if status < 0:
            text = _("Your code crashed Python itself (signal {number}).").format(number=-status)
        else:
            text = _("Your code ended Python, for example with exit(): take that line out.")
        return ChildDied(Status.CRASHED, text)

    def _too_slow(self) -> str:
        if self._clock.is_over:
            return _("The whole notebook took too long. Is there a loop that never ends?")
        return _("Stopped after {seconds:g} seconds. Is there a loop that never ends?").format(
            seconds=self._clock.cell_seconds
        )


def _no_sense() -> str:
    return _("Your code sent something to the grader that makes no sense.")
