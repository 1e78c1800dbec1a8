"""What the service asks of an engine: the real one, its fake, and the workers of a cluster."""

from __future__ import annotations

from typing import Protocol

from autograder.course import Exercise
from autograder.engine.ticket import OnQuestion, Ticket
from autograder.grading import Submission


class Asked(Protocol):
    """Takes submissions at any moment, those with a larger priority first."""

    @property
    def workers(self) -> int:
        """How many it grades at once; of a cluster, how many it takes just now."""

    def submit(
        self,
        exercise: Exercise,
        submission: Submission,
        /,
        *,
        priority: int = 0,
        on_question: OnQuestion | None = None,
        once: bool = False,
    ) -> Ticket:
        """Let a submission be graded, `once` without a second try; raises AutograderError where
        that cannot be."""

    def isolation(self, exercise: Exercise, /) -> str:
        """How well an exercise's students' code is kept in; waits until that is known."""
