"""`autograder grade`: what was handed in goes into the gradebook, autograded/ and feedback/."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.classroom.devices import see_that_device_fits
from autograder.classroom.grade import Grading, grade_found, handed_in_for, without_history
from autograder.classroom.machine import meaning
from autograder.classroom.odd import odd_in
from autograder.classroom.runner import Runner, device_for, runner_for
from autograder.classroom.versions import see_that_versions_fit
from autograder.cli.common import (
    as_json,
    console,
    open_course,
    progress,
    warn_without_engine,
    write_text,
)
from autograder.cli.told import retold
from autograder.course import Course, Exercise
from autograder.errors import HistoryError, UsageError
from autograder.language import _
from autograder.reports.attention import (
    attention,
    class_list_lines,
    fault_line,
    in_a_row,
    outdated_mark,
)
from autograder.reports.class_summary import totals_view
from autograder.reports.class_table import class_table, places
from autograder.reports.statistics import class_summary
from autograder.results import Report
from autograder.roster import load_roster
from autograder.submissions import Found, strays


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
    unproved: bool = False,
) -> int:
    """Grade an exercise; exit status 1 if something could not be graded through our fault."""
    course = open_course(folder)
    load_roster(course)  # what is wrong in it is said before anything is graded
    exercise = device_for(course.exercise(name), device, scheduler)
    found = handed_in(course, exercise, student, whole=whole)
    anew = force and student is None
    see_that_device_fits(course, exercise, anew=anew)
    see_that_versions_fit(course, exercise, anew=anew, unproved=unproved)
    with runner_for(exercise, workers, scheduler) as runner:
        gradings = grade_with_progress(course, exercise, found, runner, force=force, anew=anew)
    gradings.sort(key=lambda grading: grading.report.student)
    reports = [grading.shown for grading in gradings]
    if json is not None:
        write_text(json, as_json(reports))
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
    from autograder.gradebook import Gradebook

    odd = odd_in(course, exercise, found, Gradebook, student)
    language = course.language
    marks = [outdated_mark(who, *mark, language=language) for who, mark in odd.marks]
    lines = attention([*odd.files, *marks], language=language, whole=whole)
    if student is None:
        lines += class_list_lines(odd.missing, exercise.name, language=language, whole=whole)
    for line in lines:
        print(line, file=sys.stderr if to_stderr else sys.stdout)


def grade_with_progress(
    course: Course,
    exercise: Exercise,
    found: list[Found],
    runner: Runner,
    *,
    force: bool = False,
    anew: bool = False,
) -> list[Grading]:
    """Grade and record a class, and show how far it is."""
    gradings, troubles = [], list[HistoryError]()
    with progress(exercise.name, len(found)) as bar:
        from autograder.gradebook import Gradebook  # slow to import: the runner warms up meanwhile

        for grading in grade_found(
            course,
            exercise,
            found,
            runner,
            Gradebook,
            force=force,
            anew=anew,
            say_level=say_level,
            say_trouble=troubles.append,
        ):
            gradings.append(grading)
            bar.advance(bar.task_ids[0])
    for error in troubles:  # once all is done: what ends the grading is said alone
        print(_("Warning: {text}").format(text=without_history(error)), file=sys.stderr)
    return gradings


def say_level(level: str) -> None:
    """How well the students' code is kept in."""
    text = _("Isolation: {level} ({meaning})")
    print(text.format(level=level, meaning=retold(meaning(level))), file=sys.stderr)


def say_who_is_gone(course: Course, exercise: Exercise) -> None:
    """Those whose grades are in the gradebook, but whose work is no longer there."""
    from autograder.classroom.forget import without_work
    from autograder.gradebook import Gradebook

    gone = without_work(course, exercise, Gradebook)
    if gone:
        names = in_a_row(gone)
        text = _(
            "In the gradebook, but no longer in {folder}/: {names}. `autograder forget {exercise} "
            "STUDENT` removes such a grade."
        )
        said = text.format(folder=course.submitted.name, names=names, exercise=exercise.name)
        print(said, file=sys.stderr)


def handed_in(
    course: Course, exercise: Exercise, student: str | None, *, whole: bool = False
) -> list[Found]:
    """What was handed in; where there is nothing, what lies there instead is said first."""
    try:
        return handed_in_for(course, exercise, student)
    except UsageError:
        for line in attention(strays(course, student or ""), language=course.language, whole=whole):
            print(line, file=sys.stderr)
        raise


def say_what_failed(reports: list[Report]) -> int:
    """List what could not be graded through our fault; the exit status: 1 if there is any."""
    failed = class_summary(reports).ungraded
    for each in failed:
        print(fault_line(each.student, each.question, each.message), file=sys.stderr)
    return 1 if failed else 0
