"""A few candidates for a machine on which nothing has changed since everything was proved."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course import Exercise
from autograder.validation.candidates import WHOLE, Candidate, Sort, candidates


def samples(exercise: Exercise, seal: str) -> Iterator[Candidate]:
    """The reference, the stub, all liars, and one mistake of each question: another one whenever
    the seal is another one."""
    wrong: dict[str, list[Candidate]] = {}
    for each in candidates(exercise):
        if each.sort in WHOLE:
            yield each
        elif each.sort is Sort.MISTAKE:
            wrong.setdefault(each.question, []).append(each)
    for mistakes in wrong.values():
        yield mistakes[int(seal, 16) % len(mistakes)]
