"""Make the context of an exercise: checks collected, release read, the student side warm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from autograder.checking.collect import Checks, collect_one
from autograder.checking.examine import Examiner
from autograder.checking.mistakes import load_mistakes
from autograder.course import GPU, Exercise, Limits
from autograder.course.solution import read_solution
from autograder.engine.digests import provenance
from autograder.errors import CourseError
from autograder.grading import ExerciseContext
from autograder.notebooks.built import REBUILD, read_built
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.notebooks.raw import RawNotebook
from autograder.sandbox.clock import MOST_GRANTED
from autograder.sandbox.launch import Arrays, StudentSide
from autograder.wire.control import MEGABYTE
from autograder.wire.control import Limits as ChildLimits

TEST_SIZE = 10_000  # as many as there are in the true test part


def open_context(exercise: Exercise) -> ExerciseContext:
    """The context of an exercise; raises CourseError where one of its files is wrong."""
    known = provenance(exercise)  # first: what changes while it is read has changed since
    release = read_built(exercise.release_notebook)
    checks = collect_one(exercise)
    _ = exercise.data  # read now, and not when the first submission comes: it is of this state
    _compare(exercise, checks, release)
    examiner = Examiner(checks, cache(lambda: load_mistakes(exercise)))
    personal = read_solution(exercise.file("solution.py")).personal
    return ExerciseContext(examiner, release, exercise.limits, personal, known)


@contextmanager
def student_side_of(exercise: Exercise) -> Iterator[StudentSide]:
    """The student side for one exercise: it imports its libraries, and goes on while the caller
    does; `wait_until_warm` waits for it."""
    limits, with_gpu = child_limits(exercise.limits), exercise.device == GPU
    with StudentSide(exercise.warm, limits, shown_datasets(exercise), with_gpu=with_gpu) as side:
        yield side


def shown_datasets(exercise: Exercise) -> dict[str, Arrays]:
    """What a student's code sees of the sets of data: all that there is to learn from; and as test
    part, some of the same once more. The true test part stays here."""
    shown: dict[str, Arrays] = {}
    for name, data in exercise.datasets.items():
        x, y = data.train
        shown[name] = {
            "x_train": x, "y_train": y, "x_test": x[-TEST_SIZE:], "y_test": y[-TEST_SIZE:],
        }  # fmt: skip
    return shown


def child_limits(limits: Limits) -> ChildLimits:
    """What one child of the student side may use. The limit of the kernel's has some slack: the
    clock of the submission ends it first."""
    return ChildLimits(
        memory_bytes=limits.memory_megabytes * MEGABYTE,
        scratch_bytes=limits.scratch_megabytes * MEGABYTE,
        cpu_seconds=2 * (limits.submission_seconds + MOST_GRANTED),
    )


def _compare(exercise: Exercise, checks: Checks, release: RawNotebook) -> None:
    released = {cell.grade_id.removesuffix(CHECKS_SUFFIX) for cell in release.cells}
    for question in checks.questions:
        if question not in released:
            raise CourseError(
                f"The released notebook does not have the question '{question}'.",
                where=exercise.release_notebook,
                todo=REBUILD,
            )
