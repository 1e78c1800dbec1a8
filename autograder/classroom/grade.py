"""Grade what a class has handed in: into the gradebook, autograded/ and feedback/."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from autograder.classroom.devices import pin_device
from autograder.classroom.secret import course_secret, with_secret
from autograder.classroom.sink import OpenSink
from autograder.classroom.versions import pin_versions
from autograder.course import Course, Exercise
from autograder.engine import Runner
from autograder.engine.batches import in_batches
from autograder.engine.cache import Cached
from autograder.errors import FileError, HistoryError, UsageError, did_you_mean
from autograder.language import _
from autograder.lessons.earlier import remember_release
from autograder.results import Report
from autograder.submissions import Found, find_submissions, names, with_notes


class Grading(NamedTuple):
    """The record of one grading, and what the gradebook makes of it."""

    report: Report
    shown: Report


def handed_in_for(course: Course, exercise: Exercise, student: str | None = None) -> list[Found]:
    """What was handed in, by one student or by all; raises UsageError where there is nothing."""
    found = list(find_submissions(course, exercise, student or ""))
    if not found:
        meant = did_you_mean(student, names(course.submitted, most=None)) if student else ""
        what = _("There is no submission for {exercise}.")
        if student:
            what = _("There is no submission of '{student}' for {exercise}.")
        todo = _("Put notebooks into {folder}/STUDENT/{exercise}/.")
        raise UsageError(
            what.format(student=student, exercise=exercise.name),
            where=course.submitted,
            todo=meant or todo.format(folder=course.submitted.name, exercise=exercise.name),
        )
    return found


def without_history(error: HistoryError) -> str:
    """That a grading is not in the history of the course, for a person."""
    return f"{error} {_('Nothing else of this grading is missing.')}"


def _warn(error: HistoryError) -> None:
    logging.getLogger(__name__).warning("%s", without_history(error))


def grade_found(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    runner: Runner,
    open_sink: OpenSink,
    *,
    force: bool = False,
    anew: bool = False,
    say_level: Callable[[str], None] = lambda _level: None,
    say_trouble: Callable[[HistoryError], None] = _warn,
) -> Iterator[Grading]:
    """Grade and record; gives each grading when everything about it is on disk: in the gradebook,
    the files and the history. The score that it shows is the one in the gradebook: with what people
    and rules for late work have changed.

    What was graded before, and is the same, is taken from the cache unless `force` is set. With
    `anew`, the whole class is graded again, so it may be on another device than before.
    `say_level` hears how well the students' code is kept in, before anything is graded;
    `say_trouble` hears once where the history of the course cannot be written: else the log does.
    """
    # Slow to import, and the runner warms up meanwhile.
    from autograder.classroom.attempt_before import AttemptsBefore
    from autograder.classroom.recorded import Recording
    from autograder.classroom.regrading.carried import carried_on
    from autograder.classroom.withdrawn import withdrawn
    from autograder.outputs import remove_unfinished, write_outputs

    with (
        open_sink(course) as sink,
        Recording(course, say_trouble) as recording,
        AttemptsBefore(course) as earlier,
    ):
        sink.ensure_exercise(exercise)
        remove_unfinished(course, exercise.name)
        with suppress(FileError):  # whatever else is to be written there says why
            remember_release(exercise)
        by_student = {each.submission.student: each for each in recording.hand_in(found)}
        say_level(runner.isolation(exercise))  # waits until the runner is warm
        cached = Cached(runner, course, exercise, force=force)
        secret = course_secret(course)
        works, decided = by_student.values(), withdrawn(course, exercise.name)
        is_pinned = False
        graded_now = cached.grade(with_secret(each.submission, secret) for each in works)
        for batch in in_batches(graded_now):
            done = [
                (work, carried_on(course, told, decided, exercise.language))
                for submission, graded in batch
                for work in (by_student[submission.student],)
                for told in (recording.with_hand_in(with_notes(graded, work), work),)
            ]
            if not is_pinned:
                pin_device(course, exercise, anew=anew)
                pin_versions(course, exercise, anew=anew)
                is_pinned = True
            shown = sink.record_all([(graded, work.timestamp) for work, graded in done])
            gradings = [
                Grading(graded.report, report)
                for (_work, graded), report in zip(done, shown, strict=True)
            ]
            for (_work, graded), report in zip(done, shown, strict=True):
                write_outputs(course, graded, report, earlier.of(report))
            recording.record(
                (work, *grading) for (work, _graded), grading in zip(done, gradings, strict=True)
            )
            yield from gradings
