"""Which processes descend from another one, and what they want of the processor: as /proc tells it
to anybody who looks, inside and outside."""

from __future__ import annotations

import os

MOST_OF_A_FILE = 1 << 16
TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _CSTIME = 11, 14  # among the fields of `stat` that follow the name


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have started."""
    found = _children(process)
    for each in found:  # grows meanwhile
        found += _children(each)
    return found


def processor_seconds(process: int) -> float:
    """What it has used, with the children that it has waited for; 0 for a process that is gone."""
    return sum(map(int, _fields(f"/proc/{process}/stat")[_UTIME : _CSTIME + 1])) / TICKS


def times_of_threads(process: int) -> dict[int, tuple[int, int]]:
    """For each thread the nanoseconds in which it has run, and in which it has waited for a
    processor."""
    tasks = f"/proc/{process}/task"
    found = {}
    for task in listed(tasks):
        ran, queued, *_slices = read(f"{tasks}/{task}/schedstat").split() or (0, 0)
        found[int(task)] = int(ran), int(queued)
    return found


def states(process: int) -> dict[int, bytes]:
    """The state of each thread: R is one that runs or waits for a processor, D waits for a disk or
    the like."""
    tasks = f"/proc/{process}/task"
    found = {int(task): _fields(f"{tasks}/{task}/stat")[:1] for task in listed(tasks)}
    return {thread: state[0] for thread, state in found.items() if state}


def waits_for_its_child(process: int, thread: int) -> bool:
    """Whether a thread that waits in the kernel may wait for what it has started itself: vfork,
    by which programs are started, sleeps like a disk until the child has begun or ended."""
    return bool(read(f"/proc/{process}/task/{thread}/children").split())


def own_delay() -> int:
    """The nanoseconds in which the thread that asks has waited for a processor, ever."""
    fields = read("/proc/thread-self/schedstat").split()
    return int(fields[1]) if fields else 0


def read(path: str) -> bytes:
    """What stands in a file of /proc; nothing where its process is gone."""
    parts = []
    try:
        number = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        while part := os.read(number, MOST_OF_A_FILE):
            parts.append(part)
    except OSError:
        pass
    finally:
        os.close(number)
    return b"".join(parts)


def listed(folder: str) -> list[str]:
    """The names in a folder of /proc; none where its process is gone."""
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _children(process: int) -> list[int]:
    tasks = f"/proc/{process}/task"
    texts = [read(f"{tasks}/{task}/children") for task in listed(tasks)]
    return [int(number) for text in texts for number in text.split()]


def _fields(path: str) -> list[bytes]:
    """The fields of a `stat` that follow the name, which may hold anything."""
    return read(path).rpartition(b")")[2].split()
