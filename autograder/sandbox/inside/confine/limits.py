"""How much a student's process may use, as far as the kernel counts; `usage` watches the rest."""

from __future__ import annotations

import math
import os
import resource

from autograder.sandbox.inside.confine import disk, kernel, usage
from autograder.wire.control import Limits

MAX_OPEN_FILES = 256
MAX_PENDING_SIGNALS = 128  # of all processes of its user


def set_limits(limits: Limits, *, with_processes: bool) -> None:
    """Set the limits of this process and of all that it starts.

    The number of processes counts for a user, so it is set only where the user is a private one.
    """
    kernel.use_no_giant_pages()
    data = usage.data_of(os.getpid()) + limits.memory_bytes
    for what, most in (
        (resource.RLIMIT_CPU, max_cpu_seconds(limits)),
        (resource.RLIMIT_DATA, data),
        (resource.RLIMIT_FSIZE, max_file_bytes(limits)),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, MAX_PENDING_SIGNALS),
    ):
        resource.setrlimit(what, (most, most))
    if with_processes:
        resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))


def max_file_bytes(limits: Limits) -> int:
    """How large one file may become."""
    return min(limits.scratch_bytes, disk.MAX_FILE_BYTES)


def max_cpu_seconds(limits: Limits) -> int:
    """How long one process may compute: the kernel counts whole seconds."""
    return math.ceil(limits.cpu_seconds)


def dump_no_core() -> None:
    """Leave no image of this process's memory behind, however it ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def be_the_first_to_go() -> None:
    """If the machine runs out of memory, the kernel ends this process before all others."""
    number = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
    os.write(number, b"1000")
    os.close(number)
