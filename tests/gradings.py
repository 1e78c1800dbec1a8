"""Gradings for tests: here, one after the other, or by an engine."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.course import Exercise
from autograder.engine import Runner
from autograder.engine.in_process import InProcess
from autograder.grading import Graded, Submission


def graded_by(
    runner: Runner, exercise: Exercise, submissions: Iterable[Submission]
) -> list[Graded]:
    """The gradings alone, in the order in which they came."""
    return [graded for _submission, graded in runner.grade(exercise, submissions)]


def grade_here(exercise: Exercise, submissions: Iterable[Submission]) -> list[Graded]:
    """The gradings of this process, in the order of the submissions."""
    return graded_by(InProcess(), exercise, submissions)
