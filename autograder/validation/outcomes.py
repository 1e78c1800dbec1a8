"""What trying answers at many seeds has shown: how often each was caught, and which hints fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from autograder.validation.candidates import Candidate, Sort
from autograder.validation.mutants import Mutant
from autograder.validation.score import Key


class Outcome(msgspec.Struct, frozen=True):
    """How often an answer lost points, out of so many seeds; none where it cannot be tried here.

    `broken` says what went wrong in trying it. `fitting` are the known mistakes whose hints would
    be true of it, where two faults are mixed in it.
    """

    lost: int = 0
    seeds: int = 0
    broken: str = ""
    fitting: tuple[str, ...] = ()

    def fault(self, sort: Sort) -> str:
        """What is wrong with that, if it is an answer of this sort; empty where nothing is."""
        if self.broken or self.seeds == 0:
            return self.broken
        if sort in (Sort.REFERENCE, Sort.ALTERNATIVE):
            return f"is refused at {self.lost} of {self.seeds} seeds" if self.lost else ""
        if sort is Sort.MISTAKE and self.lost == 0:
            return f"loses nothing at {self.seeds} seeds"
        if sort is Sort.BOUNDARY and self.lost < self.seeds:
            return f"loses nothing at {self.seeds - self.lost} of {self.seeds} seeds"
        if 0 < self.lost < self.seeds:
            return f"is caught at {self.lost} of {self.seeds} seeds only: add an input"
        return ""


@dataclass
class Outcomes:
    """What became of all answers, at all seeds, where they could be tried in this process.

    `boundaries` are the mutants at a boundary of the exercise.
    """

    boundaries: list[Mutant]
    tried: list[tuple[Candidate, Outcome]]

    @property
    def only_in_sandbox(self) -> list[Mutant]:
        """The mutants at a boundary that could not be tried here."""
        tried = {key for key, _outcome in self._of(Sort.BOUNDARY)}
        return [each for each in self.boundaries if (each.question, each.change) not in tried]

    @property
    def deaths(self) -> dict[Key, bool]:
        """The mutants that were tried here, and whether each has lost points."""
        died: dict[Key, bool] = {}
        for key, outcome in self._of(Sort.MUTANT):
            died[key] = died.get(key, True) and outcome.lost > 0
        return died

    def has_tried(self, candidate: Candidate) -> bool:
        """Whether two faults in one answer were tried here: that is proof enough."""
        key = (candidate.question, candidate.name)
        return candidate.sort is Sort.MIXED and key in self._mixed

    @cached_property
    def _mixed(self) -> set[Key]:
        return {key for key, _outcome in self._of(Sort.MIXED)}

    def doubts(self, died: Mapping[Key, bool]) -> Iterator[tuple[Candidate, str]]:
        """The mutants of which the sandbox has seen another death than this process. `died` says
        what it has seen."""
        for candidate, outcome in self.tried:
            here, there = outcome.lost > 0, died.get((candidate.question, candidate.name))
            if candidate.sort is Sort.MUTANT and outcome.seeds and there not in (None, here):
                yield (
                    candidate,
                    f"loses points at {outcome.lost} of {outcome.seeds} seeds, but "
                    + ("none in the sandbox" if here else "some in the sandbox"),
                )

    @property
    def fitting(self) -> list[tuple[Candidate, tuple[str, ...]]]:
        """Answers with two faults that were tried here, and the hints that are true of them."""
        mixed = [pair for pair in self.tried if pair[0].sort is Sort.MIXED and pair[1].seeds]
        return [(candidate, outcome.fitting) for candidate, outcome in mixed]

    def _of(self, sort: Sort) -> Iterator[tuple[Key, Outcome]]:
        for candidate, outcome in self.tried:
            if candidate.sort is sort and outcome.seeds:
                yield (candidate.question, candidate.name), outcome

    @property
    def faults(self) -> list[tuple[Candidate, str]]:
        """The answers whose outcome is not what it has to be, each with what is wrong."""
        found = [(candidate, outcome.fault(candidate.sort)) for candidate, outcome in self.tried]
        return [(candidate, fault) for candidate, fault in found if fault]
