"""`python -m benchmarks.memory [EXERCISE]`: memory while four submissions are graded at once.

It adds up the proportional set sizes (pages that processes share count once) of all processes of
`autograder grade`, and prints the largest sum that was seen.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.engine.memory import proportional_set_size
from benchmarks import classes, measure

WORKERS, SIZE = 4, 24
INTERVAL = 0.05
MEGABYTE = 1 << 20


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
                first, *others = measure.tree(process.pid)
                trees = proportional_set_size(others)
                if trees > most:
                    most, command_itself = trees, proportional_set_size([first])
                time.sleep(INTERVAL)
        if process.returncode:
            raise SystemExit("grading has failed")
    print(f"{name}: both process trees {most / MEGABYTE:.0f} MB, ", end="")
    print(f"the command with nbgrader {command_itself / MEGABYTE:.0f} MB more")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ex02_activations")
