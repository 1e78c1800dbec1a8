"""A child of the student side, and one that is made before it is asked for.

To fork and to isolate a process takes longer than most answers. So a spare one may wait for the
next submission: it is used once, for one submission alone, and only where all that it was made with
is the same.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxError
from autograder.sandbox import scratch
from autograder.sandbox.isolation import Confinement

Fork = Callable[[Path], tuple[int, socket.socket]]


@dataclass(frozen=True)
class Child:
    """A child: its process number, the socket on which it answers, and its private folder."""

    number: int
    socket: socket.socket
    scratch: Path

    @property
    def lives(self) -> bool:
        """Whether it is there: one that waits has nothing to say, and has not hung up."""
        return not select.select([self.socket], [], [], 0)[0]


def make(fork: Fork, files: Mapping[str, bytes]) -> Child:
    """Fork a child that works in a new folder with these files. Raises SandboxError."""
    try:
        folder = scratch.make(files)
        try:
            number, sock = fork(folder)
        except BaseException:
            scratch.remove(folder)
            raise
    except OSError as error:
        raise no_room(error.strerror or str(error)) from error
    return Child(number, sock, folder)


def no_room(why: str) -> SandboxError:
    """The error where a child cannot be made."""
    return SandboxError(
        f"A child of the student side cannot be started: {why}.",
        todo="See that there is room for one more: on the disk, in memory and of processes.",
    )


@dataclass(frozen=True)
class Spare:
    """A child that waits, and what it was made with."""

    child: Child
    confinement: Confinement
    files: Mapping[str, bytes]

    def serves(self, confinement: Confinement, files: Mapping[str, bytes]) -> bool:
        """Whether it is what would be made now, and still there."""
        return self.confinement == confinement and self.files == files and self.child.lives
