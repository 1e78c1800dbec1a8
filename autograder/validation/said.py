"""What a proof has found, in sentences for the author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent

from autograder.course import Exercise
from autograder.validation import kept
from autograder.validation.candidates import Candidate, Sort
from autograder.validation.figures import TITLES, Figures, shown
from autograder.validation.outcomes import Outcomes
from autograder.validation.prove import Proof
from autograder.validation.score import BAR, Key, Score


def said_of_proofs(proofs: Sequence[Proof]) -> Iterator[str]:
    """The verdicts and the hints that are not what they have to be."""
    for proof in proofs:
        for fault in (*proof.faults, *proof.wrong_hints):
            yield f"{_named(proof.candidate)}: {fault}"


def said_of_seeds(outcomes: Outcomes, in_sandbox: Mapping[Key, bool]) -> Iterator[str]:
    """The answers that are caught or refused at some seeds only; and the mutants that lose points
    in this process or `in_sandbox`, and not in both."""
    for candidate, fault in (*outcomes.faults, *outcomes.doubts(in_sandbox)):
        yield f"{_named(candidate)}: {fault}"


def said_again(differ: Sequence[tuple[Proof, str]]) -> Iterator[str]:
    """What an answer gets alone or in a file, and does not get in the whole notebook."""
    for proof, said in differ:
        yield f"{_named(proof.candidate)}: {said}"


def said_of_mutants(found: Score) -> tuple[list[str], list[str]]:
    """Faults, and notes: mutants that survive are a fault only where too many of them do."""
    alive = [
        f"a mutant of {question} survives:\n{indent(change, '    ')}"
        for question, change in found.survivors
    ]
    untrue = [fault.replace("\n", "\n  ") for fault in found.faults]
    if found.share >= BAR:
        return untrue, alive
    few = f"too few mutants lose points: {found.share:.1%}, where {BAR:.0%} have to"
    return [*alive, *untrue, few], []


def changed(exercise: Exercise, then: Figures, now: Figures) -> Iterator[str]:
    """What was counted in another number than proved.json says, which is published."""
    kinds = list(TITLES)
    kinds += sorted((now.keys() | then.keys()) - TITLES.keys())  # of another version of ours
    for kind in kinds:
        figures = (then.get(kind), now.get(kind))
        if figures[0] != figures[1]:
            said, found = (shown(each) if each else "nothing" for each in figures)
            todo = f"`autograder validate {exercise.name} --mutants --keep` writes it"
            yield f"{kept.FILE} says {said} for “{TITLES.get(kind, kind)}”, it is {found}: {todo}"


def does_not_fit(exercise: Exercise) -> str:
    """A note where nothing was kept of the exercise as it is now."""
    todo = f"`autograder validate {exercise.name} --keep` writes it"
    return f"no {kept.FILE} fits this exercise as it is: {todo}"


def _named(candidate: Candidate) -> str:
    name = candidate.name
    if candidate.sort in (Sort.MUTANT, Sort.BOUNDARY):
        name = f"of {candidate.question}\n{indent(name, '    ')}\n   "
    return f"{candidate.sort} {name}"
