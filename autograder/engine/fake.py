"""A fake engine: the same promises, and verdicts that a test has made up. No process is started.

engine = FakeEngine(lambda exercise, submission: graded(score=10))
engine.hold()                      # nothing is graded until ...
ticket = engine.submit(exercise, submission, priority=1)
engine.go_on()
assert ticket.result().report.score == 10
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import count

from autograder.closing import Closing
from autograder.course import Exercise
from autograder.engine.engine import closed_error
from autograder.engine.grader_process import left_error
from autograder.engine.in_order import in_turn
from autograder.engine.messages import Target
from autograder.engine.queue import Queue
from autograder.engine.ticket import OnQuestion, Ticket
from autograder.grading import Graded, Submission

Verdict = Callable[[Exercise, Submission], Graded]


class FakeEngine(Closing):
    """Grades in the thread that submits, or when it is told to go on, by what `verdict` says.

    Whatever `verdict` raises is what the ticket raises. `tries` are the submissions that were
    graded, in their order.
    """

    def __init__(self, verdict: Verdict, isolation: str = "full") -> None:
        self._verdict = verdict
        self._isolation = isolation
        self._numbers = count(1)
        self._waiting: Queue[Ticket] = Queue()
        self._holds = self._closed = False
        self.workers = 1
        self.tries: list[Submission] = []

    def submit(
        self,
        exercise: Exercise,
        submission: Submission,
        *,
        priority: int = 0,
        on_question: OnQuestion | None = None,
        alone: bool = False,
        once: bool = False,
    ) -> Ticket:
        """As `Engine.submit` does."""
        if self._closed:
            raise closed_error()
        asked = (exercise, submission, priority, on_question, alone, once)
        ticket = Ticket(next(self._numbers), *asked, give_up=self._give_up)
        self._waiting.put(ticket.number, ticket, priority)
        if not self._holds:
            self.go_on()
        return ticket

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        """As `Engine.grade` does."""
        return in_turn(self, exercise, submissions, ahead=1)

    def open(self, exercise: Exercise) -> Future[str]:
        """As `Engine.open` does."""
        Target.of(exercise)  # refuses what is none
        if self._closed:
            raise closed_error()
        answer: Future[str] = Future()
        answer.set_result(self._isolation)
        return answer

    def isolation(self, exercise: Exercise) -> str:
        """As `Engine.isolation` does."""
        return self.open(exercise).result()

    def hold(self) -> None:
        """Let what is submitted from now on wait."""
        self._holds = True

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(1 for _each in self._waiting)

    def go_on(self) -> None:
        """Grade all that waits."""
        self._holds = False
        while (ticket := self._waiting.take()) is not None:
            self._grade(ticket)

    def close(self) -> None:
        """As `Engine.close` does."""
        self._closed = True
        while (ticket := self._waiting.take()) is not None:
            ticket.settle(left_error())

    def _grade(self, ticket: Ticket) -> None:
        if ticket.done:
            return
        self.tries.append(ticket.submission)
        try:
            graded = self._verdict(ticket.exercise, ticket.submission)
        except Exception as error:
            ticket.settle(error)
            return
        if graded.again and not ticket.alone and not ticket.once:
            ticket.alone = True
            self._waiting.put(ticket.number, ticket, ticket.priority)
            return
        ticket.settle(graded)

    def _give_up(self, ticket: Ticket) -> None:
        self._waiting.cancel(ticket.number)
