"""What the service asks of an engine: the real one, its fake, and the workers of a cluster."""

from __future__ import annotations

from typing import Protocol

from autograder.course import Exercise
from autograder.engine.ticket import OnQuestion, Ticket
from autograder.grading import Submission

TRIAL = -10  # priorities in the engine: nobody waits for a trial
HAND_IN = 0
LATER = 5  # a check of somebody whose checks have taken long
CHECK = 10  # who waits at a cell comes first

# Workers that no hand-in takes, however long it lasts: one for all checks, and the others for those
# of people who have used little. Several: each may be held by somebody's loop without an end.
BEYOND = ((LATER, 1), (CHECK, 4))


class Asked(Protocol):
    """Takes submissions at any moment, those with a larger priority first."""

    @property
    def workers(self) -> int:
        """How many hand-ins it grades at once; of a cluster, how many it takes just now."""

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
