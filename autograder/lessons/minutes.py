"""How long a lesson takes: computed from what there is to read, to write and to choose."""

from __future__ import annotations

from typing import NamedTuple

from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion
from autograder.course.solution import read_solution
from autograder.lessons.words import CHOICES, reading
from autograder.notebooks.kinds import ANSWER, WRITTEN

WORDS_A_MINUTE = 150
A_FUNCTION = 8  # minutes for a task in code
BY_HAND = 3  # for values, and for an answer in words
A_CHOICE = 1
MOST = 2  # the slow take twice as long as this
STEP = 5  # what nobody believes to the minute is rounded


class Minutes(NamedTuple):
    """From the quick to the slow."""

    low: int
    high: int


def minutes(exercise: Exercise) -> Minutes:
    """How long an exercise takes. Its lesson in the source language counts, so that a course takes
    as long in each of its languages."""
    read = reading(exercise, exercise.source_language)
    solution = read_solution(exercise.file("solution.py"))
    needed = read.words / WORDS_A_MINUTE
    for cell, _words in read.cells:
        if cell.kind in CHOICES:
            needed += A_CHOICE
        elif cell.kind == WRITTEN:
            needed += BY_HAND
        elif cell.kind == ANSWER:
            is_function = isinstance(solution.question(cell.name), FunctionQuestion)
            needed += A_FUNCTION if is_function else BY_HAND
    low = max(STEP, _rounded(needed))
    return Minutes(low, max(low + STEP, _rounded(MOST * needed)))


def _rounded(number: float) -> int:
    return round(number / STEP) * STEP
