"""`autograder grade`: what was handed in goes into the gradebook, autograded/ and feedback/."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from autograder.cli.common import (
    console,
    open_course,
    progress,
    records,
    warn_without_engine,
    write_text,
)
from autograder.cli.loose_ends import say_who_is_gone
from autograder.course import Course, Exercise
from autograder.engine.batches import in_batches
from autograder.engine.cache import Cached
from autograder.engine.devices import choose_device, pin_device
from autograder.engine.engine import Engine, default_workers
from autograder.engine.secret import course_secret, with_secret
from autograder.errors import UsageError, did_you_mean
from autograder.reports.attention import attention, class_list_lines, outdated_mark
from autograder.reports.class_tables import class_table, places, totals_view
from autograder.reports.statistics import class_summary
from autograder.results import Report
from autograder.roster import load_roster
from autograder.sandbox.isolation import MEANING
from autograder.submissions import Found, find_submissions, names, strays, with_notes

if TYPE_CHECKING:
    from autograder.backends.dask.runner import ClusterRunner


class Grading(NamedTuple):
    """The record of one grading, and what the gradebook makes of it."""

    report: Report
    shown: Report


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
    whole: bool = False,
) -> int:
    """Grade an exercise; exit status 1 if something could not be graded through our fault."""
    course = open_course(folder)
    load_roster(course)  # what is wrong in it is said before anything is graded
    exercise = device_for(course.exercise(name), device, scheduler)
    found = submissions(course, exercise, student, whole=whole)
    pin_device(course, exercise, anew=force and student is None)
    gradings = grade_with_progress(course, exercise, found, workers, scheduler, force=force)
    gradings.sort(key=lambda grading: grading.report.student)
    reports = [grading.shown for grading in gradings]
    if json is not None:
        write_text(json, records(reports))
    if json != "-":
        show_class(course, reports, whole=whole)
    warn_without_engine(course)
    say_what_is_odd(course, exercise, found, student, to_stderr=json == "-", whole=whole)
    if student is None:
        say_who_is_gone(course, exercise)
    return say_what_failed([grading.report for grading in gradings])


def show_class(course: Course, reports: list[Report], *, whole: bool) -> None:
    """The table, its totals, and where everything is."""
    from autograder.gradebook import Gradebook

    out = console()
    out.print(class_table(reports, language=course.language, whole=whole))
    out.print()
    out.print(totals_view(class_summary(reports), language=course.language))
    for line in places(
        Gradebook.place(course), course.autograded, course.feedback, language=course.language
    ):
        print(line)


def say_what_is_odd(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    student: str | None,
    *,
    to_stderr: bool,
    whole: bool = False,
) -> None:
    """What was not understood of what was handed in, and who has handed in nothing.

    What nobody has graded comes first: of the rest, each has at least a line in the table.
    """
    odd = strays(course, student or "")
    odd += [f"{each.submission.student}: {note}" for each in found for note in each.notes]
    handed_in = [each.submission.student for each in found if not each.is_empty]
    from autograder.gradebook import Gradebook

    with Gradebook(course) as book:
        names, marks = book.class_list(), book.outdated_marks(exercise, handed_in)
    names += [person.id for person in load_roster(course).students]
    odd += [outdated_mark(who, *mark, language=course.language) for who, mark in marks]
    lines = attention(odd, language=course.language, whole=whole)
    if student is None:
        lines += class_list_lines(
            names, handed_in, exercise.name, language=course.language, whole=whole
        )
    for line in lines:
        print(line, file=sys.stderr if to_stderr else sys.stdout)


def grade_with_progress(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    workers: int | None,
    scheduler: str | None = None,
    *,
    force: bool = False,
) -> list[Grading]:
    """Grade and record a class, and show how far it is."""
    gradings = []
    with progress(exercise.name, len(found)) as bar:
        for grading in grade_class(course, exercise, found, workers, scheduler, force=force):
            gradings.append(grading)
            bar.advance(bar.task_ids[0])
    return gradings


def say_what_failed(reports: list[Report]) -> int:
    """List what could not be graded through our fault; the exit status: 1 if there is any."""
    failed = class_summary(reports).ungraded
    for each in failed:
        where = f"{each.student}, {each.question}" if each.question else each.student
        print(f"Not graded, through our fault: {where}: {each.message}", file=sys.stderr)
    return 1 if failed else 0


def submissions(
    course: Course, exercise: Exercise, student: str | None, *, whole: bool = False
) -> list[Found]:
    """What was handed in; raises UsageError where there is nothing."""
    found = list(find_submissions(course, exercise, student or ""))
    if not found:
        who = f" of '{student}'" if student else ""
        meant = did_you_mean(student, names(course.submitted)) if student else ""
        odd = strays(course, student or "")
        for line in attention(odd, language=course.language, whole=whole):
            print(line, file=sys.stderr)
        raise UsageError(
            f"There is no submission{who} for {exercise.name}.",
            where=course.submitted,
            todo=meant or f"Put notebooks into {course.submitted.name}/STUDENT/{exercise.name}/.",
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
) -> Iterator[Grading]:
    """Grade and record; yields each grading when everything about it is on disk. The score that it
    shows is the one in the gradebook: with what people and rules for late work have changed.

    What was graded before, and is the same, is taken from the cache unless `force` is set.
    """
    by_student = {each.submission.student: each for each in found}
    with _runner(exercise, workers, scheduler) as runner:
        # A pool warms up while nbgrader is imported.
        from autograder.cli.recorded import open_recorder, record
        from autograder.gradebook import Gradebook
        from autograder.outputs import remove_unfinished, write_outputs

        with Gradebook(course) as book, open_recorder(course) as recorder:
            book.ensure_exercise(exercise)
            remove_unfinished(course, exercise.name)
            level = runner.isolation(exercise)
            print(f"Isolation: {level} ({MEANING[level]})", file=sys.stderr)
            cached = Cached(runner, course, exercise, force=force)
            secret = course_secret(course)
            gradings = cached.grade(with_secret(each.submission, secret) for each in found)
            for batch in in_batches(gradings):
                graded_now = [graded for _submission, graded in batch]
                noted = [with_notes(each, by_student[each.report.student]) for each in graded_now]
                stamps = [by_student[each.report.student].timestamp for each in graded_now]
                shown = book.record_all(list(zip(noted, stamps, strict=True)))
                for graded, report in zip(noted, shown, strict=True):
                    write_outputs(course, graded, report)
                    yield Grading(graded.report, report)
                works = [by_student[each.report.student] for each in graded_now]
                reports = [each.report for each in noted]
                record(recorder, list(zip(works, reports, shown, strict=True)))


def device_for(exercise: Exercise, device: str | None, scheduler: str | None) -> Exercise:
    """On the device that was asked for, or the best that this machine or the cluster has now."""
    if scheduler is None:
        return choose_device(exercise, device)
    from autograder.backends.dask.connection import has_gpu

    waits = exercise.fallback is None
    return choose_device(exercise, device, lambda: waits or has_gpu(scheduler))


def _runner(
    exercise: Exercise, workers: int | None, scheduler: str | None
) -> Engine | ClusterRunner:
    """Processes of this machine, or the workers of a Dask scheduler."""
    if scheduler is None:
        engine = Engine(workers or default_workers(exercise.device))
        engine.open(exercise)  # it warms up while the caller goes on
        return engine
    if workers is not None:
        raise UsageError(
            "--workers is for this machine; with --scheduler the workers say how many at once.",
            todo="Leave one of the two out.",
        )
    from autograder.backends.dask.runner import ClusterRunner

    return ClusterRunner(exercise, scheduler)
