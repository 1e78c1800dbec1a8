"""Checks that train: a failure gets a second chance, with another seed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from autograder.checking.answers import CheckFailed
from autograder.responder import ChildDied, StudentFailure
from autograder.student import Student

SEEDS = (0, 1)


def second_chance(student: Student, attempt: Callable[[], None]) -> None:
    """Call `attempt` after setting all seeds; where it fails, once more with other seeds.

    Only the second failure counts. An error in the student's code counts at once; one that only the
    second try meets does not: the first one has failed, and has come to its end.
    """
    first, second = SEEDS
    student.seed(first)
    try:
        attempt()
    except CheckFailed as failed:
        student.seed(second)
        try:
            attempt()
        except ChildDied:
            raise
        except StudentFailure:
            raise failed from None


def best_of_two(student: Student, attempt: Callable[[], None]) -> None:
    """The same for an attempt that notes how far it got, where less than all earns something, too.

    Where it fails nothing is raised. Whatever goes wrong in the second try, such as that it takes
    too long, takes nothing away from what the first one has reached.
    """
    first, second = SEEDS
    student.seed(first)
    with suppress(CheckFailed):
        attempt()
        return
    student.seed(second)
    with suppress(CheckFailed, StudentFailure):
        attempt()
