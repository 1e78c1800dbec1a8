"""A class, graded by stock nbgrader and by `autograder grade`, with the floor beside them.

    python -m benchmarks.class_of 40
    python -m benchmarks.class_of 10 100 1000 --no-stock
    python -m benchmarks.class_of 20 --exercise ex01_forward_pass
    python -m benchmarks.class_of 40 --display
    python -m benchmarks.class_of 40 --no-stock --before ../before

Everything is run as whole commands, in turns, several rounds. Each command is run on a small class
and on a larger one: the difference is what the submissions cost, and the rest is start-up.
`--before` names a clone of another commit in which `make demo` has run: it is graded in turns with
ours.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.gradebook.create import find_alembic
from benchmarks import classes, measure
from benchmarks.measure import Cost

FLOOR_ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
STOCK_SMALL, STOCK_LARGE, SMALL = 1, 5, 2
MAKE_A_CLASS = """
import sys
from pathlib import Path
from benchmarks.classes import our_class, this_course
folder, name, size, display = sys.argv[1:]
our_class(this_course(), Path(folder), name, int(size), display=display == "True")
"""
Grade = Callable[[int], Cost]


@dataclass
class Contender:
    """One way of grading, and what it has cost: for a small class, and for larger ones."""

    name: str
    grade: Grade
    small: int
    sizes: list[int]
    costs: dict[int, list[Cost]] = field(default_factory=dict)

    def round(self) -> None:
        """Grade once at every size."""
        for size in (self.small, *self.sizes):
            self.costs.setdefault(size, []).append(self.grade(size))

    def each(self, size: int) -> Cost:
        """What one submission costs beyond the start: the median of the rounds."""
        pairs = zip(self.costs[size], self.costs[self.small], strict=True)
        return measure.middle((large - small) / (size - self.small) for large, small in pairs)

    @property
    def start(self) -> Cost:
        """What is paid once."""
        small = measure.middle(self.costs[self.small])
        return small - self.each(self.sizes[-1]).times(self.small)


def contenders(room: Path, options: argparse.Namespace) -> list[Contender]:
    """Make the classes, and say how each contender grades so many of them."""
    course = classes.this_course()
    name, largest = options.exercise, max(options.sizes)

    def our_class(size: int) -> Path:
        place = room / f"ours-{size}"
        if not place.exists():
            classes.our_class(course, place, name, size, display=options.display)
        return classes.empty(place)

    def ours(size: int) -> Cost:
        return measure.run(classes.autograder("grade", name, "--force"), our_class(size))

    def stock(size: int) -> Cost:
        place = room / f"stock-{size}"
        if not place.exists():
            classes.stock_class(course, place, name, size)
        classes.empty(place)
        steps = [["autograde", name, "--create"], ["generate_feedback", name]]
        graded, fed = (measure.run(classes.nbgrader(*step), place) for step in steps)
        return graded + fed

    def floor(size: int) -> Cost:
        place = our_class(largest)
        command = [sys.executable, "-m", "benchmarks.floor", str(place), name, str(size)]
        here = Path(__file__).resolve().parents[1]
        return measure.run(command, here, {**os.environ, **FLOOR_ENVIRONMENT})

    def before(size: int) -> Cost:
        python, place = str(options.before / ".venv/bin/python"), room / f"before-{size}"
        if not place.exists():
            what = [str(place), name, str(size), str(options.display)]
            measure.run([python, "-c", MAKE_A_CLASS, *what], options.before)
        return measure.run(
            [python, "-m", "autograder", "grade", name, "--force"], classes.empty(place)
        )

    found = [
        Contender("autograder grade", ours, SMALL, options.sizes),
        Contender("floor", floor, SMALL, [min(options.sizes)]),
    ]
    if options.before is not None:
        found.append(Contender("before", before, SMALL, options.sizes))
    if options.stock:
        found.append(Contender("stock nbgrader", stock, STOCK_SMALL, [STOCK_LARGE]))
    return found


def show(found: list[Contender]) -> None:
    """The figures, one line for each contender and size, and the ratios."""
    print(f"{'':22}{'class':>6}{'wall, ms':>10}{'CPU, ms':>10}{'a minute':>10}", end="")
    print(f"{'start wall':>12}{'start CPU':>11}")
    for each in found:
        for size in each.sizes:
            cost, start = each.each(size), each.start
            print(
                f"{each.name:22}{size:6}{cost.wall * 1e3:10.1f}{cost.cpu * 1e3:10.1f}"
                f"{60 / cost.wall:10.0f}{start.wall:10.1f} s{start.cpu:9.1f} s"
            )
    ours, floor, *others = found
    mine = ours.each(ours.sizes[-1])
    print(f"CPU, ours / floor: {mine.cpu / floor.each(floor.sizes[0]).cpu:.2f}")
    for other in others:
        theirs = other.each(other.sizes[-1])
        wall, cpu = theirs.wall / mine.wall, theirs.cpu / mine.cpu
        print(f"{other.name} / ours: {wall:.2f} wall, {cpu:.2f} CPU")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.class_of", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", type=int, nargs="*", default=[40], help="sizes of the class")
    parser.add_argument("--exercise", default="ex02_activations")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--display", action="store_true", help="run the display cells too")
    parser.add_argument("--no-stock", dest="stock", action="store_false")
    parser.add_argument("--before", type=Path, metavar="FOLDER", help="a clone of another commit")
    options = parser.parse_args()
    if options.before is not None:
        options.before = options.before.resolve()  # its commands run elsewhere
    measure.adopt_orphans()
    find_alembic()
    print(f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, ", end="")
    print(f"Python {platform.python_version()}; {options.exercise}; {options.rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as room:
        found = contenders(Path(room), options)
        for _round in range(options.rounds):
            for each in found:
                each.round()
    show(found)


if __name__ == "__main__":
    main()
