"""`autograder validate`: prove the hidden checks with answers whose verdict is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from textwrap import indent
from typing import cast

from rich.table import Table

from autograder.checking.mistakes import load_mistakes
from autograder.cli.common import chosen, console, open_course, progress
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.notebooks.solution import read_solution
from autograder.runners.devices import placed
from autograder.runners.pool import Pool
from autograder.validation import kept
from autograder.validation.candidates import ALWAYS, Candidate, Sort, candidates
from autograder.validation.crossing import crossings, mixed, untrue, varied
from autograder.validation.prove import CROSSED, Proof, prove
from autograder.validation.related import is_slow, on_the_setting
from autograder.validation.reviewed import read_reviewed
from autograder.validation.score import BAR, Score, deaths, score
from autograder.validation.seeds import SEEDS, Fortune, try_seeds

TITLES = {
    Sort.REFERENCE: "the reference gets full marks",
    Sort.STUB: "the stub gets nothing",
    Sort.BLIND: "constants, echoes and uniform answers get nothing",
    Sort.LIAR: "patches, thieves and tellers get nothing, and see nothing hidden",
    Sort.ALTERNATIVE: "other right answers get full marks",
    Sort.MISTAKE: "mistakes lose points, and cost no other question",
    Sort.PAIR: "two mistakes at once cost no other question",
    Sort.BOUNDARY: "wrong beyond or at one value alone, with Keras: loses points",
}
AT_EVERY_SEED = {
    f"right answers pass at each of {SEEDS} seeds": (Sort.REFERENCE, Sort.ALTERNATIVE),
    "mistakes and mutants are caught at each, or right at each": (Sort.MISTAKE, Sort.MUTANT),
    "wrong beyond or at one value alone: loses points": (Sort.BOUNDARY,),
}
HINTS = {
    Sort.MISTAKE: "mistakes get their own hint",
    Sort.PAIR: "two mistakes at once get no wrong hint",
}


@dataclass(frozen=True)
class Wanted:
    """What is asked for: one question or all, mutants of slow exercises, the hints of mutants."""

    question: str | None
    workers: int | None
    mutants: bool
    hints: bool
    device: str | None = None


def run(folder: Path | None, name: str | None, wanted: Wanted) -> int:
    """Prove one exercise, one question of it, or all; exit status 1 if a verdict is not what it
    has to be, or if too few mutants lose points."""
    course = open_course(folder)
    if wanted.question is not None and name is None:
        raise UsageError("A question belongs to an exercise.", todo="Name the exercise too.")
    exercises = [placed(exercise, wanted.device) for exercise in chosen(course, name)]
    pools = _pools(course, exercises, wanted.workers)
    proved = [_prove(course, exercise, pool, wanted) for exercise, pool in pools]
    return 0 if all(proved) else 1


def _pools(
    course: Course, exercises: Sequence[Exercise], workers: int | None
) -> Iterator[tuple[Exercise, Pool]]:
    """Each exercise with its pool, while the pool of the next one warms up."""
    with ExitStack() as started:
        pools = (started.enter_context(Pool(course, each, workers)) for each in exercises)
        pairs = pairwise(chain(pools, [None]))  # the second of a pair has been started
        for exercise, (first, _second) in zip(exercises, pairs, strict=True):
            with cast(Pool, first) as pool:
                yield exercise, pool


def _by_setting(
    exercise: Exercise, known: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Candidates for the questions that the setting of the device decides, and right answers to
    all; and the others, for which the small setting of the demo will do, if there is one."""
    if not exercise.demo_setting:
        return list(known), []
    solution = read_solution(exercise.file("solution.py"))
    decided = on_the_setting(solution, exercise.file("checks.py"))
    full: list[Candidate] = []
    small: list[Candidate] = []
    for each in known:
        (full if each.sort in ALWAYS or each.question in decided else small).append(each)
    return full, small


def _prove(course: Course, exercise: Exercise, pool: Pool, wanted: Wanted) -> bool:
    """Prove one exercise and print what came of it; returns whether all is as it has to be."""
    slow = is_slow(exercise)
    died = kept.read(exercise) if slow and not wanted.mutants else None
    fresh = wanted.mutants or not slow or (died is None and wanted.question is None)
    reviewed = read_reviewed(exercise)
    mistakes = load_mistakes(exercise)  # who grades goes on without their hints; an author may not
    with progress(f"{exercise.name}: {SEEDS} seeds", None) as bar:
        fortune = try_seeds(
            exercise, wanted.question, wanted.workers, lambda: bar.advance(bar.task_ids[0])
        )
    known = list(
        candidates(
            exercise, wanted.question, with_mutants=fresh, boundaries=fortune.only_in_sandbox
        )
    )
    known += [
        *varied(exercise, mistakes, wanted.question),
        *mixed(exercise, mistakes, wanted.question),
    ]
    full, small = _by_setting(exercise, known)
    with progress(exercise.name, len(known)) as bar:
        proofs = prove(exercise, full, pool, lambda _proof: bar.advance(bar.task_ids[0]))
        if small:
            demo = exercise.at(exercise.device, exercise.demo_setting)
            with Pool(course, demo, wanted.workers) as other:
                proofs += prove(demo, small, other, lambda _proof: bar.advance(bar.task_ids[0]))
    if fresh:
        died = deaths(proofs)
    found = None if died is None else score(died, reviewed, wanted.question)
    crossed = untrue(crossings(proofs), reviewed, wanted.question)
    console().print(_table(exercise, proofs, found, len(crossed), fortune))
    _print_faults(proofs)
    _print_luck(fortune)
    for fault in crossed:
        print(f"  {fault}")
    if wanted.hints:
        _print_hints(proofs)
    if found is not None:
        _print_mutants(found)
    if died is not None and fresh and slow and wanted.question is None:
        if wanted.mutants:
            kept.write(exercise, died)
        else:
            todo = f"`autograder validate {exercise.name} --mutants` keeps this for the next time"
            print(f"  the mutants were run, because {kept.FILE} does not fit; {todo}")
    right = not (crossed or any(proof.faults or proof.wrong_hints for proof in proofs))
    right = right and not fortune.faults
    return right and (found is None or found.is_enough)


def _print_faults(proofs: Sequence[Proof]) -> None:
    for proof in proofs:
        for fault in (*proof.faults, *proof.wrong_hints):
            print(f"  {_named(proof.candidate)}: {fault}")


def _print_luck(fortune: Fortune) -> None:
    for candidate, fault in fortune.faults:
        print(f"  {_named(candidate)}: {fault}")


def _named(candidate: Candidate) -> str:
    name = candidate.name
    if candidate.sort in (Sort.MUTANT, Sort.BOUNDARY):
        name = f"of {candidate.question}\n{indent(name, '    ')}\n   "
    return f"{candidate.sort} {name}"


def _print_hints(proofs: Sequence[Proof]) -> None:
    """For the author's eyes: whether a hint is true of a fault that is not in the catalogue."""
    for proof in proofs:
        if proof.candidate.sort is Sort.MUTANT and proof.hint:
            change = indent(proof.candidate.name, "    ")
            print(f"  a mutant of {proof.candidate.question} gets '{proof.hint}':\n{change}")


def _print_mutants(found: Score) -> None:
    for question, change in found.survivors:
        print(f"  a mutant of {question} survives:\n{indent(change, '    ')}")
    for fault in found.faults:
        print(indent(fault, "  "))
    if found.share < BAR:
        print(f"  too few mutants lose points: {found.share:.1%}, where {BAR:.0%} have to")


def _table(
    exercise: Exercise,
    proofs: Sequence[Proof],
    found: Score | None,
    untrue_hints: int,
    fortune: Fortune,
) -> Table:
    table = Table(title=f"{exercise.name} · {exercise.title}", title_justify="left")
    table.add_column("what is proved")
    table.add_column("as it has to be", justify="right")
    for sort, title in TITLES.items():
        ours = [proof for proof in proofs if proof.candidate.sort is sort]
        if ours:
            right = sum(not proof.faults for proof in ours)
            table.add_row(title, f"{right} of {len(ours)}")
            if sort in HINTS:
                hinted = sum(not proof.wrong_hints for proof in ours)
                table.add_row(HINTS[sort], f"{hinted} of {len(ours)}")
    tried = [candidate for candidate, luck in fortune.lucks if luck.seeds]
    for title, sorts in AT_EVERY_SEED.items():
        asked = sum(candidate.sort in sorts for candidate in tried)
        lucky = sum(candidate.sort in sorts for candidate, _fault in fortune.faults)
        if asked:
            table.add_row(title, f"{asked - lucky} of {asked}")
    asked_about = sum(proof.candidate.sort in CROSSED for proof in proofs)
    if asked_about:
        table.add_row(f"hints that are not true of {asked_about} wrong answers", str(untrue_hints))
    if found is not None:
        more = f" ({found.equivalent} equivalent)" if found.equivalent else ""
        asked = found.mutants - found.equivalent
        table.add_row(f"mutants lose points{more}", f"{found.killed} of {asked}")
        table.add_row("mutation score", f"{found.share:.1%}")
    return table
