"""The right answers of all exercises have full marks on a machine that is four times overbooked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from busy import busy_machine

from autograder.course import CPU, Exercise, load_course
from autograder.engine.context import child_limits, open_context, shown_datasets
from autograder.grading import ExerciseContext, Submission, grade
from autograder.notebooks.fill import fill
from autograder.results import Report
from autograder.sandbox.launch import StudentSide
from autograder.validation.candidates import Candidate, Sort, candidates

COURSE = load_course(Path(__file__).parents[2])
EXERCISES = {
    each.name: each.at(CPU, each.demo_setting) if each.demo_setting else each.at(CPU)
    for each in COURSE.exercises
}
# An answer that imports in its cell what was not imported before.
ALSO = {"softmax_of_tensorflow"}


@pytest.fixture(scope="module")
def sides() -> Iterator[Callable[[Exercise], StudentSide]]:
    """One student side for all exercises without Keras, and one for those with it: each is warm
    before the machine gets busy."""
    with ExitStack() as started:

        @cache
        def start(with_keras: bool) -> StudentSide:
            ours = [each for each in EXERCISES.values() if has_keras(each) == with_keras]
            modules = dict.fromkeys(module for each in ours for module in each.warm)
            largest = max(ours, key=lambda each: each.limits.memory_megabytes)
            data = dict(pair for each in ours for pair in shown_datasets(each).items())
            side = started.enter_context(StudentSide(modules, child_limits(largest.limits), data))
            side.wait_until_warm()
            return side

        yield lambda exercise: start(has_keras(exercise))


@contextmanager
def on_one_core(side: StudentSide) -> Iterator[int]:
    """Keep this process, and the children that are forked meanwhile, on one core: so other tests
    have the others, and those that need a busy machine, too, have one of their own."""
    ours = os.sched_getaffinity(0)
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    core = sorted(ours)[worker % len(ours)]
    for process in (0, side.process):
        os.sched_setaffinity(process, {core})
    try:
        yield core
    finally:
        for process in (0, side.process):
            os.sched_setaffinity(process, ours)


def has_keras(exercise: Exercise) -> bool:
    return "keras" in exercise.warm


def is_right(each: Candidate) -> bool:
    return each.sort is Sort.REFERENCE or (each.sort is Sort.ALTERNATIVE and each.name in ALSO)


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_have_full_marks(name: str, sides: Callable[[Exercise], StudentSide]) -> None:
    exercise = EXERCISES[name]
    side = sides(exercise)
    reports: dict[str, Report] = {}
    context = open_context(exercise)
    with on_one_core(side) as core, busy_machine({core}):
        for each in filter(is_right, candidates(exercise)):
            reports[each.name] = graded(exercise, each, context, side)
    for report in reports.values():
        lost = {each.name for each in report.questions if each.score < each.max_score}
        assert lost == exercise.written.keys(), report  # a person gives the points for words
    assert "reference" in reports
    assert ALSO.isdisjoint(reports) == (name != "ex02_activations")


def graded(
    exercise: Exercise, each: Candidate, context: ExerciseContext, side: StudentSide
) -> Report:
    content = fill(exercise.release_notebook.read_bytes(), each.answers, str(each.turn))
    submission = Submission(str(each.turn), exercise.name, content, secret=b"the same")
    control = side.control.open_control()
    try:
        return grade(submission, context, control).report
    finally:
        control.close()
