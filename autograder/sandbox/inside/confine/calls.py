"""The system calls that a student's process may make, and with which arguments.

It is an allow-list: every other call is refused, also one that is younger than this list, or than
libseccomp. What is here serves Python, NumPy, TensorFlow, JAX, matplotlib, IPython and ordinary
programs; reaches nothing but the process itself, or what Landlock guards; and takes memory only
where it is counted. Numbers are from the kernel's headers, the same on x86-64 and ARM64.
"""

from __future__ import annotations

import errno
import os
import socket

# The argument's number, a mask, and what the masked argument must be. The kernel looks at the low
# half of most arguments only, and so must the mask.
Condition = tuple[int, int, int]
Rule = tuple[str, *tuple[Condition, ...]]
INT, WHOLE = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF

# Calls from this number on are younger than the list; the same on every architecture. They do not
# exist here, and C libraries fall back to older ones.
FIRST_YOUNGER = 440

ALLOWED = (
    # files: Landlock says which
    "read", "write", "pread64", "pwrite64", "readv", "writev", "preadv", "pwritev", "preadv2",
    "pwritev2", "lseek", "close", "dup", "dup2", "dup3", "creat", "ftruncate", "fsync",
    "fdatasync", "copy_file_range", "stat", "fstat", "lstat", "newfstatat", "statx", "statfs",
    "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents",
    "getdents64", "getcwd", "chdir", "fchdir", "umask", "mkdir", "mkdirat", "rmdir", "unlink",
    "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
    "mknod", "mknodat",
    # its memory
    "brk", "munmap", "mremap", "mprotect", "msync", "mincore", "membarrier", "mbind",
    "get_mempolicy", "set_mempolicy",
    # itself, its threads, its signals
    "exit", "exit_group", "execve", "getpid", "getppid", "gettid", "getpgrp", "setsid", "getuid",
    "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups", "getrlimit",
    "setrlimit", "getrusage", "times", "wait4", "waitid", "arch_prctl", "set_tid_address",
    "set_robust_list", "rseq", "futex", "sched_yield", "sched_get_priority_max",
    "sched_get_priority_min", "getcpu", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "restart_syscall",
    "pause", "alarm", "getitimer", "setitimer",
    # pipes and pairs of its own
    "pipe", "pipe2", "eventfd", "eventfd2", "timerfd_create", "timerfd_settime",
    "timerfd_gettime", "poll", "ppoll", "select", "pselect6", "recvfrom", "recvmsg", "shutdown",
    "getsockname", "getpeername",
    # the time and the machine
    "time", "gettimeofday", "nanosleep", "getrandom", "uname", "sysinfo",
)  # fmt: skip

# In the level `full` it has processes, users and folders of its own.
ALLOWED_AT_FULL = (
    "fork", "vfork", "setpgid", "getpgid", "getsid", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "pidfd_open", "getpriority", "truncate",
    "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat",
    "utime", "utimes", "futimesat", "utimensat",
)  # fmt: skip

# Their first argument is a process: in the level `base` its own number, or 0, which is itself.
OF_A_PROCESS = (
    "kill", "tgkill", "prlimit64", "sched_getaffinity", "sched_setaffinity",
    "sched_getscheduler", "sched_getparam", "sched_getattr", "sched_rr_get_interval",
)  # fmt: skip

_MAP_SHARED, _MAP_ANONYMOUS, _MAP_GROWSDOWN, _MAP_HUGETLB = 0x1, 0x20, 0x100, 0x40000
_ODD_MAPS = _MAP_GROWSDOWN | _MAP_HUGETLB
_TMPFILE, _MODES = 0o20000000, os.O_ACCMODE
_OPEN_AND_ARGUMENT = (("open", 1), ("openat", 2))
_ALIKE = 0x00000F00  # memory, folder, descriptors and signals are those of the process
_THREAD = 0x00010000
_NEVER_CLONED = 0x7E02A000  # into a new namespace, traced, or as a child of one's parent
_ONE_OF_A_THREAD = 0x80000004  # in the number of a clock: processor time, of a thread of its own
_FCNTL = (
    0, 1, 2, 3, 4, 5, 9, 11, 16,  # DUPFD, GETFD, SETFD, GETFL, SETFL, GETLK, GETOWN, GETSIG, OWN_EX
    36, 1025, 1027, 1030, 1032, 1034,  # OFD_GETLK, GETLEASE, DUPFD_QUERY, CLOEXEC, PIPE_SZ, SEALS
)  # fmt: skip
_FCNTL_LOCKS = (6, 7, 37, 38)
_IOCTL = (
    0x5401, 0x802C542A, 0x540F, 0x5413,  # of a terminal: settings (twice), group, size
    0x541B, 0x5421, 0x5450, 0x5451,  # FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
)  # fmt: skip
_PRCTL = (
    3, 15, 16, 21, 23,  # GET_DUMPABLE, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ
    29, 30, 38, 39, 42,  # TIMERSLACK, NO_NEW_PRIVS, GET_THP_DISABLE
)  # fmt: skip
_MADVISE = (
    0, 1, 2, 3, 4, 8, 10, 11,  # NORMAL to DONTNEED, FREE, DONTFORK, DOFORK
    15, 16, 17, 18, 19, 22, 23,  # NOHUGEPAGE, DONTDUMP, DODUMP, WIPEONFORK, KEEPONFORK, POPULATE
    102, 103,  # guards of stacks
)  # fmt: skip
_SOCKET_OPTIONS = (
    socket.SO_TYPE, socket.SO_ERROR, socket.SO_DOMAIN, socket.SO_PROTOCOL, socket.SO_SNDBUF,
    socket.SO_RCVBUF, socket.SO_ACCEPTCONN,
)  # fmt: skip

ALLOWED_WITH: tuple[Rule, ...] = (
    # A descriptor that reads cannot empty the file (older kernels), one for neither reading nor
    # writing is not Landlock's business, and a file without a name is in no folder to be counted.
    *((name, (n, _MODES | os.O_TRUNC | _TMPFILE, os.O_RDONLY)) for name, n in _OPEN_AND_ARGUMENT),
    *((name, (n, _MODES | _TMPFILE, os.O_WRONLY)) for name, n in _OPEN_AND_ARGUMENT),
    *((name, (n, _MODES | _TMPFILE, os.O_RDWR)) for name, n in _OPEN_AND_ARGUMENT),
    # Shared memory without a file: pages that are not mapped at the moment are nobody's memory.
    ("mmap", (3, _MAP_SHARED | _ODD_MAPS, 0)),
    ("mmap", (3, _MAP_SHARED | _MAP_ANONYMOUS | _ODD_MAPS, _MAP_SHARED)),
    # No advice that moves pages to where they are not counted (swap, giant or merged pages).
    *(("madvise", (2, INT, advice)) for advice in _MADVISE),
    # Threads like Python's: one with descriptors of its own would double what it may open.
    ("clone", (0, _NEVER_CLONED | _ALIKE | _THREAD, _ALIKE | _THREAD)),
    ("close_range", (2, INT, 0)),
    # A pair of datagram sockets, or of another family, can send to others.
    ("socketpair", (0, INT, socket.AF_UNIX), (1, 0xF, socket.SOCK_STREAM)),
    ("sendto", (4, WHOLE, 0)),
    *(("getsockopt", (1, INT, socket.SOL_SOCKET), (2, INT, name)) for name in _SOCKET_OPTIONS),
    *(("fcntl", (1, INT, command)) for command in _FCNTL),
    *(("ioctl", (1, INT, request)) for request in _IOCTL),
    *(("prctl", (0, INT, option)) for option in _PRCTL),
    ("personality", (0, INT, INT)),  # asks, and sets nothing
    # Not the processor time of another process.
    *(
        (name, (0, mask, value))
        for name in ("clock_gettime", "clock_getres", "clock_nanosleep")
        for mask, value in ((1 << 31, 0), (_ONE_OF_A_THREAD, _ONE_OF_A_THREAD))
    ),
)

ALLOWED_AT_FULL_WITH: tuple[Rule, ...] = (("clone", (0, _NEVER_CLONED | _THREAD, 0)),)

ALLOWED_AT_BASE_WITH: tuple[Rule, ...] = (("getpriority", (0, INT, os.PRIO_PROCESS), (1, INT, 0)),)

# NVIDIA's driver: requests of its own letter; those of its unified memory are bare numbers.
ALLOWED_WITH_DEVICES: tuple[Rule, ...] = (
    ("ioctl", (1, 0xFF00, ord("F") << 8)),
    ("ioctl", (1, 0xFFFFFF00, 0)),
    ("ioctl", (1, 0xFFFFFFF0, 0x30000000)),
)

# Refused with an error at which libraries fall back to another way.
ANSWERED: dict[int, tuple[str, ...]] = {
    errno.ENOSYS: (
        "clone3", "openat2",  # their flags lie in memory, where a filter cannot look
        "sendfile", "splice", "tee", "vmsplice",  # pages in pipes are nobody's memory
        "epoll_create", "epoll_create1", "timer_create",  # counted for all of a user's processes
    ),
    errno.EOPNOTSUPP: (
        "fallocate",  # takes a disk in no time
        "setxattr", "lsetxattr", "fsetxattr", "getxattr", "lgetxattr", "fgetxattr", "listxattr",
        "llistxattr", "flistxattr", "removexattr", "lremovexattr", "fremovexattr",
    ),
}  # fmt: skip

# They do nothing and say that they worked. A lock is a word to others who read the same library,
# and takes memory that is not counted.
PRETENDED = ("flock",)
PRETENDED_WITH: tuple[Rule, ...] = tuple(("fcntl", (1, INT, command)) for command in _FCNTL_LOCKS)
# Landlock does not look at these, and the grader's files belong to the same user; shutil.copy and
# zipfile call them, too.
PRETENDED_AT_BASE = (
    "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat",
    "utime", "utimes", "futimesat", "utimensat",
)  # fmt: skip
