"""One question of an exercise on a warm engine, from bytes to verdict; and what is kept warm.

    python -m benchmarks.one_question
    python -m benchmarks.one_question ex03_losses --times 40
    python -m benchmarks.one_question --memory
    python -m benchmarks.one_question --course benchmarks/first_edition

Each question is asked alone, in turns with the whole notebook: with a spare child, which is forked
and isolated before it is asked for, and without. Between two submissions there is a moment in which
a spare one can be made, as between two of a student's; its processor time counts with the others'.
`--course` takes another folder: in `first_edition` lie the first two exercises as they were when
the engine was measured first. `--memory` gets all exercises of the course warm in one engine, and
adds up what its processes hold.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from autograder.course import CPU, Course, Exercise, load_course
from autograder.engine.engine import Engine
from autograder.engine.memory import proportional_set_size
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.results import ReportStatus
from autograder.validation.candidates import reference_answers
from benchmarks import measure
from benchmarks.classes import this_course

WHOLE = "whole notebook"
PAUSE = 0.1  # seconds between two submissions
UNBOUNDED = 1 << 20  # megabytes: nothing is closed while it is measured
MEGABYTE = 1 << 20


@dataclass
class Asked:
    """A submission that is graded again and again: its seconds on the clock, one by one, and its
    processor time, the engine's processes together, by rounds."""

    name: str
    submission: Submission
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)

    def round(self, engine: Engine, exercise: Exercise, times: int) -> None:
        """Grade it so often."""
        before = _used(engine)
        for _time in range(times):
            start = time.perf_counter()
            report = engine.submit(exercise, self.submission).result().report
            self.walls.append(time.perf_counter() - start)
            if report.status is not ReportStatus.GRADED or report.score != report.max_score:
                raise SystemExit(f"{self.name}: {report}")
            time.sleep(PAUSE)
        self.cpus.append((_used(engine) - before) / times)


def measured(
    exercise: Exercise, times: int, rounds: int, *, spare: bool
) -> tuple[list[Asked], Asked]:
    """Each question alone, and the whole notebook, in turns."""
    content = fill(exercise.release_notebook.read_bytes(), reference_answers(exercise))
    whole = Asked(WHOLE, Submission("student", exercise.name, content))
    with Engine(workers=1, spare=spare) as engine:
        report = engine.submit(exercise, whole.submission).result().report
        alone = [
            Asked(each.name, Submission("student", exercise.name, content, questions=(each.name,)))
            for each in report.questions
        ]
        time.sleep(PAUSE)
        for each in (*alone, whole):  # the first time is nobody's
            each.round(engine, exercise, 1)
            each.walls.clear(), each.cpus.clear()
        for _round in range(rounds):
            for each in (*alone, whole):
                each.round(engine, exercise, times)
    return alone, whole


def show(alone: Iterable[Asked], whole: Asked, *, spare: bool) -> None:
    """A line for each question: the median, the best on the clock, and the share of processors."""
    print(f"{'with a spare child' if spare else 'without a spare child':34}", end="")
    print(f"{'wall, ms':>10}{'least':>8}{'CPU, ms':>10}{'of whole':>10}")
    for each in (*alone, whole):
        share = median(one / other for one, other in zip(each.cpus, whole.cpus, strict=True))
        print(f"{each.name:34}{median(each.walls) * 1e3:10.1f}{min(each.walls) * 1e3:8.1f}", end="")
        print(f"{median(each.cpus) * 1e3:10.1f}{share:10.2f}")
    walls = [wall for each in alone for wall in each.walls]
    shares = [
        sum(costs) / len(costs) / cost
        for *costs, cost in zip(*(each.cpus for each in alone), whole.cpus, strict=True)
    ]
    print(f"{'one question, all of them':34}{median(walls) * 1e3:10.1f}", end="")
    print(f"{min(walls) * 1e3:8.1f}{'':10}{median(shares):10.2f}")


def memory(course: Course) -> None:
    """What an engine's processes hold as one exercise after the other is warm, in megabytes."""
    with Engine(workers=1, memory_megabytes=UNBOUNDED) as engine:
        for exercise in course.exercises:
            engine.open(exercise.at(CPU)).result()
            time.sleep(PAUSE)
            held = proportional_set_size(_processes(engine)) / MEGABYTE
            print(f"{exercise.name:34}{held:8.0f} MB", flush=True)


def _processes(engine: Engine) -> Iterator[int]:
    for process in engine.processes():
        yield from measure.tree(process)


def _used(engine: Engine) -> float:
    return measure.used_by_orphans() + sum(map(measure.used_by, _processes(engine)))


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.one_question",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("exercise", nargs="?", default="ex02_activations")
    parser.add_argument("--times", type=int, default=20, help="in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="all exercises warm at once")
    parser.add_argument("--course", type=Path, metavar="FOLDER", help="another course")
    options = parser.parse_args()
    measure.adopt_orphans()
    course = this_course() if options.course is None else load_course(options.course)
    if options.memory:
        memory(course)
        return
    exercise = course.exercise(options.exercise).at(CPU)
    for spare in (True, False):
        show(*measured(exercise, options.times, options.rounds, spare=spare), spare=spare)


if __name__ == "__main__":
    main()
