"""Kill a process that grades, as a machine without memory does, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

WAIT = 60.0


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
        return [int(number) for task in tasks for number in task.read_text().split()]
    except OSError:
        return []


def kill_server(server: int) -> None:
    """The server of an engine. What is killed cannot clean up: we do so, for other tests look
    whether something was left behind by what they have killed."""
    rooms = []
    for child in children(server):
        with suppress(OSError):  # it has ended meanwhile
            folder = Path(f"/proc/{child}/cwd").readlink()
            if folder.name.startswith("autograder-side-"):
                rooms.append((child, folder))
    os.kill(server, signal.SIGKILL)
    end = time.monotonic() + WAIT
    for child, room in rooms:
        while Path(f"/proc/{child}/cwd").exists():  # it dies with its parent
            assert time.monotonic() < end, "the student side lives on"
            time.sleep(0.02)
        shutil.rmtree(room)
