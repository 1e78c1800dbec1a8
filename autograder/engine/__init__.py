"""Grade submissions, many at once, the urgent first, in processes that stay warm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from autograder.course import Exercise
from autograder.grading import Graded, Submission

MOST_ON_GPU = 4  # submissions at once: each takes about a gigabyte of its memory


class Runner(Protocol):
    """The seam: submissions go in, gradings come out in any order, each exactly once."""

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission], /
    ) -> Iterator[tuple[Submission, Graded]]:
        """Grade every submission; raises AutograderError only if nothing can be graded."""

    def isolation(self, exercise: Exercise, /) -> str:
        """How well an exercise's students' code is kept in."""
