"""A submission on its way through an engine: what was asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field

from autograder.course import Exercise
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult

__all__ = ["CancelledError", "OnQuestion", "Ticket"]

OnQuestion = Callable[[QuestionResult], None]


@dataclass(eq=False)
class Ticket:
    """The promise of a grading. It is told from another thread, and may be asked from any.

    `alone` says that the machine may have had a hand in the first verdict: this is the second try,
    while nothing else is graded.
    """

    number: int
    exercise: Exercise
    submission: Submission
    priority: int = 0
    on_question: OnQuestion | None = None
    alone: bool = False
    give_up: Callable[[Ticket], None] = lambda _ticket: None
    future: Future[Graded] = field(default_factory=Future)
    told: set[str] = field(default_factory=set)

    def result(self, timeout: float | None = None) -> Graded:
        """Wait for the grading. Raises AutograderError if nothing can be graded, CancelledError if
        it was cancelled, TimeoutError after so many seconds."""
        return self.future.result(timeout)

    @property
    def done(self) -> bool:
        """Whether there is a grading, or an error, or nobody wants it any more."""
        return self.future.done()

    def cancel(self) -> bool:
        """Take it back: it is not begun, or ended at once. False where it was done before."""
        if not self.future.cancel() and not self.future.cancelled():
            return False
        self.give_up(self)
        return True

    def when_done(self, call: Callable[[Ticket], None]) -> None:
        """Call this when it is done, from whatever thread; at once if it is done already."""
        self.future.add_done_callback(lambda _future: call(self))

    def tell(self, result: QuestionResult) -> None:
        """A question of it has its verdict: told once, whatever a second try says."""
        if self.on_question is not None and not self.done and result.name not in self.told:
            self.told.add(result.name)
            self.on_question(result)

    def settle(self, outcome: Graded | Exception) -> None:
        """What came of it. Whoever has taken it back hears nothing."""
        if not self.future.set_running_or_notify_cancel():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)
