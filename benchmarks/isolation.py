"""What isolation costs: `python benchmarks/isolation.py [SESSIONS]`.

Opens, uses (one cell) and closes sessions at each level in turn, so that a busy machine is equally
unfair to all of them, and prints medians. Wall-clock time, as the grader waits for it.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import pairwise

from rich.console import Console
from rich.table import Table

from autograder.sandbox.clock import Clock
from autograder.sandbox.isolation import DEFAULT_LIMITS, MEANING, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session

SIDES = {"NumPy": ["numpy", "matplotlib.pyplot"], "Keras": ["numpy", "keras"]}
SESSIONS = 40
STEPS = ("open", "one cell", "close")


def main() -> None:
    """Measure both sides and print one table."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
    table = Table(title=f"One session: medians of {sessions}, in milliseconds")
    for title in ("side", "level", *STEPS, "together", "more than none", "ratio"):
        table.add_column(title, justify="right")
    for name, modules in SIDES.items():
        with StudentSide(modules) as side:
            side.wait_until_warm()
            levels = [each.level for each in side.trials if not each.problem]
            times = _measure(side, levels, sessions)
        floor = statistics.median(map(sum, times["none"]))
        for level in sorted(levels, key=list(MEANING).index, reverse=True):
            steps = [statistics.median(each) for each in zip(*times[level], strict=True)]
            whole = statistics.median(map(sum, times[level]))
            row = [*steps, whole, whole - floor]
            cells = [f"{1000 * seconds:.1f}" for seconds in row]
            table.add_row(name, level, *cells, f"{whole / floor:.2f}")
    Console().print(table)


def _measure(
    side: StudentSide, levels: list[str], sessions: int
) -> dict[str, list[tuple[float, ...]]]:
    times: dict[str, list[tuple[float, ...]]] = {level: [] for level in levels}
    for _round in range(sessions):
        for level in levels:
            side.control.confinement = Confinement(level, DEFAULT_LIMITS)
            moments = [time.perf_counter()]
            session = Session(side.control, Clock(60, 60), 10_000, {})
            moments.append(time.perf_counter())
            session.run_cell("1 + 1")  # waits until the child is isolated, too
            moments.append(time.perf_counter())
            session.close()
            side.control.see_off()  # as whoever grades next would have to wait for its end
            moments.append(time.perf_counter())
            pairs = pairwise(moments)
            times[level].append(tuple(after - before for before, after in pairs))
    return times


if __name__ == "__main__":
    main()
