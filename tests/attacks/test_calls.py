"""Every system call that there is: it is on the list, or it is refused.

Once by reading the compiled filters, for both architectures and with all kinds of arguments, and
once by making the calls.
"""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable, Iterator
from errno import ENOSYS, EPERM
from pathlib import Path

import pyseccomp
import pytest
from prey import outcome

from autograder.errors import ACCEPT_RISK, IsolationError
from autograder.sandbox import launch
from autograder.sandbox.inside.confine import calls, filters
from autograder.sandbox.session import Session

ALL = range(1024)
ARCHITECTURES = {"x86-64": pyseccomp.Arch.X86_64, "ARM64": pyseccomp.Arch.AARCH64}
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
KINDS = [(processes, devices) for processes in (True, False) for devices in (True, False)]
RULES = {kind: list(filters._rules(*kind)) for kind in KINDS}
Call = tuple[int, ...]
# On x86-64 the kernel asks no filter about these, and ends whoever calls them.
PROBES = (335, 336)

# Each of these was, or would be, a way out; none may ever come onto a list of what is allowed.
NEVER = set(
    """
    socket connect bind listen accept accept4 sendmsg sendmmsg setsockopt recvmmsg memfd_create
    memfd_secret shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv
    msgctl mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify userfaultfd remap_file_pages
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_getfd kcmp
    pidfd_send_signal migrate_pages move_pages ioprio_set ioprio_get get_robust_list capget capset
    bpf perf_event_open io_uring_setup io_uring_enter io_uring_register io_setup io_submit seccomp
    landlock_create_ruleset landlock_add_rule landlock_restrict_self add_key request_key keyctl
    init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff acct
    quotactl quotactl_fd settimeofday clock_settime clock_adjtime adjtimex syslog vhangup iopl
    ioperm modify_ldt open_by_handle_at name_to_handle_at lookup_dcookie fanotify_init
    fanotify_mark inotify_init inotify_init1 inotify_add_watch unshare setns mount umount2
    pivot_root chroot open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr
    sethostname setdomainname setuid setgid setreuid setregid setresuid setresgid setgroups
    setfsuid setfsgid clone3 openat2 splice tee vmsplice sendfile epoll_create epoll_create1
    timer_create fallocate setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
    flock sync syncfs cachestat mlock mlock2 mlockall setpriority sched_setscheduler
    sched_setparam sched_setattr
    """.split()  # noqa: SIM905
)
NEVER_AT_BASE = set(
    """
    fork vfork tkill rt_sigqueueinfo rt_tgsigqueueinfo truncate pidfd_open getpgid getsid setpgid
    chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat
    """.split()  # noqa: SIM905
)


@pytest.fixture(params=ARCHITECTURES.values(), ids=ARCHITECTURES.keys())
def architecture(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Filters are compiled for this architecture."""
    here, wanted = pyseccomp.system_arch(), int(request.param)

    class ForOne(pyseccomp.SyscallFilter):
        def __init__(self, action: int) -> None:
            super().__init__(action)
            if wanted != here:
                self.add_arch(wanted)
                self.remove_arch(here)

    monkeypatch.setattr(pyseccomp, "SyscallFilter", ForOne)
    monkeypatch.setattr(pyseccomp, "system_arch", lambda: wanted)
    for cached in (filters.compiled, filters._number):
        cached.cache_clear()
    yield wanted
    for cached in (filters.compiled, filters._number):
        cached.cache_clear()


def verdict(program: bytes, number: int, architecture: int, arguments: Call = (0,) * 6) -> int:
    """What the kernel makes of a call: <linux/filter.h>, as far as filters use it."""
    data = struct.pack("=IIQ6Q", number, architecture, 0, *arguments)
    place = value = 0
    while True:
        code, then, otherwise, given = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x06:
            return int(given)
        if code == 0x20:
            value = struct.unpack_from("=I", data, given)[0]
        elif code == 0x54:
            value &= given
        elif code == 0x05:
            place += given
        else:
            jumps = {0x15: value == given, 0x35: value >= given, 0x25: value > given}
            place += then if jumps[code] else otherwise


def name_of(number: int, architecture: int) -> str:
    try:
        return str(pyseccomp.resolve_syscall(architecture, number).decode())
    except ValueError:
        return ""


def expected(number: int, name: str, arguments: Call, kind: tuple[bool, bool]) -> int:
    """What the lists say of a call."""
    if number >= calls.FIRST_YOUNGER:
        return FAIL | ENOSYS
    if not kind[0] and name in calls.OF_A_PROCESS:
        return ALLOW if arguments[0] & calls.INT in (0, os.getpid()) else FAIL | EPERM
    for answer, each, conditions in RULES[kind]:
        if each == name and all(arguments[n] & mask == value for n, mask, value in conditions):
            return ALLOW if answer is None else FAIL | answer
    return FAIL | EPERM


def arguments_to_try(name: str, luck: random.Random) -> Iterator[Call]:
    """All zero; and, where it depends, values beside those of the rules, with odd upper halves."""
    yield (0,) * 6
    rules = [
        conditions
        for kind in KINDS
        for _answer, each, conditions in RULES[kind]
        if each == name and conditions
    ]
    seen: dict[int, set[int]] = {}
    for conditions in rules:
        for place, mask, value in conditions:
            near = {value, value ^ (mask & -mask), value | (~mask & calls.INT), mask}
            seen.setdefault(place, {0, 1, calls.INT, calls.WHOLE, 1 << 31}).update(near)
    if name in calls.OF_A_PROCESS:
        seen[0] = {0, 1, os.getpid(), os.getpid() | 1 << 32, 1 << 32 | 5, calls.WHOLE}
    for _each in range(100 if seen else 0):
        given = [luck.getrandbits(64) for _place in range(6)]
        for place, values in seen.items():
            given[place] = luck.choice(sorted(values)) | luck.choice([0, 0, 1 << 32])
            given[place] ^= luck.choice([0, 0, 1 << luck.randrange(32)])
        yield tuple(given)


@pytest.mark.parametrize("kind", KINDS)
def test_the_filters_say_what_the_lists_say(architecture: int, kind: tuple[bool, bool]) -> None:
    program = filters.program(with_processes=kind[0], with_devices=kind[1])
    luck = random.Random(0)
    for number in ALL:
        name = name_of(number, architecture)
        for given in arguments_to_try(name, luck):
            said = verdict(program, number, architecture, given)
            assert said == expected(number, name, given, kind), (number, name, given)


def test_every_call_of_the_lists_exists_somewhere() -> None:
    known = {name_of(number, each) for number in ALL for each in ARCHITECTURES.values()}
    named = {name for kind in KINDS for _answer, name, _conditions in RULES[kind]}
    assert named <= known


def test_calls_of_another_kind(architecture: int) -> None:
    program = filters.program(with_processes=True, with_devices=False)
    old = pyseccomp.Arch.X86 if architecture == pyseccomp.Arch.X86_64 else pyseccomp.Arch.ARM
    for number in ALL:
        assert verdict(program, number | 0x40000000, architecture) == FAIL | ENOSYS
        assert verdict(program, number, old) in (KILL, FAIL | ENOSYS)


def test_what_may_never_be_allowed() -> None:
    for kind in KINDS:
        allowed = {name for answer, name, _conditions in RULES[kind] if answer is None}
        assert not allowed & NEVER
        assert kind[0] or not allowed & NEVER_AT_BASE


def test_a_rule_that_cannot_be_made_is_a_failure_of_the_level(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = launch._copy_code

    def copy_spoiled(room: Path) -> None:
        copy(room)
        with (room / "autograder/sandbox/inside/confine/calls.py").open("a") as file:
            file.write('ALLOWED = (*ALLOWED, "no_such_call")\n')

    monkeypatch.setattr(launch, "_copy_code", copy_spoiled)
    monkeypatch.delenv(ACCEPT_RISK, raising=False)
    with launch.StudentSide(["numpy"]) as side, pytest.raises(IsolationError) as caught:
        side.wait_until_warm()
    assert caught.value.what.count("libseccomp has no rule for no_such_call") == 2


WALK = """
wrong = []
for number, wanted in {wanted}:
    result = libc.syscall(number, *[ctypes.c_long(-1)] * 6)
    if (result, wanted and ctypes.get_errno()) != (-1 if wanted else 0, wanted):
        wrong.append((number, result, wanted, ctypes.get_errno()))
print(wrong)
"""


def test_all_calls_of_this_kernel(level: str, captives: Callable[[str], Session]) -> None:
    here, kind = pyseccomp.system_arch(), (level == "full", False)
    given = (calls.WHOLE,) * 6
    said = {number: expected(number, name_of(number, here), given, kind) for number in ALL}
    refused = [
        (number, what & 0xFFFF)
        for number, what in said.items()
        if what != ALLOW and number not in PROBES
    ]
    assert len(refused) > 800
    assert outcome(captives(level), WALK.format(wanted=refused)) == "[]"
