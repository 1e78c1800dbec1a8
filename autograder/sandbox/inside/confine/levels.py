"""The levels of isolation, strongest first, and how a process enters each of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox.inside.confine import filters, group, kernel, limits, rules, view
from autograder.wire.control import BASE, FULL, NONE, Limits

LEVELS = (FULL, BASE, NONE)
PRIVATE_USERS = 1_000_000_000  # user numbers from here on belong to nobody
USERS_PER_PROCESS = 700  # of one warm process; the largest number stays below 2**32
ROOT = 0


@dataclass(frozen=True)
class Enclosure:
    """One child's surroundings: its level, its limits, its scratch folder, what it may read and
    which devices it may use beside those that all may."""

    level: str
    limits: Limits
    scratch: Path
    readable: tuple[str, ...]
    user: int  # a number of its own for each child; used where the warm process is root's
    devices: tuple[str, ...] = ()


def private_user(process: int, number: int) -> int:
    """A user for the `number`-th child of a warm process: not that of another one alive."""
    return PRIVATE_USERS + process * USERS_PER_PROCESS + number % USERS_PER_PROCESS


def unbounded_scratch(enclosure: Enclosure) -> Path | None:
    """The scratch folder, where only the supervisor bounds its content, and the threads."""
    return enclosure.scratch if enclosure.level == BASE else None


def prepare() -> None:
    """In the warm process: what all children need, once."""
    rules.prepare()
    group.found()


def notes(level: str) -> tuple[str, ...]:
    """What a person may want to know of a level that works here."""
    return () if level == NONE else (rules.note(), filters.note(), group.note())


def memory_group(enclosure: Enclosure, baseline: int) -> group.Group | None:
    """A control group for the child and what it starts, where the machine gives one.

    `baseline` is the memory that it has from the warm process; it may copy all of it."""
    if enclosure.level == NONE:
        return None
    return group.make(baseline + enclosure.limits.memory_bytes + enclosure.limits.scratch_bytes)


def leave_namespaces(level: str) -> None:
    """In the supervisor, before the child is forked: new namespaces, which the child enters."""
    if level != FULL:
        return
    flags = kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
    if _can_change_user(PRIVATE_USERS):
        kernel.unshare(flags)
        return
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER | flags)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def enter(enclosure: Enclosure, own: group.Group | None) -> Path:
    """In the child: join its group, and give up everything that the level takes away; returns the
    scratch folder.

    Raises OSError, or what sandlock and libseccomp raise, where the machine cannot do it.
    """
    limits.dump_no_core()
    if enclosure.level == NONE:
        kernel.die_with_parent(signal.SIGKILL)
        return enclosure.scratch
    if own is not None:
        own.join()
    limits.be_the_first_to_go()
    return _enter_full(enclosure) if enclosure.level == FULL else _enter_base(enclosure)


def _enter_full(enclosure: Enclosure) -> Path:
    files = {path.name: path.read_bytes() for path in enclosure.scratch.iterdir()}
    owner = enclosure.user if _can_change_user(enclosure.user) else None
    kernel.unshare(kernel.CLONE_NEWNS)
    shown = (*enclosure.readable, *enclosure.devices)
    view.build_root(enclosure.scratch, shown, files, enclosure.limits.scratch_bytes, owner)
    kernel.forgo_capabilities()
    if owner is not None:
        os.setgroups([])
        os.setresgid(owner, owner, owner)
        os.setresuid(owner, owner, owner)
        kernel.be_dumpable()
    kernel.drop_capabilities()
    scratch = Path(view.SCRATCH)
    _lock(enclosure, ["/"], scratch, with_processes=True)
    return scratch


def _enter_base(enclosure: Enclosure) -> Path:
    if os.geteuid() == ROOT:
        kernel.forgo_capabilities()
        kernel.drop_capabilities()
    seen = [*enclosure.readable, *view.PROC_FILES, *view.own_proc_files(os.getpid())]
    _lock(enclosure, seen, enclosure.scratch, with_processes=False)
    return enclosure.scratch


def _lock(
    enclosure: Enclosure, readable: Iterable[str], scratch: Path, *, with_processes: bool
) -> None:
    kernel.gain_no_privileges()
    kernel.die_with_parent(signal.SIGKILL)
    limits.set_limits(enclosure.limits, with_processes=with_processes)
    devices = (*view.DEVICES, *enclosure.devices)
    there = [path for path in (*readable, *devices) if os.path.exists(path)]  # noqa: PTH110
    rules.restrict_files(there, [str(scratch), *devices])
    rules.refuse_calls(with_processes=with_processes, with_devices=bool(enclosure.devices))


@cache
def _can_change_user(user: int) -> bool:
    """Whether this is a root that has such a user: a container's root may own only a few."""
    if os.geteuid() != ROOT:
        return False
    rows = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return any(int(first) <= user < int(first) + int(count) for first, _outside, count in rows)
