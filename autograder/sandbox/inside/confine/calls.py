"""The system calls that a student's process is refused, and why.

It is a deny-list: TensorFlow alone makes more kinds of calls than an allow-list could keep up with.
Numbers are from the kernel's headers and the same on x86-64 and ARM64, but for what is said.
"""

from __future__ import annotations

import os
import socket

# The argument's number, a mask, and the value that the masked argument must have for a refusal.
# The kernel looks at the low half of most arguments only, and so must the mask.
Condition = tuple[int, int, int]
NOT_EQUAL = -1  # instead of a mask: refused unless the whole argument is the value
INT = 0xFFFFFFFF

NEVER = (
    # sockets of every kind; socketpair stays, asyncio needs it
    "socket", "connect", "bind", "listen", "accept", "accept4",
    # memory that no limit counts
    "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "semget", "semop", "semtimedop",
    "msgget", "msgsnd", "msgrcv", "mq_open", "userfaultfd", "remap_file_pages",
    # other processes
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp",
    "pidfd_send_signal", "migrate_pages", "move_pages", "ioprio_set",
    # the kernel itself
    "bpf", "perf_event_open", "io_uring_setup", "io_uring_enter", "io_uring_register",
    "add_key", "request_key", "keyctl", "init_module", "finit_module", "delete_module",
    "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl",
    "quotactl_fd", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "syslog",
    "vhangup", "open_by_handle_at", "name_to_handle_at", "lookup_dcookie",
    # what happens in folders that it cannot open
    "fanotify_init", "fanotify_mark", "inotify_init", "inotify_init1", "inotify_add_watch",
    # namespaces and mounts
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount",
    "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "sethostname", "setdomainname",
)  # fmt: skip

# Their flags lie in memory, where a filter cannot look; the C library falls back to older calls.
UNKNOWN = ("clone3", "openat2")

_NAMESPACES = (
    0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
_THREAD = 0x00010000
_MAP_SHARED_ANONYMOUS, _MAP_HUGETLB = 0x21, 0x40000
_SOCKET_KIND = 0xF
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX, _F_SETLEASE, _F_NOTIFY = 8, 10, 15, 1024, 1026
_FIOSETOWN, _SIOCSPGRP, _TIOCSTI = 0x8901, 0x8902, 0x5412
_FS_IOC_SETFLAGS, _FS_IOC_FSSETXATTR = 0x40086602, 0x401C5820
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SCHED_CORE = 1, 4, 62
_NEITHER = os.O_ACCMODE  # opens for neither reading nor writing, so Landlock does not ask

NEVER_WITH: tuple[tuple[str, *tuple[Condition, ...]], ...] = (
    *(("clone", (0, flag, flag)) for flag in _NAMESPACES),
    # Shared memory without a file: pages that are not mapped at the moment are nobody's memory.
    ("mmap", (3, _MAP_SHARED_ANONYMOUS, _MAP_SHARED_ANONYMOUS)),
    ("mmap", (3, _MAP_HUGETLB, _MAP_HUGETLB)),
    # A pair of datagram sockets can send to any other socket.
    *(
        ("socketpair", (1, _SOCKET_KIND, kind))
        for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET)
    ),
    # Signals to others by way of a descriptor; leases and notices, which reach other processes.
    *(
        ("fcntl", (1, INT, command))
        for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX, _F_SETLEASE, _F_NOTIFY)
    ),
    *(("ioctl", (1, INT, command)) for command in (_FIOSETOWN, _SIOCSPGRP, _TIOCSTI)),
    # It has to die with its keeper, and the keeper has to be able to look at it.
    *(
        ("prctl", (0, INT, option))
        for option in (_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SCHED_CORE)
    ),
    # Older kernels: a file can be emptied by opening it for reading.
    *(
        (name, (number, os.O_ACCMODE | more, mode | more))
        for name, number in (("open", 1), ("openat", 2))
        for mode, more in ((os.O_RDONLY, os.O_TRUNC), (_NEITHER, 0))
    ),
)

# In the level `base` the child shares the machine's process numbers, users and folders.

# It may send signals to itself alone.
FIRST_NAMES_PROCESS = ("kill", "tgkill")

NEVER_AT_BASE = ("fork", "vfork", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "truncate")

NEVER_AT_BASE_WITH: tuple[tuple[str, *tuple[Condition, ...]], ...] = (
    ("clone", (0, _THREAD, 0)),
    *(
        (name, (0, NOT_EQUAL, 0))
        for name in (
            "prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam",
            "sched_setattr", "setpriority",  # of a process, not of a group or a user
        )
    ),
    ("setpriority", (1, NOT_EQUAL, 0)),
    *(("ioctl", (1, INT, command)) for command in (_FS_IOC_SETFLAGS, _FS_IOC_FSSETXATTR)),
)  # fmt: skip

# Landlock does not look at these, and the grader's files belong to the same user. They do nothing
# and say that they worked, since shutil.copy and zipfile call them, too.
PRETENDED_AT_BASE = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
    "utime", "utimes", "futimesat", "utimensat",
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat",
)  # fmt: skip
