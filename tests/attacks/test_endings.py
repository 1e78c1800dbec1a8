"""Attacks on the processes around: outlive the session, stop the supervisor, forge its verdicts."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from attack_tools import OpenAttacker, all_die, dies, family, named, need
from prey import open_attacker

from autograder.errors import SandboxError
from autograder.responder import ChildDied
from autograder.results import Status
from autograder.sandbox.inside.confine.levels import private_user
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL, MEGABYTE, NONE, SUPERVISOR_EXITS, Limits

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
    processes = family(session.child)
    assert session.child in processes
    session.close()
    assert all_die(processes)
    assert not named(SIGN)


@pytest.mark.parametrize("end", ["session", "control", "warm process"])
def test_a_program_started_from_a_thread_dies_too(
    end: str, level: str, attack: OpenAttacker
) -> None:
    # An exec from another thread than the first forgets that the process wants to die with its
    # parent; it has also left the supervisor's group.
    with StudentSide(["numpy"]) as side:
        side.wait_until_warm()
        control = side.control.open_control()
        session = open_attacker(control, level)
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
        control.close()
        assert all_die(processes)
        with suppress(SandboxError):  # there is nobody left to stop
            session.close()


@pytest.mark.parametrize("code", [*SUPERVISOR_EXITS, 0, 1, 255])
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
if sys.version_info >= (3, 12):  # which bounds it by itself
    del ENDS["deep recursion in C"]


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
    processes = family(session.child)
    session.close()
    assert all_die(processes)


COMPUTES = {
    "endless loop": "while True: pass",
    "a loop in C": "import re; re.match('(a+)+$', 'a' * 50 + 'b')",
    "deaf": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
    "many threads": "for n in range(20): threading.Thread(target=lambda: [0 for _ in iter(int, 1)])"
    ".start()\ntime.sleep(100)",
    "threads that come and go": """
while True:
    thread = threading.Thread(target=sum, args=(range(10**5),)); thread.start(); thread.join()""",
    "never in time": "while True:\n    try: raise ValueError\n    except BaseException: pass",
    "prints": "while True: print('x')",
}
COMPUTES_AT_FULL = {
    "a child": "if os.fork() == 0:\n    while True: pass\ntime.sleep(100)",
    "beside a child": "if os.fork() == 0: time.sleep(100)\nwhile True: pass",
    "a child in a session of its own": """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: pass
    os._exit(0)
time.sleep(100)""",
    "many that die at once": """
while True:
    if os.fork() == 0: os._exit(0)
    os.wait()""",
    "many that nobody waits for": """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0: sum(range(10**5)); os._exit(0)
    time.sleep(0.005)""",
    "a chain": """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    while True:
        if os.fork(): os._exit(0)
time.sleep(100)""",
    "a chain that works": """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    while True:
        end = time.process_time() + 0.008
        while time.process_time() < end: pass
        if os.fork(): os._exit(0)
time.sleep(100)""",
    "programs": "while True: subprocess.run(['/bin/true'])",
    "a shell": "subprocess.run(['/bin/sh', '-c', 'while true; do /bin/true; done'])",
}
WAITS = {
    "a long sleep": "libc.sleep(100)",
    "catches everything": "while True:\n    try: time.sleep(1)\n    except BaseException: pass",
    "many short sleeps": "while True: time.sleep(0.02)",
    "stopped": "os.kill(os.getpid(), signal.SIGSTOP); time.sleep(100)",
    "the group stopped": """
try: os.killpg(0, signal.SIGSTOP)
except OSError: pass
time.sleep(100)""",
    "the parent stopped": """
try: os.kill(os.getppid(), signal.SIGSTOP)
except OSError: pass
time.sleep(100)""",
    "keeps the lock": "ctypes.PyDLL(None).sleep(100)",
    "answers nothing": "os.read(the_socket(), 1 << 20)\ntime.sleep(100)",
    "a lock": "lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "two locks": """
one, other = threading.Lock(), threading.Lock()
def take(first, second):
    with first: time.sleep(0.05); second.acquire()
threading.Thread(target=take, args=(one, other)).start(); take(other, one)
time.sleep(100)""",
    "an empty pipe": "os.read(os.pipe()[0], 1)",
    "select": "import select; select.select([], [], [])",
    "a thread that waits": "thread = threading.Thread(target=time.sleep, args=(100,))\n"
    "thread.start(); thread.join()",
    "an empty queue": "import queue; queue.Queue().get()",
    "an event loop": "import asyncio\nasyncio.new_event_loop().run_forever()",
    "a full socket": """
ours, theirs = socket.socketpair()
while True: ours.send(bytes(10**5))""",
    "threads in a queue": """
threading.stack_size(1 << 18)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
gate = threading.Condition()
def loiter():
    while True:
        with gate: gate.wait()
for n in range(40): threading.Thread(target=loiter).start()
while True:
    time.sleep(0.1)
    with gate: gate.notify_all()""",
}
WAITS_AT_FULL = {
    "for a child": "if os.fork() == 0: time.sleep(100)\nos.wait()",
    "for a program": "subprocess.run(['sleep', '100'])",
    "as a child that borrows": "if libc.vfork() == 0: libc.sleep(100)",
    "as a program that does not begin": "os.mkfifo('p')\n"
    "os.posix_spawn('/bin/true', ['true'], {}, "
    "file_actions=[(os.POSIX_SPAWN_OPEN, 0, 'p', os.O_RDONLY, 0)])",
    "with dead children": "for n in range(9):\n    if os.fork() == 0: os._exit(0)\ntime.sleep(100)",
}


def hang(session: Session, source: str) -> str:
    """What a student is told who has written this."""
    processes = family(session.child)
    death = dies(session, source)
    assert death.status is Status.TIMEOUT
    assert all_die(processes)
    return death.message


@pytest.mark.parametrize("source", COMPUTES.values(), ids=COMPUTES.keys())
def test_what_computes_on_and_on_is_stopped(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    assert "loop" in hang(attack(level, seconds=0.5), source)


@pytest.mark.parametrize("source", COMPUTES_AT_FULL.values(), ids=COMPUTES_AT_FULL.keys())
def test_what_others_compute_counts_too(
    source: str, side: StudentSide, attack: OpenAttacker, bystander: Session
) -> None:
    """On a busy machine some of it is seen late, and taken for waiting: that has a minute."""
    need(side, FULL)
    assert "loop" in hang(attack(FULL, seconds=0.5, idle_seconds=60.0), source)


def test_what_computes_at_first_and_then_waits_is_stopped(
    side: StudentSide, attack: OpenAttacker, bystander: Session
) -> None:
    need(side, FULL)
    source = """
while True:
    try:
        if os.fork() == 0: os._exit(0)
    except OSError: time.sleep(0.001)  # no more of the dead fit in"""
    assert hang(attack(FULL, seconds=0.5), source)


@pytest.mark.parametrize("source", WAITS.values(), ids=WAITS.keys())
def test_what_only_waits_is_told_so(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    assert "your code waited" in hang(attack(level, seconds=0.5), source)


@pytest.mark.parametrize("source", WAITS_AT_FULL.values(), ids=WAITS_AT_FULL.keys())
def test_to_wait_for_others_that_wait_is_to_wait(
    source: str, side: StudentSide, attack: OpenAttacker, bystander: Session
) -> None:
    need(side, FULL)
    session = attack(FULL, seconds=0.5)
    assert "your code waited" in hang(session, source)
    assert not session.clock.again  # it has waited for no disk


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
    processes = family(session.child)
    death = dies(session, "os.close(the_socket()); time.sleep(100)")
    assert death.status is Status.CRASHED
    assert all_die(processes)


def test_too_much_processor_time_is_a_timeout(level: str, attack: OpenAttacker) -> None:
    limits = Limits(150 * MEGABYTE, 16 * MEGABYTE, cpu_seconds=1.0)
    source = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    assert dies(attack(level, limits), source).status is Status.TIMEOUT


def test_a_kill_before_that_is_no_timeout(attack: OpenAttacker) -> None:
    """The kernel counts whole seconds: of 1.2 it makes 2. (At full, nobody can kill themselves.)"""
    limits = Limits(150 * MEGABYTE, 16 * MEGABYTE, cpu_seconds=1.2)
    source = "while time.process_time() < 1.3: pass\nos.kill(os.getpid(), signal.SIGKILL)"
    assert dies(attack(BASE, limits), source).status is Status.CRASHED


def test_without_isolation_a_program_can_reach_the_group(attack: OpenAttacker) -> None:
    done = attack(NONE).run_cell("assert os.getpgid(0) == os.getpid() and os.kill(0, 0) is None")
    assert not done.failed


def test_the_numbers_of_private_users_do_not_run_out() -> None:
    largest = 1 << 22  # of process numbers, on 64-bit machines
    assert private_user(largest, 10**6) < 2**32 - 2
    assert private_user(5, 3) != private_user(5, 4) != private_user(6, 3)
