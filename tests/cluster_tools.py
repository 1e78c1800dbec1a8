"""A Dask scheduler and workers of ours, each in a process of its own, on this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import toy_course as toy
import toy_personal
from killing import children

from autograder.course import Course, load_course

WAIT = 60.0
PYTHON = [sys.executable, "-m"]
HEAVY, DEADLY = "heavy", "deadly"
FATAL = 666.0

MANIFEST = """\
id = "toy"
languages = ["en"]
language = "en"
title = {en = "Toy"}
[limits]
cell_seconds = 1.5
submission_seconds = 20
[[exercises]]
name = "toy"
points = 10
title = {en = "Toy"}
[[exercises]]
name = "own"
points = 4
title = {en = "Numbers of one's own"}
[[exercises]]
name = "heavy"
points = 10
title = {en = "Wants a GPU"}
device = "gpu"
fallback = "cpu"
[[exercises]]
name = "deadly"
points = 10
title = {en = "Ends its worker"}
"""

# Whoever answers 666 ends the worker: it is the grandparent of the checker.
DEADLY_CHECKS = toy.CHECKS.replace(
    '    """computes A"""\n',
    f'''    """computes A"""
    import os, signal
    from pathlib import Path
    if student.value("A") == {FATAL}:
        server = Path(f"/proc/{{os.getppid()}}/status").read_text()
        worker = int(server.partition("PPid:")[2].split()[0])
        os.kill(worker, signal.SIGKILL)
''',
)
POINTS = {"by_hand": 2, "double": 4, "total": 4}


def write_course(folder: Path) -> Course:
    """Four exercises: the toy, one with personal numbers, one for a GPU, and a deadly one."""
    toy_personal.write_course(folder)
    personal = folder / "solutions" / toy_personal.NAME
    aside = folder.with_name(f"{folder.name}-toy")
    aside.mkdir()
    toy.write_course(aside)
    for name in ("toy", HEAVY, DEADLY):
        shutil.copytree(aside / "solutions" / "toy", personal.with_name(name))
        for kind in ("release", "source"):
            place = folder / kind / name / f"{name}.ipynb"
            place.parent.mkdir(parents=True)
            place.write_bytes(_with_points((aside / kind / "toy" / "toy.ipynb").read_text()))
    (personal.with_name(DEADLY) / "checks.py").write_text(DEADLY_CHECKS)
    (folder / "course.toml").write_text(MANIFEST)
    return load_course(folder)


def _with_points(notebook: str) -> bytes:
    for question, points in POINTS.items():
        cell = f'"grade_id": "{question}-checks", "locked": true, "grade": true, "points": 1'
        assert cell in notebook
        notebook = notebook.replace(cell, cell[:-1] + str(points))
    return notebook.encode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT
    while not what():
        assert time.monotonic() < end, "this has not come"
        time.sleep(0.02)


class Started:
    """A process whose output can be waited for."""

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [*PYTHON, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                start_new_session=True,
            )

    def said(self, text: str) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return text in self.log.read_text()

    def press_ctrl_c(self) -> int:
        """As in a terminal: all its processes get the signal. Its exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(WAIT)

    def end(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(WAIT)


class Cluster:
    """A scheduler and workers that come and go; nothing of them is left at the end."""

    def __init__(
        self, folder: Path, course: Course, scheme: str = "tcp", **environment: str
    ) -> None:
        """Start a scheduler; the logs are in the folder."""
        self._folder = folder
        self._course = course
        self._scheme = scheme
        self._environment = environment
        self._port = free_port()
        self._started: list[Started] = []
        self.workers: list[Started] = []
        self.address = f"{scheme}://127.0.0.1:{self._port}"
        self.start_scheduler()

    def start_scheduler(self) -> None:
        """The first one, or one in the place of the last one."""
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler",
            *("--host", "127.0.0.1", "--port", str(self._port), "--protocol", self._scheme),
            *("--dashboard-address", "127.0.0.1:0"),
        )
        until(lambda: self.scheduler.said("Scheduler at:"))

    def start_worker(
        self, workers: int = 1, gpu: int = 0, course: Course | None = None, wait: bool = True
    ) -> Started:
        """`autograder worker`."""
        folder = str((course or self._course).folder)
        options = ("--workers", str(workers), "--gpu", str(gpu), "--course", folder)
        worker = self._start("autograder", "worker", "--scheduler", self.address, *options)
        if wait:
            until(lambda: worker.said("Ready to grade"))
        return worker

    def start_plain_worker(self, *options: str) -> Started:
        """`dask worker`, as dask-jobqueue starts it."""
        return self._start("distributed.cli.dask_worker", self.address, *options)

    def repair(self, workers: int) -> None:
        """A scheduler and so many workers, whatever an earlier test has left."""
        if self.scheduler.process.poll() is not None:
            self.start_scheduler()
        self.workers = [each for each in self.workers if each.process.poll() is None]
        new = [self.start_worker(wait=False) for _ in range(workers - len(self.workers))]
        for each in new:
            until(lambda each=each: each.said("Ready to grade"))
        self.workers += new

    def close(self) -> None:
        """The workers first: else they would wait for the scheduler."""
        for started in reversed(self._started):
            if started is not self.scheduler and started.process.poll() is None:
                started.process.terminate()
        for started in self._started:
            if started is not self.scheduler:
                started.process.wait(WAIT)
        if self.scheduler.process.poll() is None:
            self.scheduler.end()

    def _start(self, *arguments: str) -> Started:
        log = self._folder / f"{len(self._started)}.log"
        started = Started(log, *arguments, **self._environment)
        self._started.append(started)
        return started


def dask_worker_of(worker: Started) -> int:
    """The process that Dask's nanny has started, the one that grades."""
    (found,) = (
        child
        for child in children(worker.process.pid)
        if re.search(rb"spawn_main|dask worker", Path(f"/proc/{child}/cmdline").read_bytes())
    )
    return found
