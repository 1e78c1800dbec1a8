"""System calls that Python 3.11 does not offer, by name and with errors as OSError.

Constants are from <linux/sched.h>, <linux/mount.h>, <linux/prctl.h>, <linux/seccomp.h> and
<linux/capability.h>.
"""

from __future__ import annotations

import ctypes
import os
import platform

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 22, 24, 38
_PR_SET_THP_DISABLE = 41
_SECCOMP_MODE_FILTER, _BPF_INSTRUCTION_BYTES = 2, 8
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442  # the same number on every architecture

_libc = ctypes.CDLL(None, use_errno=True)


def unshare(flags: int) -> None:
    """Leave the given namespaces for new ones."""
    _check(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or bind a folder to another place."""
    result = _libc.mount(
        source.encode(),
        target.encode(),
        None if kind is None else kind.encode(),
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    _check(result, f"mount {target}")


def make_read_only(target: str) -> None:
    """Make a mount, and all mounts below it, read-only and deaf to set-user-ID bits."""

    class Attributes(ctypes.Structure):
        _fields_ = (
            ("set", ctypes.c_uint64),
            ("clear", ctypes.c_uint64),
            ("propagation", ctypes.c_uint64),
            ("user_namespace", ctypes.c_uint64),
        )

    wanted = Attributes(_MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(wanted))
    result = _libc.syscall(
        _MOUNT_SETATTR, _AT_FDCWD, target.encode(), _AT_RECURSIVE, ctypes.byref(wanted), size
    )
    _check(result, f"mount_setattr {target}")


def pivot_into(folder: str) -> None:
    """Make a mounted folder the root of this process, and let go of the old root."""
    os.chdir(folder)
    _check(_libc.syscall(_PIVOT_ROOT[platform.machine()], b".", b"."), "pivot_root")
    _check(_libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")


def die_with_parent(number: int) -> None:
    """Get this signal when the parent dies. A change of user takes it back: call it after that."""
    _prctl(_PR_SET_PDEATHSIG, number, "PR_SET_PDEATHSIG")


def be_dumpable() -> None:
    """After a change of user: let this process read its own /proc entry again."""
    _prctl(_PR_SET_DUMPABLE, 1, "PR_SET_DUMPABLE")


def gain_no_privileges() -> None:
    """No set-user-ID program gives this process anything, from now on."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1, "PR_SET_NO_NEW_PRIVS")


def use_no_giant_pages() -> None:
    """Give this process small pages only, from now on, and all that it starts: a giant one stays
    whole while any small part of it is held."""
    _prctl(_PR_SET_THP_DISABLE, 1, "PR_SET_THP_DISABLE")


def load_filter(program: bytes) -> None:
    """Let this compiled seccomp filter look at every system call from now on."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

    wanted = Program(len(program) // _BPF_INSTRUCTION_BYTES, program)
    result = _libc.prctl(
        _PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(wanted), 0, 0
    )
    _check(result, "PR_SET_SECCOMP")


def forgo_capabilities() -> None:
    """No exec gives this process a capability, from now on. A change of user takes away the right
    to say so: call it before that."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)  # unknown ones: EINVAL


def drop_capabilities() -> None:
    """Give up every capability that this process has."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, nothing), "capset")


def _prctl(option: int, value: int, name: str) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), name)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
