"""Answers that read the same are one pile: it is read once, and what it is given is for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from autograder.classroom.marking.answers import Answer
from autograder.classroom.marking.marks import InGradebook


class Pile(msgspec.Struct, frozen=True):
    """An answer, and what the gradebook has for each student who has given it."""

    answer: Answer
    grades: tuple[InGradebook, ...]

    @property
    def waits(self) -> bool:
        """Whether a person has to read it, for somebody at least."""
        return any(each.waits for each in self.grades)

    @property
    def before(self) -> tuple[float, ...]:
        """The points that were given by hand for an earlier text of those who wait."""
        return tuple(sorted({e.by_hand for e in self.grades if e.waits and e.by_hand is not None}))


def piles_of(grades: Iterable[InGradebook], answers: Mapping[str, Answer]) -> list[Pile]:
    """Of one question, by student: those whose beginnings are alike stand together. Who has written
    nothing waits for nobody, and is in none."""
    alike = defaultdict[str, list[InGradebook]](list)
    texts: dict[str, Answer] = {}
    for grade in grades:
        answer = answers.get(grade.student)
        if answer is None or not (grade.waits or grade.by_hand is not None):
            continue
        alike[answer.digest].append(grade)
        texts[answer.digest] = answer
    found = [Pile(texts[digest], tuple(own)) for digest, own in alike.items()]
    return sorted(found, key=lambda each: (each.answer.text.casefold(), each.answer.digest))
