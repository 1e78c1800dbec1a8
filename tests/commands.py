"""Commands of ours and of nbgrader in processes of their own, without their imports each time.

A process that has imported them, and done nothing else, forks for each command. What a command
does, prints and leaves is its own. `tests/cli/test_cold_start.py` and others start them as the
shell does.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from traceback import print_exc
from typing import Any

IMPORTED = ("nbgrader.apps.nbgraderapp", "autograder.cli.main", "autograder.cli.check",
            "autograder.cli.grade", "autograder.nbgrader_plugins.grading")  # fmt: skip


def run(
    program: str, *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`python -m program arguments`, in a folder."""
    command = [program, *map(str, arguments)]
    with tempfile.TemporaryDirectory() as room:
        asked = {"command": command, "cwd": str(cwd), "env": dict(env or os.environ), "room": room}
        warm = _warm()
        assert warm.stdin is not None and warm.stdout is not None
        warm.stdin.write(json.dumps(asked) + "\n")
        warm.stdin.flush()
        status = json.loads(warm.stdout.readline())
        said = [(Path(room) / name).read_text(errors="replace") for name in ("out", "err")]
    return subprocess.CompletedProcess(command, status, *said)


@cache
def _warm() -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_end, started)
    return started


def _end(started: subprocess.Popen[str]) -> None:
    with started:  # waits, and closes its streams
        started.kill()


def _serve() -> None:
    for name in IMPORTED:
        __import__(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(_run(**asked))
        _child, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


def _run(command: list[str], cwd: str, env: dict[str, str], room: str) -> int:
    """In the fork: become that command. Gives its exit status."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{room}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.path[:1] = [cwd, *filter(None, env.get("PYTHONPATH", "").split(os.pathsep))]
    sys.argv = command
    status: Any = 0
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        status = end.code
    except BaseException:
        print_exc()
        status = 1
    atexit._run_exitfuncs()
    if isinstance(status, str):
        print(status, file=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return status if isinstance(status, int) else int(status is not None)


if __name__ == "__main__":
    _serve()
