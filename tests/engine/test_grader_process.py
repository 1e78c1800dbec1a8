"""The threads that talk to the grader process: nobody waits for ever, whatever ends them."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.engine import grader_process
from autograder.engine.grader_process import GraderProcess
from autograder.engine.messages import (
    Cancel,
    Cancelled,
    FromServer,
    Open,
    Setup,
    Target,
    ToServer,
    Unable,
)
from autograder.errors import SandboxError
from autograder.wire.channel import Channel


def test_nothing_is_imported_from_where_somebody_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a teacher looks into what was handed in: numpy.py may lie beside the notebook."""
    (tmp_path / "msgspec.py").write_text("open('it_ran', 'w')")
    monkeypatch.chdir(tmp_path)
    said, heard = list[FromServer](), threading.Event()

    def hear(message: FromServer) -> None:
        said.append(message)
        heard.set()

    process = GraderProcess(Setup(1, 1 << 30, spare=False), hear, heard.set)
    process.send(Open(1, Target(str(tmp_path), "en", "toy", "cpu", "{}")))
    assert heard.wait(60.0)
    process.close()
    assert isinstance(said[0], Unable)
    assert not (tmp_path / "it_ran").exists()


class SaysOneThing:
    """Stands for the process itself: it says one thing, and waits for what it hears."""

    pid = 1

    def __init__(self, command: list[str], **_options: Any) -> None:
        self._socket = socket.socket(fileno=os.dup(int(command[-1])))
        self._channel: Channel[ToServer] = Channel(self._socket, ToServer)
        self._channel.send(Cancelled(1))

    def wait(self, _seconds: float) -> None:
        self._channel.close()


def test_a_fault_of_ours_in_what_is_heard_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_message: FromServer) -> None:
        raise RuntimeError("a fault of ours")

    said, ended = list[BaseException | None](), threading.Event()
    monkeypatch.setattr(grader_process.subprocess, "Popen", SaysOneThing)
    monkeypatch.setattr(threading, "excepthook", lambda given: said.append(given.exc_value))
    process = GraderProcess(Setup(1, 1 << 30, spare=False), fails, ended.set)
    assert ended.wait(60.0)
    process.close()
    assert [str(error) for error in said] == ["a fault of ours"]


def test_what_interrupts_the_caller_does_not_interrupt_it() -> None:
    """Ctrl-C is for all of a group: so one cell of a notebook would end what others wait for."""
    process = GraderProcess(Setup(1, 1 << 30, spare=False), lambda _message: None, lambda: None)
    assert os.getpgid(process.number) != os.getpgrp()
    process.close()
    with pytest.raises(ProcessLookupError):  # it ends with us all the same
        os.kill(process.number, 0)


def test_one_that_is_stopped_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grader_process, "END_SECONDS", 0.1)
    process = GraderProcess(Setup(1, 1 << 30, spare=False), lambda _message: None, lambda: None)
    os.kill(process.number, signal.SIGSTOP)
    closes = threading.Thread(target=process.close, daemon=True)
    closes.start()
    closes.join(60.0)
    assert not closes.is_alive()
    with pytest.raises(ProcessLookupError):
        os.kill(process.number, 0)


def test_what_cannot_be_sent_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    said, ended = list[BaseException | None](), threading.Event()
    monkeypatch.setattr(grader_process.subprocess, "Popen", SaysOneThing)
    monkeypatch.setattr(threading, "excepthook", lambda given: said.append(given.exc_value))
    process = GraderProcess(Setup(1, 1 << 30, spare=False), lambda _message: None, ended.set)
    process.send(Cancel(1 << 70))
    assert ended.wait(60.0)
    process.close()
    assert [type(error) for error in said] == [OverflowError]


@pytest.mark.parametrize("step", ["socketpair", "Popen", "first thread", "second thread"])
def test_one_that_cannot_be_started_says_why_and_leaves_nothing(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = iter((step != "first thread", step != "second thread"))
    start = threading.Thread.start

    def full(*_arguments: Any, **_options: Any) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    def starts_maybe(thread: threading.Thread) -> None:
        if not next(starts):
            raise RuntimeError("can't start new thread")
        start(thread)

    before, threads = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    with monkeypatch.context() as patched:
        patched.setattr(grader_process.subprocess, "Popen", SaysOneThing)
        if step in ("socketpair", "Popen"):
            place = grader_process.socket if step == "socketpair" else grader_process.subprocess
            patched.setattr(place, step, full)
        patched.setattr(threading.Thread, "start", starts_maybe)
        with pytest.raises(SandboxError, match=r"cannot be started: (Too many|can't start)"):
            GraderProcess(Setup(1, 1 << 30, spare=False), lambda _message: None, lambda: None)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    while threading.active_count() > threads:  # the one that was started ends
        time.sleep(0.01)


def test_from_a_folder_that_is_gone_none_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(SandboxError, match=r"runs is gone.* from another folder"):
        GraderProcess(Setup(1, 1 << 30, spare=False), lambda _message: None, lambda: None)
