"""A submission on its way through an engine: what was asked for, and what comes of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from autograder.course import Exercise
from autograder.engine.messages import Job, Target
from autograder.errors import UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult
from autograder.wire.channel import MAX_MESSAGE

__all__ = ["CancelledError", "OnQuestion", "Ticket"]

Told = TypeVar("Told")
OnQuestion = Callable[[QuestionResult], None]

HIGHEST = (1 << 63) - 1

_log = logging.getLogger(__name__)


class Reader(threading.Thread):
    """The thread in which an engine hears what came of its tickets, and tells it on."""


def see_that_one_may_wait() -> None:
    """Raises UsageError where who is told of a grading would wait for another one for ever."""
    if isinstance(threading.current_thread(), Reader):
        what = "Who is told of a grading cannot wait for another one here: it would never come."
        raise UsageError(what, todo="Wait for it in a thread of your own.")


@dataclass(eq=False)
class Ticket:
    """The promise of a grading. It is told from another thread, and may be asked from any.

    Raises UsageError where there is nothing that could be graded: it would end the grader process.

    `alone` says that the machine may have had a hand in the first verdict: this is the second try,
    while nothing else is graded. `once` says that there is none.
    """

    number: int
    exercise: Exercise
    submission: Submission
    priority: int = 0
    on_question: OnQuestion | None = None
    alone: bool = False
    once: bool = False
    give_up: Callable[[Ticket], None] = lambda _ticket: None
    future: Future[Graded] = field(default_factory=Future)
    told: set[str] = field(default_factory=set)
    job: Job = field(init=False)

    def __post_init__(self) -> None:
        target = Target.of(self.exercise)
        _see_that_it_is_a_submission(self.submission)
        if not isinstance(self.priority, int) or abs(self.priority) > HIGHEST:
            what = f"{self.priority!r} is no priority."
            raise UsageError(what, todo="Name a whole number; a larger one comes first.")
        tells = self.on_question is not None
        self.job = Job(self.number, target, self.submission, self.priority, tells)
        if (size := len(msgspec.msgpack.encode(self.job))) > MAX_MESSAGE:
            what = f"This submission is too large to be graded: {size:,} bytes."
            raise UsageError(what, todo=f"At most {MAX_MESSAGE:,} are possible.")

    def __repr__(self) -> str:
        state = "done" if self.done else "not done"
        return f"<Ticket {self.number}: {self.exercise.name} of {self.submission.student}, {state}>"

    def result(self, timeout: float | None = None) -> Graded:
        """Wait for the grading. Raises AutograderError if nothing can be graded, CancelledError if
        it was cancelled, TimeoutError after so many seconds; UsageError where it would never come.
        """
        if not self.done:
            see_that_one_may_wait()
        return self.future.result(timeout)

    @property
    def done(self) -> bool:
        """Whether there is a grading, or an error, or nobody wants it any more."""
        return self.future.done()

    def cancel(self) -> bool:
        """Take it back: it is not begun, or ended at once. False where it was done before."""
        if not self.future.cancel():
            return False
        self.give_up(self)
        return True

    def when_done(self, call: Callable[[Ticket], None]) -> None:
        """Call this when it is done, from whatever thread; at once if it is done already."""
        self.future.add_done_callback(lambda _future: _call(call, self, "when_done"))

    def tell(self, result: QuestionResult) -> None:
        """A question of it has its verdict: told once, whatever a second try says."""
        if self.on_question is None or self.done or result.name in self.told:
            return
        self.told.add(result.name)
        _call(self.on_question, result, "on_question")

    def settle(self, outcome: Graded | Exception) -> None:
        """What came of it; first the questions that were not told yet, as where another try has
        decided. Whoever has taken it back hears nothing."""
        if isinstance(outcome, Graded):
            for result in outcome.report.questions:
                self.tell(result)
        if not self.future.set_running_or_notify_cancel():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


def _call(call: Callable[[Told], None], given: Told, name: str) -> None:
    """Where the caller stops over what it is told, that is logged: others wait behind it."""
    try:
        call(given)
    except (Exception, SystemExit):  # which would end the thread that tells, and no more
        _log.exception("%s has stopped with an error; the grading goes on.", name)


def _see_that_it_is_a_submission(submission: object) -> None:
    try:
        msgspec.msgpack.decode(msgspec.msgpack.encode(submission), type=Submission)
    except (msgspec.ValidationError, TypeError, UnicodeError) as error:
        todo = "Make one with Submission.from_file, or Submission(student, exercise, content)."
        raise UsageError(f"This is no submission: {error}.", todo=todo) from error
