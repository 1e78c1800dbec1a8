"""The service under load, beside what there is.

    python -m benchmarks.service                  # everything, in about eight minutes
    python -m benchmarks.service table            # the loads of the table alone
    python -m benchmarks.service sunday           # 300 students, one core, before the deadline
    python -m benchmarks.service simulate         # from measured costs: 1 000 to 100 000 students
    python -m benchmarks.service peers            # what others take for the same notebook

Clients are processes of their own that speak HTTP; a student waits for one answer before they go
on. Figures count from the first byte that is sent to the verdict. Each line says what the machine
was doing besides, and how many cores the service and the clients kept busy.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.gradebook.create import find_alembic
from benchmarks import measure
from benchmarks.service import peers, rows, scaling
from benchmarks.service.files import Files
from benchmarks.service.house import Load, Service, cores, course_for
from benchmarks.service.simulation import Costs
from benchmarks.service.sunday import sunday
from benchmarks.service.table import Row, markdown

STUDENTS = 200
SLOWER = "ex06_logistic_regression"


class Lines(list[Row]):
    """Lines of a table; each is told at once, to whoever waits."""

    def append(self, line: Row) -> None:
        print(f"{line.what}: {line.measured}", file=sys.stderr, flush=True)
        super().append(line)

    def extend(self, lines: Iterable[Row]) -> None:
        for line in lines:
            self.append(line)


def the_table(room: Path, options: argparse.Namespace) -> tuple[list[Row], Costs, Load]:
    """Serve the course, and load it in one way after the other."""
    names = [f"student{number:03}" for number in range(STUDENTS)]
    course = course_for(room / "course", names)
    numpy, keras, slower = (Files(course, name) for name in (rows.NUMPY, rows.KERAS, SLOWER))
    service = Service(course, names)
    found = Lines()
    try:
        found.append(rows.cold_start(service, numpy, 2))
        service.warm(numpy, keras, slower)
        found.append(rows.alone(service, numpy, options.count))
        found.append(rows.at_a_rate(service, numpy, 10, 3 * options.count, 0.3))
        for files, question, count in (
            (keras, "build_network", options.count // 3),
            (slower, "predict_class", options.count // 6),
        ):
            what = f"check of `{question}` ({files.exercise[:4]}, Keras)"
            asked = (service, files, 1, count, 1.0, [question], what)
            found.append(rows.at_a_rate(*asked))
        costs = rows.costs(service, numpy, options.count // 2)
        some, load = rows.a_class(service, numpy, options.students, options.lead)
        found.extend(some)
        found.append(rows.how_many(service, keras, options.count // 4))
        found.append(rows.memory(service))
    finally:
        service.stop()
    service = Service(course, names, cores=str(cores()[0]), options=["--workers", "1"])
    service.start()
    try:
        service.warm(numpy)
        found.extend(rows.one_core(service, numpy, options.count))
    finally:
        service.stop()
    return found, costs, load


def measured_costs(room: Path, count: int) -> Costs:
    """Those of this machine."""
    names = [f"student{number:03}" for number in range(2 * count)]
    course = course_for(room / "costs", names)
    files, service = Files(course, rows.NUMPY), Service(course, names)
    service.start()
    try:
        service.warm(files)
        return rows.costs(service, files, count)
    finally:
        service.stop()


def say(title: str, lines: Iterable[str]) -> None:
    """A part of what is printed."""
    print(f"\n## {title}\n")
    for line in lines:
        print(line, flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parts = ("all", "table", "sunday", "simulate", "peers")
    parser.add_argument("part", nargs="?", choices=parts, default="all")
    parser.add_argument("--count", type=int, default=60, help="checks of the first load")
    parser.add_argument("--students", type=int, default=None, help="in the class")
    parser.add_argument("--lead", type=float, default=30.0, help="seconds before they hand in")
    parser.add_argument("--minutes", type=float, default=None, help="before the deadline")
    parser.add_argument("--exercise", default=rows.NUMPY, help="for `sunday`")
    parser.add_argument("--jobe", default="", help="the address of a Jobe")
    parser.add_argument(
        "--costs", type=float, nargs=4, metavar="MS",
        help="for `simulate`: of a check in the service's process and below it, of a hand-in alike",
    )  # fmt: skip
    options = parser.parse_args()
    measure.adopt_orphans()
    find_alembic()
    began, load = time.time(), os.getloadavg()
    print(
        f"{platform.machine()}, {len(cores())} cores, Python {platform.python_version()}; ", end=""
    )
    print("load average " + ", ".join(f"{each:.1f}" for each in load), flush=True)
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as folder:
        _do(Path(folder), options)
    print(f"\nAll of it took {time.time() - began:.0f} s.")


def _do(room: Path, options: argparse.Namespace) -> None:
    part, costs = options.part, None
    if options.costs:
        costs = Costs(*(each / 1e3 for each in options.costs))
    if part in ("all", "table"):
        options.students = options.students or STUDENTS
        found, costs, load = the_table(room, options)
        say("Beside the aims", [markdown(found)])
        whole = len(cores())
        say("The simulation beside the measured class", scaling.beside(load.seen, costs, whole))
        options.students = None
    if part in ("all", "peers"):
        say("What there is", [markdown(peers.rows(room, options.jobe))])
    if part in ("all", "sunday"):
        minutes = options.minutes or (2.0 if part == "all" else 5.0)
        asked = (options.exercise, options.students or 300, minutes, str(cores()[0]))
        say("Sunday night", [markdown(sunday(room / "sunday", *asked))])
    if part in ("all", "simulate"):
        costs = costs or measured_costs(room, options.count // 2)
        say(f"Simulated: {costs}", scaling.lines(costs))


if __name__ == "__main__":
    main()
