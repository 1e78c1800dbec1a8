"""From the list in `calls` to a seccomp filter, a program of the kernel's packet filter.

libseccomp compiles the list. What it cannot say is put before that by hand, and needs to be worked
out for each child: calls by number, and the child's own number.
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

from autograder.sandbox.inside.confine import calls

# From <linux/filter.h>, <linux/bpf_common.h> and <linux/seccomp.h>.
_LOAD, _JUMP, _JUMP_IF_EQUAL, _JUMP_IF_NOT_LESS, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x06
_NUMBER, _FIRST_ARGUMENT = 0, 16  # places in the data that a filter looks at; the lower half
_FAIL = 0x00050000
MOST_CALLS = 1024  # more than there will be for a while
_FASTEST = 2  # of libseccomp's ways to order what it compiles: a tree


def program(*, with_processes: bool, with_devices: bool) -> bytes:
    """The filter for this process, as `kernel.load_filter` takes it."""
    ahead = [
        _instruction(_LOAD, _NUMBER),
        _instruction(_JUMP_IF_NOT_LESS, calls.FIRST_YOUNGER, otherwise=1),
        _instruction(_RETURN, _FAIL | errno.ENOSYS),
    ]
    if not with_processes:
        ahead += _only_of_itself(os.getpid())
    return b"".join(ahead) + compiled(with_processes, with_devices)


@cache
def compiled(with_processes: bool, with_devices: bool) -> bytes:
    """What libseccomp makes of the list; an OSError where it does not know a call of it."""
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    rules.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, _FASTEST)
    rules.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    for answer, name, conditions in _rules(with_processes, with_devices):
        action = pyseccomp.ALLOW if answer is None else pyseccomp.ERRNO(answer)
        arguments = [
            pyseccomp.Arg(number, pyseccomp.MASKED_EQ, mask, value)
            for number, mask, value in conditions
        ]
        try:
            rules.add_rule(action, name, *arguments)
        except OSError as error:
            raise OSError(error.errno, f"libseccomp has no rule for {name}") from error
    return _exported(rules)


def note() -> str:
    """What becomes of calls that nobody here knows, in a sentence."""
    import pyseccomp

    known = 0
    for number in range(calls.FIRST_YOUNGER, MOST_CALLS):
        with suppress(ValueError):
            pyseccomp.resolve_syscall(pyseccomp.system_arch(), number)
            known = number
    return (
        "System calls: all are refused but those of a list. libseccomp knows calls up to number "
        f"{known} here; younger ones are refused, too."
    )


def _rules(
    with_processes: bool, with_devices: bool
) -> Iterable[tuple[int | None, str, tuple[calls.Condition, ...]]]:
    """What is answered (None: the kernel does), the call, and its conditions."""
    allowed: list[calls.Rule] = [*((name,) for name in calls.ALLOWED), *calls.ALLOWED_WITH]
    allowed += [(name,) for name in calls.OF_A_PROCESS]
    pretended: list[calls.Rule] = [*((name,) for name in calls.PRETENDED), *calls.PRETENDED_WITH]
    if with_processes:
        allowed += [*((name,) for name in calls.ALLOWED_AT_FULL), *calls.ALLOWED_AT_FULL_WITH]
    else:
        allowed += calls.ALLOWED_AT_BASE_WITH
        pretended += [(name,) for name in calls.PRETENDED_AT_BASE]
    if with_devices:
        allowed += calls.ALLOWED_WITH_DEVICES
    yield from ((None, name, tuple(conditions)) for name, *conditions in allowed)
    yield from ((0, name, tuple(conditions)) for name, *conditions in pretended)
    for answer, names in calls.ANSWERED.items():
        yield from ((answer, name, ()) for name in names)


def _only_of_itself(process: int) -> list[bytes]:
    """Refuse the calls of a process whose first argument is neither its number nor 0."""
    numbers = [number for name in calls.OF_A_PROCESS if (number := _number(name)) >= 0]
    count = len(numbers)
    return [
        *(
            _instruction(_JUMP_IF_EQUAL, number, then=count - place)
            for place, number in enumerate(numbers)
        ),
        _instruction(_JUMP, 4),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_JUMP_IF_EQUAL, 0, then=2),
        _instruction(_JUMP_IF_EQUAL, process, then=1),
        _instruction(_RETURN, _FAIL | errno.EPERM),
    ]


@cache
def _number(name: str) -> int:
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.system_arch(), name))


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; a jump goes over so many of those that follow."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _exported(rules: Any) -> bytes:
    reading, writing = os.pipe()  # holds 64 KiB; a filter has a tenth of that
    with os.fdopen(reading, "rb") as file:
        with os.fdopen(writing, "wb") as sink:
            rules.export_bpf(sink)
        return file.read()
