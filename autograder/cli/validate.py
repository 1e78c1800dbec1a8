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
from autograder.cli.build import generated_files
from autograder.cli.common import chosen, console, open_course, progress
from autograder.course import Course, Exercise
from autograder.course.solution import read_solution
from autograder.engine.devices import choose_device
from autograder.engine.pool import Pool
from autograder.errors import UsageError
from autograder.language import SOURCE_LANGUAGE
from autograder.validation import kept
from autograder.validation.candidates import ALWAYS, Candidate, Sort, candidates
from autograder.validation.crossing import Crossing, crossings, mixed, not_recorded, untrue, varied
from autograder.validation.figures import TITLES, Figures, count
from autograder.validation.luck import Fortune
from autograder.validation.prove import Proof, prove
from autograder.validation.related import is_slow, on_the_setting
from autograder.validation.reviewed import read_reviewed
from autograder.validation.score import BAR, Key, Score, deaths, score
from autograder.validation.seeds import SEEDS, try_seeds


@dataclass(frozen=True)
class Wanted:
    """What is asked for: one question or all, what is slow as well, the hints of mutants."""

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
    exercises = [choose_device(exercise, wanted.device) for exercise in chosen(course, name)]
    for exercise in exercises:
        if (exercise.folder / f"lesson.{SOURCE_LANGUAGE}.md").is_file():
            generated_files(exercise)  # raises what `autograder build` would raise
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
    before = kept.read(exercise)
    fresh = wanted.mutants or not slow or (before is None and wanted.question is None)
    reviewed = read_reviewed(exercise)
    fortune = _try_seeds(exercise, wanted)
    known = [
        each for each in _known(exercise, wanted, fortune, fresh) if not fortune.has_tried(each)
    ]
    proofs = _graded(course, exercise, known, pool, wanted.workers)

    died: dict[Key, bool] | None = None
    mixed_before = 0
    crossed_before: tuple[Crossing, ...] = ()
    if fresh:
        died = fortune.deaths | deaths(proofs)
    elif before is not None:
        died = kept.died(exercise, before) | fortune.deaths
        mixed_before, crossed_before = before.mixed, before.crossed
    fitting = [(each.candidate, each.fitting.get(each.candidate.question, ())) for each in proofs]
    found = [*crossings([*fitting, *fortune.fitting]), *crossed_before]
    counted = None if died is None else score(died, reviewed, wanted.question)
    figures = count(proofs, fortune, not_recorded(found, reviewed), mixed_before, counted)

    console().print(_table(exercise, figures, counted))
    faults = [*_faults(proofs), *_luck(fortune)]
    faults += untrue(found, reviewed, wanted.question)
    if counted is not None:
        faults += _mutants(counted)
    if not faults and not wanted.mutants and wanted.question is None:
        faults += _changed(exercise, before, figures)
    for fault in faults:
        print(f"  {fault}")
    if wanted.hints:
        _print_hints(proofs)
    if died is not None and wanted.mutants and wanted.question is None:
        asked = [each.candidate for each in proofs if each.candidate.sort is Sort.MIXED]
        names = {(each.question, each.name) for each in asked}
        crossed = tuple(each for each in found if (each.question, each.of) in names)
        now = kept.Kept(kept.digest(exercise), figures, kept.alive(died), len(asked), crossed)
        kept.write(exercise, now)
    return not faults


def _try_seeds(exercise: Exercise, wanted: Wanted) -> Fortune:
    with progress(f"{exercise.name}: {SEEDS} seeds", None) as bar:
        return try_seeds(
            exercise, wanted.question, wanted.workers, lambda: bar.advance(bar.task_ids[0])
        )


def _known(
    exercise: Exercise, wanted: Wanted, fortune: Fortune, fresh: bool
) -> Iterator[Candidate]:
    """All answers whose verdict is known; what is slow only where it is `fresh`."""
    mistakes = load_mistakes(exercise)  # who grades goes on without their hints; an author may not
    yield from candidates(
        exercise, wanted.question, with_mutants=fresh, boundaries=fortune.only_in_sandbox
    )
    yield from varied(exercise, mistakes, wanted.question)
    if fresh:
        yield from mixed(exercise, mistakes, wanted.question)


def _graded(
    course: Course, exercise: Exercise, known: Sequence[Candidate], pool: Pool, workers: int | None
) -> list[Proof]:
    full, small = _by_setting(exercise, known)
    with progress(exercise.name, len(known)) as bar:
        proofs = prove(exercise, full, pool, lambda _proof: bar.advance(bar.task_ids[0]))
        if small:
            demo = exercise.at(exercise.device, exercise.demo_setting)
            with Pool(course, demo, workers) as other:
                proofs += prove(demo, small, other, lambda _proof: bar.advance(bar.task_ids[0]))
    return proofs


def _changed(exercise: Exercise, before: kept.Kept | None, figures: Figures) -> Iterator[str]:
    """What was counted in another number than proved.json says, which is published."""
    todo = f"`autograder validate {exercise.name} --mutants` writes it"
    if before is None:
        print(f"  {kept.FILE} does not fit this exercise: {todo}")
        return
    for kind in sorted(figures.keys() | before.figures.keys(), key=list(TITLES).index):
        now, then = figures.get(kind), before.figures.get(kind)
        if now != then:
            said, found = (_of(each) if each else "nothing" for each in (then, now))
            yield f"{kept.FILE} says {said} for “{TITLES[kind]}”, it is {found}: {todo}"


def _faults(proofs: Sequence[Proof]) -> Iterator[str]:
    for proof in proofs:
        for fault in (*proof.faults, *proof.wrong_hints):
            yield f"{_named(proof.candidate)}: {fault}"


def _luck(fortune: Fortune) -> Iterator[str]:
    for candidate, fault in fortune.faults:
        yield f"{_named(candidate)}: {fault}"


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


def _mutants(found: Score) -> Iterator[str]:
    for question, change in found.survivors:
        survives = f"a mutant of {question} survives:\n{indent(change, '    ')}"
        if found.share < BAR:
            yield survives
        else:
            print(f"  {survives}")
    for fault in found.faults:
        yield fault.replace("\n", "\n  ")
    if found.share < BAR:
        yield f"too few mutants lose points: {found.share:.1%}, where {BAR:.0%} have to"


def _table(exercise: Exercise, figures: Figures, found: Score | None) -> Table:
    table = Table(title=f"{exercise.name} · {exercise.title}", title_justify="left")
    table.add_column("what is proved")
    table.add_column("as it has to be", justify="right")
    for kind, figure in figures.items():
        table.add_row(TITLES[kind], _of(figure))
    if found is not None:
        table.add_row("mutation score", f"{found.share:.1%}")
    return table


def _of(figure: tuple[int, int]) -> str:
    return f"{figure[0]} of {figure[1]}"
