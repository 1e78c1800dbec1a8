"""What the student's process may ask of the kernel: Landlock for files, seccomp for the rest.

Landlock comes from sandlock, the filter from libseccomp through pyseccomp. Both are imported where
they are used, so that a machine without them can still say that it lacks them. What is refused,
and why, is in `calls`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from functools import cache
from typing import Any

from autograder.sandbox.inside.confine import calls, kernel

LIBRARIES_FAIL = (ImportError, OSError, RuntimeError)


def prepare() -> None:
    """In the warm process: import the libraries and compile the filters, once for all children."""
    try:
        import sandlock  # noqa: F401

        for with_processes in (True, False):
            _program(with_processes)
    except LIBRARIES_FAIL:
        pass  # trying the levels fails in the same way, and is reported


def refuse_calls(*, with_processes: bool) -> None:
    """Refuse system calls by a filter; there is no way back.

    `with_processes`: the child may start others, since it has process numbers of its own.
    """
    if not with_processes:
        own = _new_filter()
        for name in calls.FIRST_NAMES_PROCESS:
            _refuse(own, name, (0, calls.NOT_EQUAL, os.getpid()))
        own.load()
    kernel.load_filter(_program(with_processes))


@cache
def _program(with_processes: bool) -> bytes:
    rules = _new_filter()
    for name in calls.NEVER:
        _refuse(rules, name)
    for name in calls.UNKNOWN:
        _refuse(rules, name, error=errno.ENOSYS)
    for name, *conditions in calls.NEVER_WITH:
        _refuse(rules, name, *conditions)
    if not with_processes:
        for name in calls.NEVER_AT_BASE:
            _refuse(rules, name)
        for name, *conditions in calls.NEVER_AT_BASE_WITH:
            _refuse(rules, name, *conditions)
        for name in calls.PRETENDED_AT_BASE:
            _refuse(rules, name, error=0)
    reading, writing = os.pipe()  # holds 64 KiB; a filter has a tenth of that
    with os.fdopen(reading, "rb") as file:
        with os.fdopen(writing, "wb") as sink:
            rules.export_bpf(sink)
        return file.read()


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


def _new_filter() -> Any:
    import pyseccomp

    return pyseccomp.SyscallFilter(pyseccomp.ALLOW)


def _refuse(rules: Any, name: str, *conditions: calls.Condition, error: int = errno.EPERM) -> None:
    import pyseccomp

    arguments = []
    for number, mask, value in conditions:
        if mask == calls.NOT_EQUAL:
            arguments.append(pyseccomp.Arg(number, pyseccomp.NE, value))
        else:
            arguments.append(pyseccomp.Arg(number, pyseccomp.MASKED_EQ, mask, value))
    try:
        rules.add_rule(pyseccomp.ERRNO(error), name, *arguments)
    except OSError:
        pass  # this architecture, or this libseccomp, does not know the call
