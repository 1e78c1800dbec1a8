"""A trusted process whose pool has left says nothing to a terminal."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import toy_course as toy

from autograder.engine.messages import FromServer, Open, Setup, Target
from autograder.wire.channel import Channel


def test_checks_that_cannot_be_read_and_nobody_to_tell(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path, checks="def test_half(:\n")
    ours, theirs = socket.socketpair()
    channel: Channel[FromServer] = Channel(ours, FromServer)
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-m", "autograder.engine.server", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
        )
    channel.send(Setup(workers=1, memory_bytes=1 << 30, spare=False))
    channel.send(Open(1, Target.of(course.exercise("toy"))))
    ours.shutdown(socket.SHUT_RD)
    _output, said = server.communicate()
    channel.close()
    assert (server.returncode, said) == (0, b"")
