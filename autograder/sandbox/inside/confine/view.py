"""What the student's process can see of the file system: a short list, read-only.

In the level `full` it is mounted as a root of its own; in `base` Landlock lets nothing else be
opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
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


def readable(others: Iterable[str]) -> list[str]:
    """The files and folders that may be read: the system, the interpreter, all on `sys.path` (the
    libraries, and the copy of this package), and `others`."""
    python = Path(sys.base_prefix)
    wanted = [*SYSTEM, str(python / "bin"), str(python / "lib"), *filter(None, sys.path), *others]
    found: list[Path] = []
    for path in sorted({Path(os.path.normpath(each)) for each in wanted if os.path.lexists(each)}):
        if not any(path.is_relative_to(each) for each in found if not each.is_symlink()):
            found.append(path)
    return [str(path) for path in found]


def build_root(
    place: Path,
    paths: Iterable[str],
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
    for path in (*paths, *DEVICES):
        _show(root, path)
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


def _show(root: str, path: str) -> None:
    original, target = Path(path), Path(root + path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if original.is_symlink():
        target.symlink_to(original.readlink())
    elif original.is_dir():
        target.mkdir(exist_ok=True)
        kernel.mount(path, str(target), None, kernel.MS_BIND | kernel.MS_REC)
    else:
        target.touch()
        kernel.mount(path, str(target), None, kernel.MS_BIND)
