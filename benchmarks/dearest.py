"""What the dearest answers use of their limits: `python -m benchmarks.dearest [EXERCISE ...]`.

    python -m benchmarks.dearest
    python -m benchmarks.dearest ex02_activations --mistakes
    python -m benchmarks.dearest ex10_mnist --answers reference

Grades the reference and all other right answers, with `--mistakes` the known mistakes too (each is
to get its own hint, so it must not be stopped either), and prints for each exercise the processor
time of the dearest cell or call and of the dearest submission, the limit, and how often it fits
into that. Four times is the least: the same work costs up to three times as much on a busy machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.table import Table

from autograder.course import CPU, Course, Exercise, load_course
from autograder.engine.context import open_context, student_side_of
from autograder.grading import ExerciseContext, Submission, grade, run
from autograder.notebooks.fill import fill
from autograder.sandbox.clock import Clock, Wait
from autograder.sandbox.launch import StudentSide
from autograder.validation.candidates import Candidate, Sort, candidates
from benchmarks.classes import this_course

PLENTY = 1000.0  # seconds
RIGHT = (Sort.REFERENCE, Sort.ALTERNATIVE)


class Measured(Clock):
    """A clock that looks before and after each question, and stops nobody."""

    last: Measured

    def __init__(self, *_limits: float, **_more: bool) -> None:
        super().__init__(PLENTY, PLENTY, PLENTY)
        Measured.last = self
        self.cells: list[float] = []

    @property
    def computed(self) -> float:
        """Seconds so far."""
        self.look(0.0)
        return self._spent.computed

    def wait(self) -> Wait:
        """The patience for one answer; what it takes is written down."""
        return MeasuredWait(self, self.cell)


class MeasuredWait(Wait):
    """Patience that notes what was used meanwhile."""

    _clock: Measured

    def __enter__(self) -> Self:
        self._before = self._clock.computed
        return super().__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clock.cells.append(self._clock.computed - self._before)
        super().__exit__(kind, error, trace)


@dataclass(frozen=True)
class Cost:
    """An answer, with the seconds of its dearest cell or call, and those of all of them."""

    answer: str
    cell: float
    submission: float


def measure(course: Course, exercise: Exercise, wanted: Callable[[Candidate], bool]) -> list[Cost]:
    """What each of the wanted answers costs."""
    release = exercise.release_notebook.read_bytes()
    with student_side_of(exercise) as side:
        context = open_context(exercise)
        side.wait_until_warm()
        return [_one(each, release, context, side) for each in filter(wanted, candidates(exercise))]


def _one(candidate: Candidate, release: bytes, context: ExerciseContext, side: StudentSide) -> Cost:
    content = fill(release, candidate.answers, str(candidate.turn))
    submission = Submission(
        str(candidate.turn), context.exercise.name, content, visible_checks=candidate.sort in RIGHT
    )
    control = side.control.open_control()
    try:
        grade(submission, context, control)
    finally:
        control.close()
    cells = Measured.last.cells
    return Cost(candidate.name, max(cells), sum(cells))


def _columns(cost: Cost, seconds: float, limit: float) -> list[str]:
    return [f"{seconds:.2f} {cost.answer}", f"{limit:g}", f"{limit / seconds:.1f}"]


def main() -> None:
    """Measure, and print a line for each exercise as it is done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("exercises", nargs="*")
    parser.add_argument("--course", type=Path, help="another course than this repository's")
    parser.add_argument("--mistakes", action="store_true")
    parser.add_argument("--answers", nargs="*", default=[], help="only those of these names")
    options = parser.parse_args()
    run.Clock = Measured  # type: ignore[misc, attr-defined]
    course = load_course(options.course) if options.course else this_course()
    table = Table(title="Seconds of processor time")
    for title in ("exercise", "answers", "cell", "limit", "times", "submission", "limit", "times"):
        table.add_column(title, justify="right")
    sorts = (*RIGHT, Sort.MISTAKE) if options.mistakes else RIGHT
    named = set(options.answers)
    for exercise in course.exercises:
        if options.exercises and exercise.name not in options.exercises:
            continue
        on_cpu = exercise.at(CPU)
        found = measure(
            course, on_cpu, lambda each: each.sort in sorts and each.name in (named or {each.name})
        )
        cell = max(found, key=lambda cost: cost.cell)
        whole = max(found, key=lambda cost: cost.submission)
        limits = on_cpu.limits
        table.add_row(
            exercise.name,
            str(len(found)),
            *_columns(cell, cell.cell, limits.cell_seconds),
            *_columns(whole, whole.submission, limits.submission_seconds),
        )
        print(f"{exercise.name}: {len(found)} answers", flush=True)
    Console().print(table)


if __name__ == "__main__":
    main()
