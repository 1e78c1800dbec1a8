"""A class through an engine: submissions go in ahead of time, gradings come as they finish."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from typing import Protocol

from autograder.course import Exercise
from autograder.engine.ticket import Ticket, see_that_one_may_wait
from autograder.grading import Graded, Submission


class Submits(Protocol):
    """What takes submissions one by one."""

    def submit(self, exercise: Exercise, submission: Submission) -> Ticket: ...


def in_turn(
    engine: Submits, exercise: Exercise, submissions: Iterable[Submission], *, ahead: int
) -> Iterator[tuple[Submission, Graded]]:
    """Each submission with its grading; never more than `ahead` are under way, so little is lost.

    Raises what a grading raises. Whatever ends it takes back what is under way.
    """
    see_that_one_may_wait()
    finished: queue.SimpleQueue[Ticket] = queue.SimpleQueue()
    under_way: set[Ticket] = set()
    waiting = iter(submissions)

    def submit_next() -> None:
        submission = next(waiting, None)
        if submission is not None:
            ticket = engine.submit(exercise, submission)
            under_way.add(ticket)
            ticket.when_done(finished.put)

    try:
        for _place in range(ahead):
            submit_next()
        while under_way:
            ticket = finished.get()
            under_way.discard(ticket)
            graded = ticket.result()
            submit_next()
            yield ticket.submission, graded
    finally:
        for ticket in under_way:
            ticket.cancel()
