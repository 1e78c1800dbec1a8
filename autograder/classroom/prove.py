"""Prove the checks of exercises: see that they can be built, and grade what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.classroom.build import generated_files
from autograder.classroom.devices import choose_device
from autograder.course import Course, Exercise
from autograder.lessons.build import see_that_it_is_built
from autograder.validation.exercise import Proved, Wanted, prove_exercises
from autograder.validation.grader import Watch, unwatched


def prove(
    course: Course,
    exercises: Sequence[Exercise],
    wanted: Wanted,
    *,
    workers: int | None = None,
    device: str | None = None,
    watch: Watch = unwatched,
) -> Iterator[Proved]:
    """Prove one exercise after the other, as they come.

    Raises what building would raise, CourseError where an exercise is to be built anew, and
    UsageError where something cannot be asked for.
    """
    placed = [choose_device(exercise, device) for exercise in exercises]
    for exercise in placed:
        if exercise.lesson(exercise.source_language).is_file():
            see_that_it_is_built(exercise, generated_files(exercise))
    yield from prove_exercises(course, placed, wanted, workers=workers, watch=watch)
