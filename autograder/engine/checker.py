"""A checker: a fork of the grader process that grades, one submission after the other.

It knows the exercises that were open when it was forked. In time it makes way for a fresh one.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Protocol

import msgspec
import numpy as np

from autograder.course import Limits
from autograder.engine.messages import Done, Examined
from autograder.engine.outbox import Outbox
from autograder.engine.sides import Key
from autograder.engine.warm import Warm
from autograder.engine.whole import grade_whole
from autograder.errors import SandboxError
from autograder.grading import Submission, ungraded_report
from autograder.results import QuestionResult
from autograder.sandbox import scratch
from autograder.sandbox.clock import longest
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.inside.confine.processes import processor_seconds
from autograder.sandbox.spent import LAST_STOP
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed

SLACK_SECONDS = 120.0  # of a checker's own: of processors, and once more on the wall
# Of address space, beyond what a checker has when it is forked; and for each core, since NumPy's
# linear algebra reserves some for each of its threads.
MEMORY, MEMORY_OF_A_CORE = 2 << 30, 96 << 20
MOST_TASKS = 50  # of one checker: whatever it has gathered goes with it
LITTER = 64 << 20  # bytes that a checker has gathered, from which on it looks for what nobody uses


class Closes(Protocol):
    """What a fork lets go of."""

    def close(self) -> None: ...


class Task(msgspec.Struct, frozen=True):
    """What a checker is to do with an open exercise: grade a submission, or without one let a child
    wait for the next."""

    number: int
    opened: int
    submission: Submission | None = None
    tells: bool = False


@dataclass
class Checker:
    """A checker as its parent sees it. `knows` is the number of the last opening before it; `room`
    is the folder in which its children have theirs."""

    process: int
    room: Path
    channel: Channel[Done | Examined]
    outbox: Outbox
    controls: Mapping[Key, ControlChannel]
    knows: int
    task: Task | None = None
    limits: Limits = field(default_factory=Limits)
    started: float = 0.0
    used_before: float = 0.0
    tasks: int = 0

    def start(self, task: Task, limits: Limits) -> None:
        """Give it a submission to grade."""
        self.task, self.limits, self.tasks = task, limits, self.tasks + 1
        self.started, self.used_before = time.monotonic(), processor_seconds(self.process)
        self.outbox.put(task)

    @property
    def hangs(self) -> bool:
        """Whether it does not come back, though the clock of its submission has had its last stop,
        or computes on and on itself."""
        if self.task is None:
            return False
        if processor_seconds(self.process) - self.used_before > SLACK_SECONDS:
            return True
        last_stop = longest(self.limits.submission_seconds, self.limits.idle_seconds)
        return time.monotonic() - self.started > last_stop + LAST_STOP * SLACK_SECONDS

    def close(self) -> None:
        """End it, whatever it does, and with its control channels every child that it has. Nothing
        is left."""
        os.kill(self.process, signal.SIGKILL)  # it may wait for a student side that does not answer
        self.channel.close()
        for control in self.controls.values():
            control.close()
        os.waitpid(self.process, 0)
        scratch.remove(self.room)


def run(
    sock: socket.socket,
    room: Path,
    controls: Mapping[Key, ControlChannel],
    opened: Mapping[int, Warm],
    not_its_own: Iterable[Closes],
    *,
    spare: bool,
) -> NoReturn:
    """In the fork: do what comes until the parent closes the channel. What is not its own it lets
    go of first."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        tempfile.tempdir = str(room)
        for end in not_its_own:
            end.close()
        _run(Channel(sock, Task), controls, opened, spare=spare)
    except ChannelClosed:
        scratch.remove(room)  # where the parent has died, nobody else does
        os._exit(0)
    except BaseException as error:  # reported by the parent as our fault
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)


def _run(
    channel: Channel[Task],
    controls: Mapping[Key, ControlChannel],
    opened: Mapping[int, Warm],
    *,
    spare: bool,
) -> NoReturn:
    bound_memory()
    clean = memory_in_use()
    while True:
        task = channel.receive()
        warm = opened[task.opened]
        control = controls.get(warm.side.key)
        if control is None:  # whoever comes next meets another one
            raise SandboxError("The student side had ended before this checker began.")
        assert warm.confinement is not None  # a checker knows what is ready alone
        control.confinement = warm.confinement
        if task.submission is not None:
            _grade(task, task.submission, warm, control, channel)
        del task
        # A failed check's traceback holds its arrays: a hundred megabytes where digits are
        # learnt, and Python, which counts objects, sees no reason to look for them.
        if memory_in_use() > clean + LITTER:
            gc.collect()
        with suppress(SandboxError):  # the next submission will say so
            control.see_off()
            if spare:
                control.prepare(warm.context.exercise.data)


def _grade(
    task: Task,
    submission: Submission,
    warm: Warm,
    control: ControlChannel,
    channel: Channel[Task],
) -> None:
    def tell(result: QuestionResult) -> None:
        if task.tells:
            channel.send(Examined(task.number, result))

    random.seed(0)  # the same numbers for everybody, whoever came before
    np.random.seed(0)
    graded = grade_whole(submission, warm.context, control, tell)
    try:
        channel.send(Done(task.number, graded))
    except ChannelBroken:
        why = "The grading of this submission became too large."
        channel.send(Done(task.number, ungraded_report(submission, warm.context, why)))


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
