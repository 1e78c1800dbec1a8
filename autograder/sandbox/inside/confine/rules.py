"""What the student's process may ask of the kernel: Landlock for files, seccomp for the rest.

Landlock comes from sandlock, the filter from libseccomp through pyseccomp. Both are imported where
they are used, so that a machine without them can still say that it lacks them. What is allowed,
and why, is in `calls`.
"""

from __future__ import annotations

import selectors
from collections.abc import Iterable

from autograder.sandbox.inside.confine import filters, kernel

ALL_OF_LANDLOCK = 6  # the first version of its interface with all that is asked of it below
LIBRARIES_FAIL = (ImportError, OSError, RuntimeError)


def prepare() -> None:
    """In the warm process: import the libraries and compile the filters, once for all children."""
    # asyncio waits with this one; there is no epoll.
    selectors.DefaultSelector = selectors.PollSelector  # type: ignore[misc, assignment]
    try:
        import sandlock  # noqa: F401

        for with_processes in (True, False):
            for with_devices in (True, False):
                filters.compiled(with_processes, with_devices)
    except LIBRARIES_FAIL:
        pass  # trying the levels fails in the same way, and is reported


def refuse_calls(*, with_processes: bool, with_devices: bool) -> None:
    """Refuse all system calls but those of the list, by a filter; there is no way back.

    `with_processes`: the child may start others, since it has process numbers of its own.
    `with_devices`: it may talk to a driver.
    """
    kernel.load_filter(filters.program(with_processes=with_processes, with_devices=with_devices))


def restrict_files(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Let only these be opened, by Landlock; and reach no process outside by signal or socket."""
    import sandlock

    # Where an older kernel does not know these, the filter does their part.
    protection = sandlock.Protection
    may_be_missing = [
        protection.NET_TCP,
        protection.FS_IOCTL_DEV,
        protection.FS_TRUNCATE,
        protection.FS_REFER,  # without it, nothing at all can be moved between folders
        protection.SIGNAL_SCOPE,
        protection.ABSTRACT_UNIX_SOCKET_SCOPE,
    ]
    sandlock.confine(
        sandlock.Sandbox(
            fs_readable=list(readable),
            fs_writable=list(writable),
            allow_degraded=may_be_missing,
        )
    )


def note() -> str:
    """What this kernel's Landlock gives, in a sentence."""
    import sandlock

    version = sandlock.landlock_abi_version()
    if version >= ALL_OF_LANDLOCK:
        return f"Landlock: version {version} of its interface has all that is used."
    return (
        f"Landlock: version {version} of its interface lacks something of version "
        f"{ALL_OF_LANDLOCK}; the list of system calls does its part. A newer Linux has it."
    )
