"""What a lesson may do works at both levels: nothing that an ordinary program calls is missing."""

from __future__ import annotations

from contextlib import closing

import pytest

from autograder.sandbox.clock import Clock
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL
from autograder.wire.responses import CellDone

EVERYWHERE = {
    "files": """
import os, pathlib, shutil, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
    file.write(b"x")
    place = pathlib.Path(folder, "a")
    place.write_text("x")
    shutil.copy(place, pathlib.Path(folder, "b"))
    shutil.copy2(place, pathlib.Path(folder, "c"))
    shutil.copytree(folder, "copied")
    shutil.make_archive("packed", "zip", "copied")
with zipfile.ZipFile("packed.zip") as packed:
    packed.extractall("unpacked")
os.rename("unpacked", "moved"); os.link("moved/a", "linked"); os.symlink("linked", "named")
os.chmod("linked", 0o600); os.utime("linked"); os.remove("named")
assert sorted(os.listdir("moved")) == ["a", "b", "c"] and os.path.getsize("linked") == 1
shutil.rmtree("moved")""",
    "arrays in files": """
import numpy as np
np.save("a.npy", np.ones(9))
assert np.load("a.npy", mmap_mode="r").sum() == 9
np.memmap("b", dtype="f4", mode="w+", shape=(100,)).flush()""",
    "a database": """
import sqlite3
with sqlite3.connect("a.db") as database:
    database.execute("create table t (x)"); database.execute("insert into t values (5)")
assert database.execute("select x from t").fetchall() == [(5,)]""",
    "threads": """
import concurrent.futures, threading, time
with concurrent.futures.ThreadPoolExecutor(3) as pool:
    assert list(pool.map(abs, range(-3, 0))) == [3, 2, 1]
done = threading.Event(); threading.Timer(0.01, done.set).start()
assert done.wait(20) and time.thread_time() > 0
time.clock_gettime(time.pthread_getcpuclockid(threading.get_ident()))""",
    "coroutines": """
import asyncio
async def five():
    await asyncio.sleep(0.001)
    return 5
assert await asyncio.gather(five(), five()) == [5, 5]""",
    "signals and pairs": """
import os, select, signal, socket, time
rung = []
signal.signal(signal.SIGALRM, lambda *_given: rung.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.001)
while not rung: time.sleep(0.001)
one, other = socket.socketpair()
one.sendall(b"x")
assert select.select([other], [], [], 20)[0] == [other] and other.recv(1) == b"x"
os.kill(os.getpid(), 0)""",
    "what the machine is": """
import os, platform, resource, secrets, time
assert os.cpu_count() and os.sched_getaffinity(0) and os.sched_getaffinity(os.getpid())
platform.platform(); secrets.token_hex(); os.getloadavg(); time.process_time()
os.getpriority(os.PRIO_PROCESS, 0)
assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert "VmRSS" in open("/proc/self/status").read() and open("/proc/self/maps").read()""",
    "magics": "%timeit -n1 -r1 1 + 1\n%time 3\n%pwd",
}
AT_FULL = {
    "programs": """
import subprocess
assert subprocess.run(["sort"], input="b\\na", capture_output=True, text=True).stdout == "a\\nb\\n"
assert subprocess.getoutput("echo x | cat") == "x" """,
    "a shell": "said = !echo a; ls /usr > listed; chmod 600 listed; cp listed b; wc -l < b\n"
    "assert said[0] == 'a' and int(said[1]) > 1",
    "a cell in bash": "%%bash\nset -e\nfor n in 1 2; do (echo $n; sleep 0) & done; wait\n"
    "mkdir -p a/b; touch a/b/c; tar cf a.tar a; rm -r a; tar xf a.tar; test -e a/b/c\n"
    "timeout 20 true",
    "its own processes": """
import os, signal
number = os.fork()
if number == 0:
    signal.pause()
os.setpgid(number, number); assert os.getpgid(number) == number
os.kill(number, signal.SIGTERM)
assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == -signal.SIGTERM""",
}


def run(side: StudentSide, level: str, source: str) -> CellDone:
    """Run a cell in a session of its own."""
    if any(trial.problem for trial in side.trials if trial.level == level):
        pytest.skip(f"this machine lacks the level {level}")
    with closing(side.control.open_control()) as control:
        control.confinement = Confinement(level, DEFAULT_LIMITS)
        with closing(Session(control, Clock(60, 60), 10_000, {})) as session:
            return session.run_cell(source)


@pytest.mark.parametrize("level", [FULL, BASE])
@pytest.mark.parametrize("source", EVERYWHERE.values(), ids=EVERYWHERE.keys())
def test_it_works(side: StudentSide, level: str, source: str) -> None:
    done = run(side, level, source)
    assert not done.failed, done.outputs


@pytest.mark.parametrize("source", AT_FULL.values(), ids=AT_FULL.keys())
def test_programs_work_at_full(side: StudentSide, source: str) -> None:
    done = run(side, FULL, source)
    assert not done.failed, done.outputs
