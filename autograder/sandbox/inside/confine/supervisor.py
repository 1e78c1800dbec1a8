"""The supervisor: a process between the warm one and the student's.

It never runs a line of the student's. It leaves the namespaces that its child is to enter, watches
what the child and its descendants use, kills them all at the end, and ends as the child did. It is
in no session, process group or (in the level `full`) process table that the child can reach.

The warm process holds the other end of the supervisor's leash, a pipe. When that is let go, on
purpose or because the warm process has died, the supervisor kills its child: no child outlives
the two.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import NoReturn

from autograder.sandbox.inside.confine import group, levels, limits, usage
from autograder.wire.control import MEMORY_EXIT, NOT_ISOLATED_EXIT, SUPERVISOR_EXITS

WATCH_MILLISECONDS = 20
READY = b"isolated"
MAX_COMPLAINT = 500
# Seconds, and a share: the kernel ends a process by the ticks that it has counted, too many where
# the machine is busy or shared (up to a sixth was seen), and tells afterwards what it measured.
CLOCK_SLACK, OF_TICKS = 0.1, 0.8
PRIVATE_VARIABLES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "KERAS_HOME")


def keep(
    enclosure: levels.Enclosure,
    descriptor: int,
    leash: int,
    serve: Callable[[], None],
    complain: Callable[[str], None] = lambda why: None,
) -> NoReturn:
    """In a fork of the warm process: run `serve` in an isolated child, and end as it ends.

    `descriptor` is the one that the child keeps. The exit status is the child's, or the signal is;
    one of SUPERVISOR_EXITS says that it used too much, or (NOT_ISOLATED_EXIT) that it was never let
    loose, and `complain` hears why.
    """
    try:
        os.setsid()
        limits.dump_no_core()
        _silence_standard_streams()
        _close_all_but([descriptor, leash])
        _keep(enclosure, descriptor, leash, serve, complain)
    finally:
        os._exit(1)  # a fault of the supervisor's must not run on in the warm process's loop


def _keep(
    enclosure: levels.Enclosure,
    descriptor: int,
    leash: int,
    serve: Callable[[], None],
    complain: Callable[[str], None],
) -> None:
    baseline = usage.memory_of(os.getpid())
    own = levels.memory_group(enclosure, baseline)
    reading, writing = os.pipe()
    try:
        levels.leave_namespaces(enclosure.level)
        child = os.fork()
    except OSError as error:
        complain(str(error))
        _remove(own)
        os._exit(NOT_ISOLATED_EXIT)
    if child == 0:
        os.close(reading)
        os.close(leash)
        _become_student(enclosure, own, writing, descriptor, serve)
    os.close(writing)
    said = os.read(reading, MAX_COMPLAINT)
    os.close(reading)
    if said != READY:
        complain(said.decode(errors="replace"))
        os.waitpid(child, 0)
        _remove(own)
        os._exit(NOT_ISOLATED_EXIT)
    os.close(descriptor)
    status, why = _watch(enclosure, child, leash, baseline)
    if own is not None and os.WIFSIGNALED(status) and own.was_full():
        why = why or MEMORY_EXIT
    _remove(own)
    _end_like(status, why)


def _become_student(
    enclosure: levels.Enclosure,
    own: group.Group | None,
    ready: int,
    descriptor: int,
    serve: Callable[[], None],
) -> NoReturn:
    try:
        try:
            os.setsid()  # a signal to its own process group must not reach the supervisor
            scratch = levels.enter(enclosure, own)
        except Exception as error:  # whatever it is: without isolation nothing runs
            os.write(ready, f"{type(error).__name__}: {error}".encode()[:MAX_COMPLAINT])
            os._exit(0)
        for name in PRIVATE_VARIABLES:
            os.environ[name] = str(scratch)
        tempfile.tempdir = None  # the warm process may have asked for it, and it is remembered
        os.chdir(scratch)
        sys.path.insert(0, "")  # as in Jupyter: what lies beside the notebook can be imported
        os.write(ready, READY)  # fails where the supervisor died before `enter` asked to die too
        os.close(ready)
        serve()
    finally:
        os._exit(0)


def _watch(enclosure: levels.Enclosure, child: int, leash: int, baseline: int) -> tuple[int, int]:
    """Wait for the end of the child: its wait status, and why it was ended, if it was."""
    watcher = select.poll()
    descriptor = os.pidfd_open(child)
    watcher.register(descriptor, select.POLLIN)
    watcher.register(leash, select.POLLIN)
    why = 0
    watch = usage.Watch(enclosure.limits, child, baseline, levels.unbounded_scratch(enclosure))
    while not why and not watcher.poll(WATCH_MILLISECONDS):
        why = watch.look()
    for kill, whom in ((os.kill, child), (os.killpg, child)):
        try:
            kill(whom, signal.SIGKILL)
        except OSError:
            pass  # it has ended by itself
    _, status, used = os.wait4(child, 0)
    os.close(descriptor)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    most = limits.max_cpu_seconds(enclosure.limits)
    if killed and used.ru_utime + used.ru_stime > OF_TICKS * most - CLOCK_SLACK:
        status = signal.SIGXCPU
    return status, why


def _remove(own: group.Group | None) -> None:
    if own is not None:
        own.remove()


def _end_like(status: int, why: int) -> NoReturn:
    if why:
        os._exit(why)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        try:
            if -code != signal.SIGKILL:
                signal.signal(-code, signal.SIG_DFL)
        except (OSError, ValueError):
            pass  # a number that the C library keeps for itself; its default is to end, too
        os.kill(os.getpid(), -code)
    os._exit(1 if code in SUPERVISOR_EXITS else code)


def _silence_standard_streams() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _close_all_but(keep: Iterable[int]) -> None:
    kept = {0, 1, 2, *keep}
    for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208  (fifty times the work)
        if number not in kept:
            try:
                os.close(number)
            except OSError:
                pass  # the descriptor of the listing itself
