"""How much a student's processes use now: what no limit of the kernel's counts for all of them."""

from __future__ import annotations

from pathlib import Path

from autograder.protocol.messages import DISK_EXIT, MEMORY_EXIT, THREADS_EXIT, Limits
from autograder.sandbox.inside.confine import disk

KILOBYTE = 1024
# Private pages, shared pages, and the tables of pages: those of an empty giant mapping are large.
MEMORY = ("RssAnon", "RssShmem", "VmPTE")
SHARED_OUT = ("Pss_Anon", "Pss_Shmem")
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


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have started."""
    found = _children(process)
    for each in found:  # grows meanwhile
        found += _children(each)
    return found


def memory_of(process: int) -> int:
    """Bytes of memory of one process that are no files."""
    return sum(_sizes(f"/proc/{process}/status", MEMORY))


def status_bytes(process: int, name: str) -> int:
    """A size in /proc/PID/status; 0 for a process that is gone."""
    return sum(_sizes(f"/proc/{process}/status", (name,)))


def threads(process: int) -> int:
    """How many threads a process has."""
    return sum(_sizes(f"/proc/{process}/status", ("Threads",))) // KILOBYTE


def _share_of_memory(process: int) -> int:
    """The same as `memory_of`, where a page that n processes share counts as an n-th."""
    sizes = _sizes(f"/proc/{process}/smaps_rollup", SHARED_OUT)
    return sum(sizes) + status_bytes(process, "VmPTE") if sizes else memory_of(process)


def _sizes(path: str, names: tuple[str, ...]) -> list[int]:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return []
    pairs = [line.split() for line in lines if line.partition(":")[0] in names]
    return [int(words[1]) * KILOBYTE for words in pairs]


def _descriptors(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def _children(process: int) -> list[int]:
    try:
        texts = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(number) for text in texts for number in text.split()]
