"""The mutation score: how many mutants of the reference the hidden checks kill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.validation.candidates import Sort
from autograder.validation.prove import Proof
from autograder.validation.reviewed import FILE, Reviewed

Key = tuple[str, str]  # a question, and what the mutant changes in its answer
BAR = 0.97


@dataclass(frozen=True)
class Score:
    """How many of the mutants died, and how many are equivalent to the reference.

    `survivors` lose nothing and are not recorded as equivalent; `faults` are wrong records.
    """

    mutants: int
    killed: int
    equivalent: int
    survivors: tuple[Key, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The killed ones among those that are not equivalent."""
        asked = self.mutants - self.equivalent
        return self.killed / asked if asked else 1.0


def deaths(proofs: Iterable[Proof]) -> dict[Key, bool]:
    """The mutants among the proofs, and whether each has lost points, under every id."""
    died: dict[Key, bool] = {}
    for proof in proofs:
        if proof.candidate.sort is Sort.MUTANT:
            key = (proof.candidate.question, proof.candidate.name)
            died[key] = died.get(key, True) and proof.lost
    return died


def score(died: Mapping[Key, bool], reviewed: Reviewed, question: str | None = None) -> Score:
    """Count the mutants, or those of one question. What is recorded has to be there, and alive."""
    known = set(reviewed.mutants())
    if question is not None:
        known = {mutant for mutant in known if mutant[0] == question}
        died = {mutant: lost for mutant, lost in died.items() if mutant[0] == question}
    alive = {mutant for mutant, lost in died.items() if not lost}
    faults = [
        f"{FILE}: a mutant of {asked} {what}:\n{change}"
        for what, wrong in (
            ("is not made any more", known - died.keys()),
            ("is not equivalent, it loses points", known & died.keys() - alive),
        )
        for asked, change in sorted(wrong)
    ]
    return Score(
        mutants=len(died),
        killed=len(died) - len(alive),
        equivalent=len(alive & known),
        survivors=tuple(mutant for mutant in died if mutant in alive - known),
        faults=tuple(faults),
    )
