"""How much a student's processes use now: what no limit of the kernel's counts for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.inside.confine import disk
from autograder.sandbox.inside.confine.processes import descendants, listed, read
from autograder.wire.control import DISK_EXIT, MEMORY_EXIT, THREADS_EXIT, Limits

KILOBYTE = 1024
# Private pages, also those that lie in swap, shared pages, and the tables of pages: those of an
# empty giant mapping are large.
MEMORY = (b"RssAnon", b"RssShmem", b"VmSwap", b"VmPTE")
SHARED_OUT = (b"Pss_Anon", b"Pss_Shmem", b"SwapPss")
MAX_DESCRIPTORS = 1024  # of all processes together: what lies in a socket is no process's memory
LOOKS_PER_WALK = 5


class Watch:
    """Looks again and again at one child: what it uses, and whether that is too much."""

    def __init__(self, limits: Limits, child: int, baseline: int, scratch: Path | None) -> None:
        """`baseline` is the memory of the warm process: every fork starts with that, shared.

        `scratch` is a folder to look into, where no file system bounds it.
        """
        self._limits = limits
        self._child = child
        self._baseline = baseline
        self._scratch = scratch
        self._looks = 0

    def look(self) -> int:
        """0, or the exit status that says what there is too much of."""
        self._looks += 1
        others = descendants(self._child)
        if self._used(others) > self._limits.memory_bytes:
            return MEMORY_EXIT
        if others and sum(map(_descriptors, [self._child, *others])) > MAX_DESCRIPTORS:
            return THREADS_EXIT
        if self._scratch is None:
            return 0
        if threads(self._child) > self._limits.processes:
            return THREADS_EXIT
        if self._looks % LOOKS_PER_WALK == 0:
            used = disk.used(self._scratch, self._child)
            if used > self._limits.scratch_bytes:
                return DISK_EXIT
        return 0

    def _used(self, others: list[int]) -> int:
        """Bytes of memory that the child and its descendants have taken since the fork."""
        first = max(0, memory_of(self._child) - self._baseline)
        rest = sum(map(memory_of, others))  # too much, as they share pages; but quick to find out
        if rest and first + rest > self._limits.memory_bytes:
            rest = sum(map(_share_of_memory, others))
        return first + rest


def memory_of(process: int) -> int:
    """Bytes of memory of one process that are no files."""
    for place in _places(process):
        if sizes := _sizes(f"{place}/status", MEMORY):
            return sum(sizes)
    return 0


def data_of(process: int) -> int:
    """What RLIMIT_DATA counts, in bytes; 0 for a process that is gone."""
    return sum(_sizes(f"/proc/{process}/status", (b"VmData",)))


def threads(process: int) -> int:
    """How many threads a process has."""
    return sum(_sizes(f"/proc/{process}/status", (b"Threads",))) // KILOBYTE


def _share_of_memory(process: int) -> int:
    """The same as `memory_of`, where a page that n processes share counts as an n-th."""
    sizes = _sizes(f"/proc/{process}/smaps_rollup", SHARED_OUT)
    tables = _sizes(f"/proc/{process}/status", (b"VmPTE",))
    return sum(sizes + tables) if sizes else memory_of(process)


def _sizes(path: str, names: tuple[bytes, ...]) -> list[int]:
    """The numbers in the lines `name: number kB`. Looked at fifty times a second for each child, so
    no more Python than it needs: in a fork, each touched object costs a copied page."""
    content = read(path)
    found = []
    for name in names:
        start = content.find(b"\n" + name + b":")
        if start >= 0:
            number = content[start + len(name) + 2 :].split(None, 1)[0]
            found.append(int(number) * KILOBYTE)
    return found


def _descriptors(process: int) -> int:
    return max(len(listed(f"{place}/fd")) for place in _places(process))


def _places(process: int) -> Iterator[str]:
    """Where a process is in /proc: once for itself, then for its threads, if the first of these has
    ended. Then nothing of the others is shown at its own place."""
    own = f"/proc/{process}"
    yield own
    if b"\nState:\tZ" in read(f"{own}/status"):
        yield from (f"{own}/task/{task}" for task in listed(f"{own}/task"))
