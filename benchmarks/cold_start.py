"""`python -m benchmarks.cold_start [RUNS]`: how long `autograder check` takes, start included."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import classes, measure


def main(runs: int) -> None:
    """Check a NumPy notebook so many times, each in a new process."""
    measure.adopt_orphans()
    course = classes.this_course()
    exercise = course.exercise("ex02_activations")
    with tempfile.TemporaryDirectory() as folder:
        answer = shutil.copy(exercise.source_notebook, folder)
        command = classes.autograder("check", str(answer), "--course", str(course.folder))
        costs = [measure.run(command, Path(folder)) for _run in range(runs)]
    middle = measure.middle(costs)
    fastest = min(cost.wall for cost in costs)
    print(
        f"autograder check: {middle.wall:.2f} s ({fastest:.2f} s at best), {middle.cpu:.2f} s CPU"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
