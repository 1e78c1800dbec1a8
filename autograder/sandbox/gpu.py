"""The GPUs of this machine, and what a student's code needs of them: devices and driver files.

It gets nothing else than elsewhere: no other device, and the driver's files for reading only.
"""

from __future__ import annotations

import stat
from pathlib import Path

ROOT = Path("/")
DEVICES = ("dev/nvidia*", "dev/nvidia-caps/*")
NUMBERED = "dev/nvidia[0-9]*"
# Libraries outside of /usr/lib (containers and WSL mount them there), and what the driver reads.
FILES = (
    "usr/local/nvidia", "usr/local/cuda", "usr/local/cuda-[0-9]*", "usr/lib/wsl",
    "usr/share/nvidia", "etc/nvidia*", "sys/module/nvidia*", "sys/bus/pci/devices",
    "sys/devices/pci*", "sys/devices/system/node",
)  # fmt: skip


def gpus(root: Path = ROOT) -> list[str]:
    """The GPUs that this machine has, by the names of their devices."""
    return [str(path) for path in sorted(root.glob(NUMBERED)) if _is_device(path)]


def device_files(root: Path = ROOT) -> tuple[str, ...]:
    """The devices of the driver."""
    found = [path for pattern in DEVICES for path in root.glob(pattern) if _is_device(path)]
    return tuple(sorted(map(str, found)))


def driver_files(root: Path = ROOT) -> tuple[str, ...]:
    """The files and folders of the driver, beside those that every child may read.

    /proc/driver is not among them: it is a part of every /proc, that of a child too.
    """
    return tuple(sorted(str(path) for pattern in FILES for path in root.glob(pattern)))


def _is_device(path: Path) -> bool:
    return stat.S_ISCHR(path.lstat().st_mode)
