"""What the student's process can see of the file system: a short list, read-only.

In the level `full` it is mounted as a root of its own; in `base` Landlock lets nothing else be
opened.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox.inside.confine import kernel

SCRATCH = "/scratch"
SYSTEM = (
    "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32",
    "/usr/lib64", "/usr/libexec", "/usr/share/fonts", "/usr/share/zoneinfo",
    "/etc/ld.so.cache", "/etc/localtime", "/sys/devices/system/cpu",
)  # fmt: skip
# No /dev/zero: mapped as shared, it is memory that no limit counts.
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
PROC_FILES = (
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime",
    "/proc/version", "/proc/filesystems", "/proc/sys/kernel/osrelease",
    "/proc/sys/vm/overcommit_memory",
)  # fmt: skip
# Of the process itself. Not `net`, which is the machine's where the network is; so not `task`
# either, where each thread has one.
OWN_PROC_FILES = (
    "cmdline", "comm", "environ", "exe", "fd", "maps", "mem", "smaps", "stat", "statm", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of making a root: a folder, a link to `target`, or what is mounted there."""

    path: str
    target: str = ""
    is_file: bool = False
    is_mounted: bool = False


def own_proc_files(process: int) -> list[str]:
    """What a process may read of its own entry in the machine's /proc."""
    return [f"/proc/{process}/{name}" for name in OWN_PROC_FILES]


@cache
def readable(others: tuple[str, ...]) -> tuple[str, ...]:
    """The files and folders that may be read: the system, the interpreter, all on `sys.path` (the
    libraries, and the copy of this package), and `others`."""
    python = Path(sys.base_prefix)
    wanted = [*SYSTEM, str(python / "bin"), str(python / "lib"), *filter(None, sys.path), *others]
    found: list[Path] = []
    for path in sorted({Path(os.path.normpath(each)) for each in wanted if os.path.lexists(each)}):
        if not any(path.is_relative_to(each) for each in found if not each.is_symlink()):
            found.append(path)
    return tuple(str(path) for path in found)


@cache
def steps(paths: tuple[str, ...]) -> tuple[Step, ...]:
    """How to show these and the devices in an empty root.

    To be asked for in the warm process: it is the same for all its children, and they have no time.
    """
    planned: dict[str, Step] = {}
    for path in map(Path, (*paths, *DEVICES)):
        for folder in reversed(path.parents[:-1]):
            planned.setdefault(str(folder), Step(str(folder)))
        if path.is_symlink():
            planned[str(path)] = Step(str(path), target=str(path.readlink()))
        else:
            planned[str(path)] = Step(str(path), is_file=not path.is_dir(), is_mounted=True)
    return tuple(planned.values())


def build_root(
    place: Path,
    paths: tuple[str, ...],
    files: dict[str, bytes],
    scratch_bytes: int,
    owner: int | None,
) -> None:
    """Mount a new root at `place` with `paths` read-only, /proc, a few devices, and a scratch
    folder of bounded size that holds `files`; then enter it. The scratch folder belongs to the
    user `owner`, or to the present one."""
    root = str(place)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID, "mode=755,size=1m")
    for step in steps(paths):
        _take(root, step)
    for name in ("proc", SCRATCH.strip("/")):
        (place / name).mkdir()
    if not (place / "tmp").exists():
        (place / "tmp").symlink_to(SCRATCH)
    kernel.make_read_only(root)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("proc", f"{root}/proc", "proc", flags | kernel.MS_NOEXEC)
    options = f"mode=700,size={scratch_bytes},nr_inodes=10000"
    kernel.mount("tmpfs", root + SCRATCH, "tmpfs", flags, options)
    for name, content in files.items():
        Path(root + SCRATCH, name).write_bytes(content)
    if owner is not None:
        scratch = Path(root + SCRATCH)
        for each in (scratch, *scratch.iterdir()):
            os.chown(each, owner, owner)
    kernel.pivot_into(root)


def _take(root: str, step: Step) -> None:
    place = root + step.path
    if step.target:
        os.symlink(step.target, place)  # noqa: PTH211  (each Path costs copied pages in a fork)
        return
    if step.is_file:
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o644))
    else:
        os.mkdir(place)  # noqa: PTH102
    if step.is_mounted:
        recursive = 0 if step.is_file else kernel.MS_REC
        kernel.mount(step.path, place, None, kernel.MS_BIND | recursive)
