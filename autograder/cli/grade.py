"""`autograder grade`: what was handed in goes into the gradebook, autograded/ and feedback/."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.cli.common import (
    console,
    open_course,
    progress,
    records,
    warn_without_engine,
    write_text,
)
from autograder.cli.loose_ends import say_bad_dates, say_who_is_gone
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.reports.class_tables import class_table
from autograder.reports.statistics import class_summary
from autograder.results import Report
from autograder.runners import OpenRunner
from autograder.runners.batches import in_batches
from autograder.runners.cache import Cached
from autograder.runners.devices import keep_to, placed
from autograder.runners.pool import Pool
from autograder.runners.secret import course_secret, with_secret
from autograder.sandbox.isolation import MEANING
from autograder.submissions import Found, find_submissions, with_notes


def run(
    folder: Path | None,
    name: str,
    student: str | None,
    workers: int | None,
    json: str | None,
    device: str | None = None,
    *,
    scheduler: str | None,
    force: bool,
) -> int:
    """Grade an exercise; exit status 1 if something could not be graded through our fault."""
    course = open_course(folder)
    exercise = placed_on(course.exercise(name), device, scheduler)
    found = submissions(course, exercise, student)
    keep_to(course, exercise, anew=force and student is None)
    warn_without_engine(course)
    reports = grade_with_progress(course, exercise, found, workers, scheduler, force=force)
    reports.sort(key=lambda report: report.student)
    if json is not None:
        write_text(json, records(reports))
    if json != "-":
        console().print(class_table(reports, language=course.language))
        print(f"Gradebook: {course.database}")
        print(f"Notebooks: {course.autograded}")
        print(f"Pages for the students: {course.feedback}")
    say_bad_dates(course, found)
    if student is None:
        say_who_is_gone(course, exercise)
    return say_what_failed(reports)


def grade_with_progress(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    workers: int | None,
    scheduler: str | None = None,
    *,
    force: bool = False,
) -> list[Report]:
    """Grade and record a class, with a progress bar."""
    reports = []
    with progress(exercise.name, len(found)) as bar:
        for report in grade_class(course, exercise, found, workers, scheduler, force=force):
            reports.append(report)
            bar.advance(bar.task_ids[0])
    return reports


def say_what_failed(reports: list[Report]) -> int:
    """List what could not be graded through our fault; the exit status: 1 if there is any."""
    failed = class_summary(reports).ungraded
    for each in failed:
        where = f"{each.student}, {each.question}" if each.question else each.student
        print(f"Not graded, through our fault: {where}: {each.message}", file=sys.stderr)
    return 1 if failed else 0


def submissions(course: Course, exercise: Exercise, student: str | None) -> list[Found]:
    """What was handed in; raises UsageError where there is nothing."""
    found = list(find_submissions(course, exercise, student or ""))
    if not found:
        who = f" of '{student}'" if student else ""
        raise UsageError(
            f"There is no submission{who} for {exercise.name}.",
            where=course.submitted,
            todo=f"Put notebooks into {course.submitted.name}/STUDENT/{exercise.name}/.",
        )
    return found


def grade_class(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    workers: int | None,
    scheduler: str | None = None,
    *,
    force: bool = False,
) -> Iterator[Report]:
    """Grade and record; yields each report when everything about it is on disk. Its score is the
    one in the gradebook: with what people and rules for late work have changed.

    What was graded before, and is the same, is taken from the cache unless `force` is set.
    """
    by_student = {each.submission.student: each for each in found}
    with _runner(course, exercise, workers, scheduler) as runner:
        # A pool warms up while nbgrader is imported.
        from autograder.gradebook import Gradebook
        from autograder.gradebook.late import with_date
        from autograder.outputs import remove_unfinished, write_outputs

        with Gradebook(course) as book:
            book.ensure_exercise(exercise)
            remove_unfinished(course, exercise.name)
            print(f"Isolation: {runner.isolation} ({MEANING[runner.isolation]})", file=sys.stderr)
            cached = Cached(runner, course, exercise, force=force)
            secret = course_secret(course)
            gradings = cached.grade(with_secret(each.submission, secret) for each in found)
            for batch in in_batches(gradings, cached):
                noted = [with_notes(each, by_student[each.report.student]) for each in batch]
                stamps = [by_student[each.report.student].timestamp for each in batch]
                noted = [
                    with_date(each, stamp, course.language)
                    for each, stamp in zip(noted, stamps, strict=True)
                ]
                shown = book.record_all(list(zip(noted, stamps, strict=True)))
                for graded, report in zip(noted, shown, strict=True):
                    write_outputs(course, graded, report)
                    yield report


def placed_on(exercise: Exercise, device: str | None, scheduler: str | None) -> Exercise:
    """On the device that was asked for, or the best that this machine or the cluster has now."""
    if scheduler is None:
        return placed(exercise, device)
    from autograder.runners.cluster.connection import has_gpu

    waits = exercise.fallback is None
    return placed(exercise, device, lambda: waits or has_gpu(scheduler))


def _runner(
    course: Course, exercise: Exercise, workers: int | None, scheduler: str | None
) -> OpenRunner:
    """Processes of this machine, or the workers of a Dask scheduler."""
    if scheduler is None:
        return Pool(course, exercise, workers)
    if workers is not None:
        raise UsageError(
            "--workers is for this machine; with --scheduler the workers say how many at once.",
            todo="Leave one of the two out.",
        )
    from autograder.runners.cluster.runner import ClusterRunner

    return ClusterRunner(course, exercise, scheduler)
