"""The threads that talk to the grader process: nobody waits for ever, whatever ends them."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from autograder.engine import grader_process
from autograder.engine.grader_process import GraderProcess
from autograder.engine.messages import Cancelled, FromServer, Open, Setup, Target, ToServer, Unable
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

    def wait(self) -> None:
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
