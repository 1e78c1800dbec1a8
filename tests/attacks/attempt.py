"""What an attempt is, and what a hostile cell has at hand.

Nothing here needs pytest, so that `as_user.py` can run attempts under another user.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

# What a cell of the attacker has at hand.
TOOLS = r"""
import ctypes, mmap, os, platform, resource, shutil, signal, socket, subprocess, sys, threading
import time
from pathlib import Path
libc = ctypes.CDLL(None, use_errno=True)
SYSCALLS = {
    "x86_64": dict(ptrace=101, process_vm_readv=310, pidfd_getfd=438, bpf=321, perf=298, uring=425,
                   add_key=248, userfaultfd=323, shmget=29, clone3=435, unshare=272, setns=308,
                   mount=165, chroot=161, pivot_root=155, open_tree=428, fsopen=430, openat2=437,
                   keyctl=250, kcmp=312, sched_setattr=314, ioprio_set=251, msgget=68, semget=64,
                   pidfd_send_signal=424, rt_sigqueueinfo=129, tkill=200, memfd_secret=447,
                   process_madvise=440, name_to_handle_at=303, handle=304, sethostname=170,
                   get_robust_list=274, capget=125, ioprio_get=252, sched_getattr=315, tee=276,
                   io_setup=206, timer_create=222, vmsplice=278, splice=275, sendmmsg=307,
                   seccomp=317, mbind=237),
}.get(platform.machine(), {})
def whole(arguments):
    # the last one goes by the stack: a short number would leave half of its place as it was
    return [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
def call(name, *arguments):
    result = libc.syscall(SYSCALLS[name], *whole(arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return True
def younger(number, *arguments):
    # a call by its number: from 424 on these are the same on every architecture
    result = libc.syscall(number, *whole(arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), number)
    return result or True
def the_socket():
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and os.path.realpath(f"/proc/self/fd/{number}").count("socket:"):
            return number
def vector(place, size):
    return (ctypes.c_size_t * 2)(place, size)
def pages(size=1 << 21):
    # the address of memory of its own, aligned to giant pages
    libc.mmap.restype, libc.mmap.argtypes = ctypes.c_void_p, [ctypes.c_size_t] * 6
    libc.munmap.argtypes = [ctypes.c_size_t] * 2
    start = libc.mmap(0, 2 * size, 3, 0x22, 2**64 - 1, 0)
    place = (start + size - 1) // size * size
    if place > start: libc.munmap(start, place - start)
    libc.munmap(place + size, start + size - place)
    return place
def advise(advice):
    size = 1 << 21
    libc.madvise.argtypes = [ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]
    place = pages(size)
    ctypes.memset(place, 1, size)
    if libc.madvise(place, size, advice):
        raise OSError(ctypes.get_errno(), "madvise")
    return True
def pair(kind=socket.SOCK_STREAM):
    return socket.socketpair(socket.AF_UNIX, kind)
"""

SHOW = """
won = None
try:
{body}
except BaseException as error:
    won, why = None, f"{{type(error).__name__}}: {{error}}"
else:
    why = ""
print("won" if won else f"lost {{why}}")
"""


@dataclass(frozen=True)
class Attempt:
    """What is tried. `anywhere`: it can be tried without isolation, too, and works there."""

    name: str
    body: str
    anywhere: bool = True
    levels: tuple[str, ...] = ("full", "base")
    needs: str = ""  # "root": means nothing for an ordinary user
    since: tuple[int, ...] = ()  # the version of Linux that first has the call, if it is young


@dataclass
class Target:
    """What the attempts aim at: paths, ports, and a process, by the names used in braces."""

    things: dict[str, object] = field(default_factory=dict)

    def cell(self, attempt: Attempt) -> str:
        """The cell that tries it, and prints `won` or `lost` and why."""
        body = attempt.body
        for name, thing in self.things.items():
            body = body.replace("{" + name + "}", str(thing))
        return SHOW.format(body=textwrap.indent(textwrap.dedent(body).strip(), "    "))
