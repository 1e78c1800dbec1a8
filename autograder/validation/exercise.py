"""Prove the checks of an exercise: grade answers whose verdict is known, and count.

Everything is graded where nothing fits that was proved before. Where the seal of proved.json fits,
the same answers have met the same code: then a sample is graded, to see that this machine agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest

from autograder.checking.mistakes import load_mistakes
from autograder.course import Course, Exercise
from autograder.engine import Runner
from autograder.engine.digests import library_versions
from autograder.engine.engine import Engine
from autograder.errors import UsageError
from autograder.validation import kept
from autograder.validation.candidates import Candidate, Sort, candidates
from autograder.validation.choices import badly_spread
from autograder.validation.crossing import Crossing, crossings, mixed, not_recorded, untrue, varied
from autograder.validation.figures import AGAIN, Figures, count
from autograder.validation.grader import Grader, Watch, unwatched
from autograder.validation.outcomes import Outcomes
from autograder.validation.prove import Proof
from autograder.validation.related import is_slow
from autograder.validation.reviewed import read_reviewed
from autograder.validation.said import (
    changed,
    does_not_fit,
    said_again,
    said_of_mutants,
    said_of_proofs,
    said_of_seeds,
)
from autograder.validation.samples import samples
from autograder.validation.score import Key, Score, deaths, score
from autograder.validation.seal import seal_of
from autograder.validation.seeds import SEEDS, try_seeds


@dataclass(frozen=True)
class Wanted:
    """What is to be proved: one question or all, and how much of it.

    `anew` grades everything, although the seal fits; `mutants` also what is slow and was kept; with
    `keep`, a whole proof without a fault goes into proved.json, with a seal.
    """

    question: str | None = None
    anew: bool = False
    mutants: bool = False
    keep: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is left out, however slow it is."""
        return self.mutants or self.keep


@dataclass(frozen=True)
class Proved:
    """What became of one exercise.

    `faults` are the verdicts that are not what they have to be, a sentence each; `notes` do not
    count. `hints` are mutants that got the hint of a known mistake: the question, the change and
    the mistake. `since` says when `figures` were counted by the same code; it is empty if now.
    """

    exercise: Exercise
    figures: Figures
    score: Score | None = None
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hints: tuple[tuple[str, str, str], ...] = ()
    since: str = ""


def prove_exercises(
    course: Course,
    exercises: Sequence[Exercise],
    wanted: Wanted,
    *,
    workers: int | None = None,
    watch: Watch = unwatched,
) -> Iterator[Proved]:
    """Prove one exercise after the other; the next one warms up meanwhile.

    Raises UsageError where a question is asked for that is none of one exercise, or is to be kept.
    """
    if wanted.question is not None and len(exercises) != 1:
        raise UsageError("A question belongs to an exercise.", todo="Name the exercise too.")
    if wanted.question is not None and wanted.keep:
        raise UsageError(
            "The proof of one question is not kept.", todo="Leave out --keep, or --question."
        )

    with Engine(workers) as engine:
        for exercise, following in zip_longest(exercises, exercises[1:]):
            if following is not None:
                engine.open(following)
            yield prove_exercise(exercise, engine, wanted, workers, watch)


def prove_exercise(
    exercise: Exercise,
    runner: Runner,
    wanted: Wanted,
    workers: int | None = None,
    watch: Watch = unwatched,
) -> Proved:
    """Prove one exercise, or one question of it."""
    before = kept.read(exercise)
    seal = seal_of(exercise)
    grader = Grader(exercise, runner, watch)
    anew = wanted.anew or wanted.mutants or wanted.question is not None
    if before is not None and before.seal == seal and not anew:
        proofs = grader.graded(list(samples(exercise, seal)))
        faults = tuple(said_of_proofs(proofs))
        note = f"kept: proved by the same code on {before.on}; {len(proofs)} answers graded again"
        return Proved(exercise, before.figures, faults=faults, notes=(note,), since=before.on)
    with watch(f"{exercise.name}: {SEEDS} seeds", None) as advance:
        outcomes = try_seeds(exercise, wanted.question, workers, advance)
    return _proved(exercise, grader, wanted, before, outcomes, seal)


def _proved(
    exercise: Exercise,
    grader: Grader,
    wanted: Wanted,
    before: kept.Kept | None,
    outcomes: Outcomes,
    seal: str,
) -> Proved:
    question = wanted.question
    everything = wanted.whole or not is_slow(exercise)
    fresh = everything or (before is None and question is None)
    reviewed = read_reviewed(exercise)
    known = _known(exercise, question, outcomes, fresh=fresh)
    proofs = grader.graded([each for each in known if not outcomes.has_tried(each)])

    died: dict[Key, bool] | None = None
    mixed_before = 0
    crossed_before: tuple[Crossing, ...] = ()
    in_sandbox = deaths(proofs)
    if fresh:
        died = outcomes.deaths | in_sandbox
    elif before is not None:
        died = kept.died(exercise, before) | outcomes.deaths
        mixed_before, crossed_before = before.mixed, before.crossed
    fitting = [(each.candidate, each.fitting.get(each.candidate.question, ())) for each in proofs]
    found = [*crossings([*fitting, *outcomes.fitting]), *crossed_before]
    counted = None if died is None else score(died, reviewed, question)
    figures = count(proofs, outcomes, not_recorded(found, reviewed), mixed_before, counted)

    faults = [*said_of_proofs(proofs), *said_of_seeds(outcomes, in_sandbox)]
    faults += badly_spread(exercise)
    if everything:
        for kind, (asked, differ) in grader.again(proofs, every=wanted.whole).items():
            figures[kind] = asked - len({id(proof) for proof, _said in differ}), asked
            faults += said_again(differ)
    elif before is not None:
        figures |= {kind: before.figures[kind] for kind in AGAIN if kind in before.figures}
    faults += untrue(found, reviewed, question)
    notes: list[str] = []
    if counted is not None:
        wrong, alive = said_of_mutants(counted)
        faults, notes = faults + wrong, alive
    if not faults and question is None:
        if before is None and not wanted.keep:
            notes.append(does_not_fit(exercise))
        elif before is not None and not (wanted.mutants and wanted.keep):
            faults += changed(exercise, before.figures, figures)
    if died is not None and wanted.keep and not faults:
        if seal_of(exercise) == seal:
            kept.write(exercise, _to_keep(exercise, proofs, figures, died, found, seal))
        else:
            notes.append("not kept: something has changed while it was proved")
    hints = tuple(
        (each.candidate.question, each.candidate.name, each.hint)
        for each in proofs
        if each.candidate.sort is Sort.MUTANT and each.hint
    )
    return Proved(exercise, figures, counted, tuple(faults), tuple(notes), hints)


def _to_keep(
    exercise: Exercise,
    proofs: Sequence[Proof],
    figures: Figures,
    died: dict[Key, bool],
    found: Sequence[Crossing],
    seal: str,
) -> kept.Kept:
    asked = [each.candidate for each in proofs if each.candidate.sort is Sort.MIXED]
    names = {(each.question, each.name) for each in asked}
    return kept.Kept(
        digest=kept.digest(exercise),
        figures=figures,
        alive=kept.alive(died),
        mixed=len(asked),
        crossed=tuple(each for each in found if (each.question, each.of) in names),
        seal=seal,
        on=datetime.now(UTC).date().isoformat(),
        libraries=library_versions(exercise.warm),
    )


def _known(
    exercise: Exercise, question: str | None, outcomes: Outcomes, *, fresh: bool
) -> Iterator[Candidate]:
    """All answers whose verdict is known; what is slow only where it is `fresh`."""
    mistakes = load_mistakes(exercise)  # who grades goes on without their hints; an author may not
    yield from candidates(
        exercise, question, with_mutants=fresh, boundaries=outcomes.only_in_sandbox
    )
    yield from varied(exercise, mistakes, question)
    if fresh:
        yield from mixed(exercise, mistakes, question)
