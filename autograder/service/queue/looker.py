"""A process that looks into the files of students: `python -m autograder.service.queue.looker FD`.

What reads JSON holds Python's lock until it has read all of it, which takes seconds where a file is
made for that. Here nobody else waits for the lock. It runs nothing of what it reads.
"""

from __future__ import annotations

import gc
import re
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from autograder.language import speaking
from autograder.submissions import Look, look
from autograder.wire.channel import Channel, ChannelClosed

MEMORY = 3 << 30  # bytes of address space


class Task(msgspec.Struct, frozen=True):
    """A file to look into, in at most so many `seconds` of a processor; `language` is in what it is
    told."""

    folder: str
    exercise: str
    name: str
    content: bytes
    language: str
    seconds: float


class Looked(msgspec.Struct, frozen=True):
    """What was found, None where that took too much; the seconds of a processor that it took; and
    the most memory that this process has had, in kB."""

    look: Look | None
    seconds: float
    memory: int


def main() -> None:
    """Look into what comes, until nothing more does."""
    channel: Channel[Task] = Channel(socket.socket(fileno=int(sys.argv[1])), Task)
    gc.disable()  # it would look through millions of lists again and again
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CORE, 0)
    with suppress(ChannelClosed):
        while True:
            channel.send(_looked(channel.receive()))


def _looked(task: Task) -> Looked:
    begun, found = time.process_time(), None
    signal.setitimer(signal.ITIMER_PROF, task.seconds)  # then the system ends this process
    with suppress(MemoryError, RecursionError), speaking(task.language):
        found = look(Path(task.folder), task.exercise, task.name, task.content)
    signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - begun
    return Looked(found, seconds, _most_memory())


def _most_memory() -> int:
    """In kB. What `getrusage` says begins with what the process had that has started this one."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def _bound(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
