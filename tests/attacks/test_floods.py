"""Attacks on what there is a finite amount of: memory, disk, files, processes, output."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest
from attack_tools import OpenAttacker, all_die, dies, family, need

from autograder.responder import ChildDied
from autograder.results import Status
from autograder.sandbox import scratch
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL, MEGABYTE, NONE, Limits
from autograder.wire.responses import ErrorOutput

LIMITS = Limits(150 * MEGABYTE, 16 * MEGABYTE, cpu_seconds=20.0, processes=64)
REFUSALS = (
    "MemoryError", "_ArrayMemoryError", "PermissionError", "OSError", "ValueError",
    "AssertionError", "RuntimeError",
)  # fmt: skip
SLACK = 300 * MEGABYTE

MEMORY = {
    "heap": "x = []\nwhile True: x.append(bytearray(10**7))",
    "one large array": "import numpy; numpy.ones(10**9)",
    "many small objects": "x = []\nwhile True: x.append([len(x)] * 1000)",
    "file in memory": "number = os.memfd_create('x')\nwhile True: os.write(number, bytes(10**7))",
    "shared and anonymous": "x = [mmap.mmap(-1, 10**8) for n in range(99)]\n"
    "for each in x: each.write(bytes(10**8))",
    "System V": "number = libc.shmget(0, 10**9, 0o1600); assert number < 0; raise MemoryError",
    "tables of pages": """
size = 1 << 43
libc.mmap.restype = ctypes.c_void_p
place = libc.mmap(None, ctypes.c_size_t(size), 1, 0x4022, -1, 0)
for n in range(0, size, 1 << 21): ctypes.c_char.from_address(place + n).value""",
    "the stack": """
resource.setrlimit(resource.RLIMIT_STACK, (-1, -1))
threading.stack_size(10**9)
threading.Thread(target=bytearray, args=(10**9,)).start(); bytearray(10**9)""",
    "beyond its limit": "resource.setrlimit(resource.RLIMIT_DATA, (10**12, 10**12))",
}


# Each holds more than it may, in pages that are not mapped.
UNSEEN = {
    "parts of giant pages": """
for n in range(100):
    place = pages(); assert libc.madvise(ctypes.c_size_t(place), 1 << 21, 14) == 0
    ctypes.memset(place, 1, 1 << 21)
    assert libc.munmap(place + 4096, (1 << 21) - 4096) == 0""",
    "parts of giant pages in pipes": """
ends = []
for n in range(100):
    place = pages(); libc.madvise(ctypes.c_size_t(place), 1 << 21, 14)
    ctypes.memset(place, 1, 1 << 21); ends.append(os.pipe())
    call("vmsplice", ends[-1][1], vector(place, 4096), 1, 0)
    assert libc.munmap(place, 1 << 21) == 0""",
    "deleted files in pipes": """
ends = []
for n in range(10):
    ends.append(os.pipe())
    with open('x', 'w+b') as file:
        file.write(bytes(1 << 16)); file.flush()
        assert os.sendfile(ends[-1][1], file.fileno(), 0, 1 << 16) == 1 << 16
    os.unlink('x')""",
    "descriptors on their way": """
ends = []
for n in range(20):
    ends.append(pair())
    for m in range(9):
        with open('x', 'w+b') as file:
            file.write(bytes(10**5)); file.flush()
            socket.send_fds(ends[-1][0], [b'x'], [file.fileno()])
        os.unlink('x')""",
    "watches": """
import select
reading, writing = os.pipe()
watches = [select.epoll() for n in range(50)]
for number in range(70, 240):
    os.dup2(reading, number)
    for each in watches: each.register(number)
    os.close(number)""",
    "rules": """
allow = (1).to_bytes(8, 'little')
for n in range(50):
    rules = younger(444, allow, 8, 0)
    assert younger(445, rules, 1, allow + (os.open('.', os.O_PATH)).to_bytes(4, 'little'), 0)""",
    "locks of parts": """
import fcntl, struct
file = open('x', 'wb'); other = open('x', 'wb')
for n in range(1000):
    fcntl.fcntl(file, 37, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 2 * n, 1, 0))
seen = fcntl.fcntl(other, 36, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 1, 0))
assert struct.unpack('hhqqi4x', seen)[0] != fcntl.F_UNLCK""",
}


def resident(processes: set[int]) -> int:
    """Bytes of memory that processes have of their own."""
    total = 0
    for process in processes:
        try:
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
        except OSError:
            continue
        kinds = ("RssAnon", "RssShmem", "VmPTE")
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.split(":")[0] in kinds)
    return total


@pytest.mark.parametrize("source", MEMORY.values(), ids=MEMORY.keys())
def test_memory_is_bounded(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    session = attack(level, LIMITS)
    try:
        problems = [x for x in session.run_cell(source).outputs if isinstance(x, ErrorOutput)]
    except ChildDied as death:
        assert death.status in (Status.MEMORY, Status.CRASHED)  # noqa: PT017
    else:
        assert problems[0].name in REFUSALS
        assert resident(family(session.child)) < LIMITS.memory_bytes + SLACK


@pytest.mark.parametrize("source", UNSEEN.values(), ids=UNSEEN.keys())
def test_nothing_is_held_where_nobody_sees_it(
    source: str, level: str, attack: OpenAttacker
) -> None:
    assert attack(level, LIMITS).run_cell(source).failed


@pytest.mark.skipif(platform.machine() != "x86_64", reason="system calls by number")
@pytest.mark.parametrize("source", UNSEEN.values(), ids=UNSEEN.keys())
def test_without_isolation_it_would_be_held(source: str, attack: OpenAttacker) -> None:
    assert not attack(NONE, LIMITS).run_cell(source).failed


def test_memory_of_many_processes_counts_together(
    side: StudentSide, attack: OpenAttacker, bystander: Session
) -> None:
    need(side, FULL)
    session = attack(FULL, LIMITS)
    source = """
for n in range(30):
    if os.fork() == 0:
        x = bytearray(os.urandom(1) * 10**7); time.sleep(100)
time.sleep(100)"""
    processes = family(session.child)
    assert dies(session, source).status is Status.MEMORY
    assert all_die(processes)


def test_processes_whose_first_thread_has_ended_count_too(
    side: StudentSide, attack: OpenAttacker, bystander: Session
) -> None:
    need(side, FULL)
    source = """
def hold():
    time.sleep(0.3); x = bytearray(os.urandom(1) * 10**8); time.sleep(100)
for n in range(5):
    if os.fork() == 0:
        threading.Thread(target=hold).start()
        libc.syscall({"x86_64": 60, "aarch64": 93}[platform.machine()], 0)
time.sleep(100)"""
    assert dies(attack(FULL, LIMITS), source).status is Status.MEMORY


def test_processes_that_share_their_memory_cost_little(
    side: StudentSide, attack: OpenAttacker
) -> None:
    need(side, FULL)
    source = """
x = bytearray(5 * 10**7)
numbers = [os.fork() for n in range(1)]
if 0 in numbers: time.sleep(0.2); os._exit(0)
for number in numbers: os.waitpid(number, 0)"""
    assert not attack(FULL, LIMITS).run_cell(source).failed


def test_a_fork_bomb_ends(side: StudentSide, attack: OpenAttacker, bystander: Session) -> None:
    need(side, FULL)
    session = attack(FULL, LIMITS, seconds=1.0)
    source = "while True:\n    try: os.fork()\n    except OSError: pass"
    with pytest.raises(ChildDied) as caught:
        session.run_cell(source)
    assert caught.value.status in (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
    assert all_die(family(session.child))


def test_a_bomb_of_threads_ends(level: str, attack: OpenAttacker, bystander: Session) -> None:
    source = """
try:
    while True: threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
except RuntimeError: pass
time.sleep(0.3); print(threading.active_count())"""
    session = attack(level, LIMITS)
    try:
        (said,) = session.run_cell(source).outputs
    except ChildDied as death:
        assert death.status in (Status.CRASHED, Status.MEMORY)  # noqa: PT017
    else:
        assert int(said.text) <= LIMITS.processes


def test_open_files_are_bounded(level: str, attack: OpenAttacker) -> None:
    done = attack(level, LIMITS).run_cell("x = [open('/dev/null') for n in range(10**5)]")
    (problem,) = (x for x in done.outputs if isinstance(x, ErrorOutput))
    assert problem.name == "OSError"


def test_sockets_full_of_data_are_bounded(side: StudentSide, attack: OpenAttacker) -> None:
    need(side, FULL)
    source = """
for n in range(40):
    if os.fork() == 0:
        x = []
        try:
            while True:
                x.append(pair()); x[-1][0].setblocking(False)
                x[-1][0].send(bytes(10**5))
        except OSError: pass
        time.sleep(100)
time.sleep(100)"""
    session = attack(FULL, LIMITS)
    assert dies(session, source).status in (Status.CRASHED, Status.MEMORY)


DISK = {
    "one file": "open('x', 'wb').write(bytes(10**8))",
    "a file with a hole": "x = open('x', 'wb'); x.seek(10**12); x.write(b'x'); x.flush()",
    "several files": "for n in range(99): open(f'x{n}', 'wb').write(bytes(10**7))",
    "deleted files": """
x = []
for n in range(99):
    x.append(open('x', 'wb')); x[-1].write(bytes(10**7)); os.unlink('x')""",
    "mapped and deleted": """
x = []
for n in range(99):
    with open('x', 'w+b') as file:
        file.write(bytes(10**7)); file.flush(); x.append(mmap.mmap(file.fileno(), 4096))
    os.unlink('x')""",
    "mapped and deleted, after the first thread": """
def run():
    time.sleep(0.1); pages()
    for n in range(3):
        with open('x', 'w+b') as file:
            file.write(bytes(5 * 10**6)); file.flush()
            assert libc.mmap(0, 4096, 1, 1, file.fileno(), 0) > 0
        os.unlink('x')
    time.sleep(100)
threading.Thread(target=run).start()
libc.syscall({"x86_64": 60, "aarch64": 93}[platform.machine()], 0)""",
    "many files": "for n in range(10**5): open(f'f{n}', 'w').close()",
    "many folders": "for n in range(3000): os.mkdir('d'); os.chdir('d')",
    "a closed folder": "os.mkdir('d', 0)\n"
    "for n in range(9): open(f'x{n}', 'wb').write(bytes(10**7))",
    "in a thread": """
def run():
    for n in range(99): open(f'x{n}', 'wb').write(bytes(10**7))
threading.Thread(target=run).start()""",
}


@pytest.mark.parametrize("source", DISK.values(), ids=DISK.keys())
def test_the_disk_is_bounded(
    source: str, level: str, attack: OpenAttacker, bystander: Session
) -> None:
    session = attack(level, LIMITS, seconds=8.0)
    folder = session.scratch
    try:
        done = session.run_cell(f"{source}\ntime.sleep(0.4)")
    except ChildDied as death:
        assert death.status is (Status.CRASHED if level == BASE else Status.TIMEOUT)  # noqa: PT017
    else:
        assert done.failed or "Thread" in source or "chdir" in source  # few enough
    session.close()
    session._control.see_off()
    assert not folder.exists()


def test_what_is_left_in_a_folder_is_removed(tmp_path: Path) -> None:
    folder = scratch.make({"given.txt": b"x"})
    place = folder
    for number in range(1100):  # deeper than Python recurses, with names too long for a path
        place.mkdir(exist_ok=True)
        os.chdir(place)
        place = Path("d" * 100 + str(number % 2))
    os.chdir(tmp_path)
    (folder / "closed").mkdir(0)
    (folder / "out").symlink_to(tmp_path)
    (tmp_path / "stays").touch()
    scratch.remove(folder)
    scratch.remove(folder)
    assert not folder.exists()
    assert (tmp_path / "stays").exists()


def test_an_endless_output_is_cut(level: str, attack: OpenAttacker) -> None:
    session = attack(level, LIMITS, seconds=1.0)
    assert dies(session, "while True: print('x' * 1000)").status is Status.TIMEOUT


def test_many_small_outputs_are_cut(level: str, attack: OpenAttacker) -> None:
    source = "for n in range(10**4): print('a'); print('b', file=sys.stderr)"
    done = attack(level, LIMITS).run_cell(source)
    assert len(done.outputs) <= 1000
