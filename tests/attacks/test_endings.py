"""Attacks on the processes around: outlive the session, stop the keeper, imitate its verdicts."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from attack_tools import OpenAttacker, all_die, dies, family, named, need
from prey import open_attacker

from autograder.errors import SandboxError
from autograder.protocol.messages import KEEPERS_EXITS, Limits
from autograder.results import Status
from autograder.sandbox.inside.confine.levels import private_user
from autograder.sandbox.isolation import FULL, MEGABYTE, NONE
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import ChildDied, Session

SIGN = f"61.{os.getpid()}"


# Each leaves something behind that nobody is to find when the session has ended.
OUTLIVING = {
    "leave the session": "os.setsid()",
    "forget the parent": "libc.prctl(1, 0, 0, 0, 0)",
    "both": "libc.prctl(1, 0, 0, 0, 0)\nos.setsid()",
    "double fork": """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(signal.NSIG):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        time.sleep(100)
    os._exit(0)
time.sleep(0.1)""",
    "ignore signals": """
for number in range(1, signal.NSIG):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass""",
    "block signals": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))",
    "a detached program": f"subprocess.Popen(['sleep', '{SIGN}'], start_new_session=True)",
    "the end of the first thread": """
threading.Thread(target=time.sleep, args=(100,)).start()
threading.Timer(0.05, lambda: None).start()""",
}


@pytest.mark.parametrize("source", OUTLIVING.values(), ids=OUTLIVING.keys())
def test_nothing_outlives_its_session(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    session = attack(level)
    try:
        session.run_cell(source)
    except ChildDied:
        pass
    processes = family(session._child)
    assert session._child in processes
    session.close()
    assert all_die(processes)
    assert not named(SIGN)


@pytest.mark.parametrize("end", ["session", "lane", "warm process"])
def test_a_program_started_from_a_thread_dies_too(
    end: str, level: str, attack: OpenAttacker
) -> None:
    # An exec from another thread than the first forgets that the process wants to die with its
    # parent; it has also left the keeper's group.
    with StudentSide(["numpy"]) as side:
        side.wait_until_warm()
        lane = side.lane.open_lane()
        session = open_attacker(lane, level)
        dies_not = f"os.execv('/bin/sleep', ['sleep', '{SIGN}'])"
        session.run_cell(f"threading.Timer(0.05, lambda: {dies_not}).start()")
        waited = time.monotonic() + 5
        while not named(SIGN) and time.monotonic() < waited:
            time.sleep(0.01)
        processes = set(named(SIGN))
        assert processes
        if end == "session":
            session.close()
        elif end == "warm process":
            side._process.kill()
        lane.close()
        assert all_die(processes)
        with suppress(SandboxError):  # there is nobody left to stop
            session.close()


@pytest.mark.parametrize("code", [*KEEPERS_EXITS, 0, 1, 255])
def test_an_exit_code_is_only_an_exit_code(code: int, level: str, attack: OpenAttacker) -> None:
    death = dies(attack(level), f"os._exit({code})")
    assert death.status is Status.CRASHED
    assert "ended Python" in death.message


ENDS = {
    "segmentation fault": "ctypes.string_at(0)",
    "abort": "os.abort()",
    "illegal instruction": "libc.abort()",
    "exit of the C library": "libc._exit(78)",
    "deep recursion in C": """
import sys
sys.setrecursionlimit(10**9)
def f(): return f()
class Deep:
    def __getattr__(self, name): return getattr(self, name)
Deep().x""",
    "replaced by a program": "os.execv('/bin/true', ['true'])",
}


@pytest.mark.parametrize("source", ENDS.values(), ids=ENDS.keys())
def test_a_violent_end_is_a_crash(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    death = dies(attack(level), source)
    assert death.status in (Status.CRASHED, Status.MEMORY)
    assert not list(Path("/").glob("core*")) and not list(Path.cwd().glob("core*"))


@pytest.mark.parametrize("number", [9, 6, 11, 32, 33, 34, 64, 19, 15, 24, 1])
def test_a_signal_to_itself_is_no_fault_of_ours(
    number: int, level: str, attack: OpenAttacker
) -> None:
    session = attack(level, seconds=0.4)
    try:
        session.run_cell(f"os.kill(os.getpid(), {number}); time.sleep(0.05)")
    except ChildDied as death:  # the first process of a namespace is deaf to most of them
        assert death.status in (Status.CRASHED, Status.TIMEOUT)  # noqa: PT017
    processes = family(session._child)
    session.close()
    assert all_die(processes)


HANGS = {
    "endless loop": "while True: pass",
    "a loop in C": "import re; re.match('(a+)+$', 'a' * 50 + 'b')",
    "a long sleep": "libc.sleep(100)",
    "deaf": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
    "catches everything": "while True:\n    try: time.sleep(1)\n    except BaseException: pass",
    "stopped": "os.kill(os.getpid(), signal.SIGSTOP); time.sleep(100)",
    "the group stopped": """
try: os.killpg(0, signal.SIGSTOP)
except OSError: pass
time.sleep(100)""",
    "the parent stopped": """
try: os.kill(os.getppid(), signal.SIGSTOP)
except OSError: pass
time.sleep(100)""",
    "many threads": "for n in range(20): threading.Thread(target=lambda: [0 for _ in iter(int, 1)])"
    ".start()\ntime.sleep(100)",
    "keeps the lock": "ctypes.PyDLL(None).sleep(100)",
    "answers nothing": "os.read(the_socket(), 1 << 20)\ntime.sleep(100)",
}


@pytest.mark.parametrize("source", HANGS.values(), ids=HANGS.keys())
def test_what_hangs_is_a_timeout(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    session = attack(level, seconds=0.4)
    processes = family(session._child)
    start = time.monotonic()
    assert dies(session, source).status is Status.TIMEOUT
    assert time.monotonic() - start < 3
    assert all_die(processes)


def test_a_signal_to_the_group_reaches_nobody_else(level: str, attack: OpenAttacker) -> None:
    session = attack(level)
    try:
        session.run_cell("os.killpg(0, signal.SIGKILL)")
        session.run_cell("os.kill(0, signal.SIGSTOP)")
    except ChildDied as death:
        assert death.status in (Status.CRASHED, Status.TIMEOUT)  # noqa: PT017
    assert not attack(level).run_cell("1").failed


def test_kill_everything_at_full(side: StudentSide, attack: OpenAttacker) -> None:
    need(side, FULL)
    session = attack(FULL)
    cell = "[os.kill(-1, number) for number in (9, 15, 19)]"
    done = session.run_cell(f"try: {cell}\nexcept OSError: pass")
    assert not done.failed
    assert side._process.poll() is None


def test_a_closed_socket_does_not_hide_a_child(level: str, attack: OpenAttacker) -> None:
    session = attack(level)
    processes = family(session._child)
    death = dies(session, "os.close(the_socket()); time.sleep(100)")
    assert death.status is Status.CRASHED
    assert all_die(processes)


def test_too_much_processor_time_is_a_timeout(level: str, attack: OpenAttacker) -> None:
    limits = Limits(150 * MEGABYTE, 16 * MEGABYTE, cpu_seconds=1.0)
    source = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    assert dies(attack(level, limits), source).status is Status.TIMEOUT


def test_without_isolation_a_program_can_reach_the_group(attack: OpenAttacker) -> None:
    done = attack(NONE).run_cell("assert os.getpgid(0) == os.getpid() and os.kill(0, 0) is None")
    assert not done.failed


def test_the_numbers_of_private_users_do_not_run_out() -> None:
    largest = 1 << 22  # of process numbers, on 64-bit machines
    assert private_user(largest, 10**6) < 2**32 - 2
    assert private_user(5, 3) != private_user(5, 4) != private_user(6, 3)
