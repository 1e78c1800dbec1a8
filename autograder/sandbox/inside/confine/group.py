"""All memory of one child, the kernel's own included, bounded by a control group of its own.

That needs a grader who may make one: root where the groups can be written, or a user to whom a
part of them is delegated. Elsewhere the other limits have to do.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROC = Path("/proc/self")
SLACK = 64 << 20  # for what the kernel keeps of a child: tables, pipes, names of files
NO_PLACE = "there is no memory controller for it"


@dataclass(frozen=True)
class Version:
    """How a version of the kernel's control groups calls things."""

    number: int
    limit: str
    swap: str  # absent on machines that do not count it
    members: str
    kills: str


# A process may move itself at once as a thread (tasks); in version 2, only as a process.
FIRST = Version(
    1, "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "tasks", "memory.oom_control"
)
SECOND = Version(2, "memory.max", "memory.swap.max", "cgroup.procs", "memory.events")


@dataclass(frozen=True)
class Place:
    """A group below which others can be made."""

    folder: Path
    version: Version


@dataclass(frozen=True)
class Group:
    """One child's group."""

    folder: str
    version: Version

    def join(self) -> None:
        """Move this process into the group, and with it all that it will start."""
        _write(self.folder, self.version.members, 0)

    def was_full(self) -> bool:
        """Whether the kernel has killed in it, since its memory was used up."""
        try:
            rows = Path(self.folder, self.version.kills).read_text().splitlines()
        except OSError:
            return False
        return any(int(row.split()[1]) for row in rows if row.startswith("oom_kill "))

    def remove(self) -> None:
        """Remove the group; all of its processes have ended."""
        try:
            os.rmdir(self.folder)  # noqa: PTH106
        except OSError:
            pass  # left empty: it holds nothing, and hurts nobody


def make(bytes_of_memory: int) -> Group | None:
    """A new group, which holds this much and SLACK; none where the machine does not give one."""
    place, _why_not = found()
    if place is None:
        return None
    try:
        return _make(place, bytes_of_memory + SLACK)
    except OSError:
        return None


@cache
def found() -> tuple[Place | None, str]:
    """Where groups can be made, tried once, in the warm process; or why they cannot."""
    try:
        place = where()
        if place is None:
            return None, NO_PLACE
        _make(place, SLACK).remove()
    except OSError as error:
        return None, str(error)
    return place, ""


def note() -> str:
    """Whether this machine gives groups, in a sentence."""
    place, why_not = found()
    if place is not None:
        return (
            f"Memory: a control group (version {place.version.number}) bounds all that a "
            "submission takes, the kernel's memory included."
        )
    return (
        f"Memory: no control group can be made here ({why_not}). The supervisor bounds a "
        "submission's pages; the kernel's own memory is bounded by the number of open files "
        "alone. Root has control groups on most machines, and so has a user to whom systemd "
        "delegates them."
    )


def where(proc: Path = PROC) -> Place | None:
    """The nearest group of this process below which memory can be bounded."""
    for line in (proc / "cgroup").read_text().splitlines():
        _number, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        for mount, root in _mounted(proc, FIRST if controllers else SECOND):
            if not Path(path).is_relative_to(root):
                continue
            own = mount / Path(path).relative_to(root)
            if controllers:
                return Place(own, FIRST)
            # A group with processes in it bounds no groups below: then beside it, not below.
            for folder in (own, own.parent) if own != mount else (own,):
                passed_on = folder / "cgroup.subtree_control"
                if passed_on.is_file() and "memory" in passed_on.read_text().split():
                    return Place(folder, SECOND)
    return None


def _mounted(proc: Path, version: Version) -> list[tuple[Path, str]]:
    """Where groups of a version are mounted, and which of them is the root there."""
    found = []
    for line in (proc / "mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        kind, _device, options = after.split(" ", 2)
        if (version is SECOND and kind == "cgroup2") or (
            version is FIRST and kind == "cgroup" and "memory" in options.split(",")
        ):
            root, mount = before.split()[3:5]
            found.append((Path(mount), root))
    return found


def _make(place: Place, size: int) -> Group:
    # In containers that share these groups, process numbers are no names.
    group = Group(f"{place.folder}/autograder-{os.getpid()}-{os.urandom(4).hex()}", place.version)
    os.mkdir(group.folder)  # noqa: PTH102  (as in `view`: each Path costs copied pages in a fork)
    try:
        _write(group.folder, place.version.limit, size)
    except OSError:
        group.remove()
        raise
    try:
        # Version 1 counts the memory with the swap.
        _write(group.folder, place.version.swap, 0 if place.version is SECOND else size)
    except OSError:
        pass
    return group


def _write(folder: str, name: str, number: int) -> None:
    descriptor = os.open(f"{folder}/{name}", os.O_WRONLY)
    try:
        os.write(descriptor, str(number).encode())
    finally:
        os.close(descriptor)
