"""Look back at a class: the records of the last grading, with the points that count."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from autograder.classroom.sink import OpenSink
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.outputs import RECORD, handed_in
from autograder.results import Report, from_json


class LookBack(NamedTuple):
    """The reports on one exercise; whose work is gone from submitted/, so that they are left out;
    and whose work is there, and has a grade, but no record any more."""

    reports: list[Report]
    gone: list[str]
    without_record: list[str]


def graded_before(course: Course, exercise: Exercise) -> list[Report]:
    """The records of an exercise in the order of the students."""
    found = []
    for path in sorted(course.autograded.glob(f"*/{exercise.name}/{RECORD}")):
        with suppress(FileNotFoundError):  # a grade may be forgotten meanwhile
            found.append(from_json(path.read_bytes(), path))
    return found


def nothing_graded(course: Course, exercise: Exercise) -> UsageError:
    """What is said where there are no records."""
    return UsageError(
        f"Nothing has been graded yet for {exercise.name}.",
        where=course.autograded,
        todo=f"Run `autograder grade {exercise.name}` first.",
    )


def look_back(course: Course, exercise: Exercise, open_sink: OpenSink | None) -> LookBack:
    """What is known of a class, with the points of its gradebook, where there is one.

    Raises UsageError where nothing has been graded.
    """
    everyone = graded_before(course, exercise)
    if not everyone:
        raise nothing_graded(course, exercise)
    # Where nobody's work is left, the class is over and the folders were put away.
    here = [each for each in everyone if handed_in(course, exercise.name, each.student)] or everyone
    known: list[str] = []
    if open_sink is not None:
        with open_sink(course) as sink:
            here = sink.reviewed_all(here)
            known = sink.students(exercise)
    gone = sorted({each.student for each in everyone} - {each.student for each in here})
    lost = sorted(set(known) - {each.student for each in everyone})
    return LookBack(here, gone, [each for each in lost if handed_in(course, exercise.name, each)])
