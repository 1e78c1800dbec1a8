"""`python -m benchmarks.memory [EXERCISE]`: memory while four submissions are graded at once.

It adds up the proportional set sizes (pages that processes share count once) of all processes of
`autograder grade`, and prints the largest sum that was seen.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import classes

WORKERS, SIZE = 4, 24
INTERVAL = 0.05
MEGABYTE = 1024  # kilobytes


def main(name: str) -> None:
    """Grade a class, and look at the memory all the time."""
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as room:
        folder = classes.our_class(
            classes.this_course(), Path(room) / "course", name, SIZE, display=False
        )
        command = classes.autograder("grade", name, "--force", "--workers", str(WORKERS))
        most, command_itself = 0, 0
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            while process.poll() is None:
                sizes = [_proportional(each) for each in _tree(process.pid)]
                trees, first = sum(sizes[1:]), sizes[0] if sizes else 0
                if trees > most:
                    most, command_itself = trees, first
                time.sleep(INTERVAL)
        if process.returncode:
            raise SystemExit("grading has failed")
    print(f"{name}: both process trees {most / MEGABYTE:.0f} MB, ", end="")
    print(f"the command with nbgrader {command_itself / MEGABYTE:.0f} MB more")


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
        children = [int(number) for task in tasks for number in task.read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(child)


def _proportional(process: int) -> int:
    """Kilobytes; 0 for a process that is gone."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ex02_activations")
