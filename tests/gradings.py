"""Gradings for tests: here, one after the other, or by an engine; and what would run for one."""

from __future__ import annotations

from collections.abc import Iterable

import toy_course as toy

from autograder.course import Exercise
from autograder.engine import Runner
from autograder.engine.in_process import InProcess
from autograder.grading import ExerciseContext, Graded, Submission
from autograder.grading.grade import read_work
from autograder.grading.needed import needed


def graded_by(
    runner: Runner, exercise: Exercise, submissions: Iterable[Submission]
) -> list[Graded]:
    """The gradings alone, in the order in which they came."""
    return [graded for _submission, graded in runner.grade(exercise, submissions)]


def grade_here(exercise: Exercise, submissions: Iterable[Submission]) -> list[Graded]:
    """The gradings of this process, in the order of the submissions."""
    return graded_by(InProcess(), exercise, submissions)


def sources_run(context: ExerciseContext, its_cells: list[toy.Json], *questions: str) -> list[str]:
    """The sources of the cells of a toy notebook that run for some questions alone."""
    submission = Submission("ann", "toy", toy.notebook(its_cells))
    work = read_work(submission, context)
    found = needed(questions, work, submission, context)
    return [cell.raw.source for cell, runs in found.steps if runs]
