"""Looks into the files of students, the large ones in processes of their own: nobody waits for
those but whoever has sent them."""

from __future__ import annotations

import asyncio
import itertools
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import PriorityQueue
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool

from autograder.closing import Closing
from autograder.engine.grader_process import INTERPRETER
from autograder.errors import ServiceError
from autograder.language import _, current, speaking
from autograder.service.queue.looker import Looked, Task
from autograder.submissions import Look, look
from autograder.wire.channel import Channel, ChannelBroken, ChannelClosed

SMALL = 100_000  # bytes: the worst file of that size takes a hundredth of a second
MOST_SECONDS = 5.0  # of a processor, for one file: 20 MB of usual outputs take less than one
PROCESSES = 2
TRIES = 2  # a process may have been ended by somebody
LITTER = 300_000  # kB of memory, after which a process makes way for a fresh one
LAST = 2  # after those of whoever has used up what is theirs
LEFT = "The service ends."
COMMAND = (*INTERPRETER, "-W", "ignore", "-m", "autograder.service.queue.looker")


class _Waiting(NamedTuple):
    """A task in the order of `rank`; without one, the end. `charge` is told what it has cost."""

    rank: tuple[int, int]
    task: Task | None
    charge: Callable[[float], None]
    future: Future[Look]


class _Process(NamedTuple):
    """A process, and how it is spoken to."""

    process: subprocess.Popen[bytes]
    channel: Channel[Looked]

    def end(self) -> int:
        """End it, if it has not ended; how it did."""
        self.process.kill()
        self.channel.close()
        return self.process.wait()


class Looks(Closing):
    """Looks into files. Its processes begin with the first large ones, and end with `close`."""

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._waiting: PriorityQueue[_Waiting] = PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._closed = False

    async def look(
        self,
        folder: Path,
        exercise: str,
        name: str,
        content: bytes,
        *,
        heavy: bool,
        charge: Callable[[float], None],
    ) -> Look:
        """What a file seems to be. Who is `heavy` waits for all others, and `charge` is told the
        seconds of a processor that a large one has cost, by another thread. Raises ServiceError
        where no process can be had."""
        if len(content) <= SMALL:
            return await run_in_threadpool(look, folder, exercise, name, content)
        task = Task(str(folder), exercise, name, content, current(), self._most_seconds)
        return await asyncio.wrap_future(self._put(task, int(heavy), charge))

    def close(self) -> None:
        """End; whoever still waits hears that."""
        with self._lock:
            self._closed = True
            for each in self._processes:
                each.process.kill()
            for _thread in self._threads:
                self._waiting.put(_Waiting((LAST, next(self._numbers)), None, _nothing, Future()))
        for thread in self._threads:
            thread.join()

    def _put(self, task: Task, rank: int, charge: Callable[[float], None]) -> Future[Look]:
        future: Future[Look] = Future()
        with self._lock:
            if self._closed:
                raise _no_process(LEFT)
            if len(self._threads) < PROCESSES:
                thread = threading.Thread(target=self._work, name="looks", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._waiting.put(_Waiting((rank, next(self._numbers)), task, charge, future))
        return future

    def _work(self) -> None:
        """One thread: a task after the other, with a process of its own."""
        process: _Process | None = None
        while (waiting := self._waiting.get()).task is not None:
            if not waiting.future.set_running_or_notify_cancel():
                continue
            try:
                process, looked = self._looked(process, waiting.task)
            except (OSError, ServiceError) as error:
                process = None
                with speaking(waiting.task.language):
                    waiting.future.set_exception(_no_process(str(error)))
                continue
            waiting.charge(looked.seconds)
            waiting.future.set_result(looked.look or _too_long(waiting.task))
            if process is not None and looked.memory > LITTER:
                self._end(process)
                process = None
        if process is not None:
            self._end(process)

    def _looked(self, process: _Process | None, task: Task) -> tuple[_Process | None, Looked]:
        """Ask the process, or a new one where it has ended; what ends two of them is looked into no
        more."""
        for _try in range(TRIES):
            process = process or self._start()
            with suppress(ChannelClosed, ChannelBroken):
                process.channel.send(task)
                return process, process.channel.receive()
            if self._end(process) == -signal.SIGPROF:
                break
            process = None
        return None, Looked(None, task.seconds, 0)

    def _start(self) -> _Process:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._closed:
                ours.close()
                raise ServiceError(LEFT)
            number = theirs.fileno()
            command = [*COMMAND, str(number)]
            made = subprocess.Popen(command, pass_fds=[number], start_new_session=True)
            process = _Process(made, Channel(ours, Looked))
            self._processes.add(process)
        return process

    def _end(self, process: _Process) -> int:
        with self._lock:
            self._processes.discard(process)
        return process.end()


def _no_process(why: str) -> ServiceError:
    return ServiceError(_("This file cannot be looked into just now."), todo=why)


def _nothing(_seconds: float) -> None:
    """Nobody is charged."""


def _too_long(task: Task) -> Look:
    with speaking(task.language):
        what = _("It takes too long to look into this file.")
        todo = _("Clear the outputs of the notebook and save it again.")
    return Look(task.exercise, trouble=f"{what} {todo}")
