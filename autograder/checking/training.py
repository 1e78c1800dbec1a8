"""Checks that train: a failure gets a second chance, with another seed."""

from __future__ import annotations

from collections.abc import Callable

from autograder.checking.answers import CheckFailed
from autograder.student import Student

SEEDS = (0, 1)


def second_chance(student: Student, attempt: Callable[[], None]) -> None:
    """Call `attempt` after setting all seeds; where it fails, once more with other seeds.

    Only the second failure counts. An error in the student's code counts at once.
    """
    first, second = SEEDS
    student.seed(first)
    try:
        attempt()
    except CheckFailed:
        student.seed(second)
        attempt()
