"""`autograder validate`: prove the hidden checks with answers whose verdict is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from autograder.cli.common import chosen, console, open_course, progress
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.runners.pool import Pool
from autograder.validation.candidates import Sort, candidates
from autograder.validation.prove import Proof, prove

TITLES = {
    Sort.REFERENCE: "the reference gets full marks",
    Sort.STUB: "the stub gets nothing",
    Sort.ALTERNATIVE: "other right answers get full marks",
    Sort.MISTAKE: "mistakes lose points and get their own hint",
    Sort.BLIND: "constants, echoes and uniform answers get nothing",
}


def run(folder: Path | None, name: str | None, question: str | None, workers: int | None) -> int:
    """Prove one exercise, one question of it, or all; exit status 1 if a verdict is not what it
    has to be."""
    course = open_course(folder)
    if question is not None and name is None:
        raise UsageError("A question belongs to an exercise.", todo="Name the exercise too.")
    faults = 0
    for exercise in chosen(course, name):
        proofs = _prove(course, exercise, question, workers)
        console().print(_table(exercise, proofs))
        for proof in proofs:
            for fault in proof.faults:
                faults += 1
                print(f"  {proof.candidate.key}: {fault}")
    return 1 if faults else 0


def _prove(
    course: Course, exercise: Exercise, question: str | None, workers: int | None
) -> list[Proof]:
    known = list(candidates(exercise, question))
    with Pool(course, exercise, workers) as pool, progress(exercise.name, len(known)) as bar:
        return prove(exercise, known, pool, lambda _proof: bar.advance(bar.task_ids[0]))


def _table(exercise: Exercise, proofs: Sequence[Proof]) -> Table:
    table = Table(title=f"{exercise.name} · {exercise.title}", title_justify="left")
    table.add_column("what is proved")
    table.add_column("as it has to be", justify="right")
    for sort, title in TITLES.items():
        ours = [proof for proof in proofs if proof.candidate.sort is sort]
        right = sum(not proof.faults for proof in ours)
        table.add_row(title, f"{right} of {len(ours)}")
    return table
