"""`autograder demo`: an example class is made, graded and shown."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import typer

from autograder.classroom.build import build
from autograder.classroom.grade import Grading
from autograder.classroom.runner import runner_for
from autograder.cli.common import console, open_course
from autograder.cli.grade import grade_with_progress, handed_in, say_what_failed
from autograder.course import Course
from autograder.demo.classroom import earlier_demo, hand_in, make_course, shown
from autograder.demo.mark import STORIES, finish
from autograder.errors import UsageError
from autograder.history import VARIABLE
from autograder.language import _
from autograder.reports.class_table import class_table
from autograder.results import Report


def run(folder: Path | None, target: Path, workers: int | None, *, again: bool) -> int:
    """Make, grade and show; exit status 1 if something could not be graded."""
    os.environ.pop(VARIABLE, None)  # this class has a history of its own
    original = open_course(folder)
    if earlier_demo(original, target.absolute()) and not again:
        _ask(target)
    course = make_course(original, target.absolute())
    print(_("Building the course in {folder} …").format(folder=target))
    build(course)
    hand_in(course)
    gradings: list[Grading] = []
    exercises = shown(course)
    with runner_for(exercises[0], workers) as runner:
        for exercise in exercises:
            found = handed_in(course, exercise, None)
            text = _("Grading {exercise}; submissions: {number} …")
            print(text.format(exercise=exercise.name, number=len(found)))
            gradings += grade_with_progress(course, exercise, found, runner)
    finish(course.folder)
    reports = [grading.shown for grading in gradings]
    reports.sort(key=lambda report: (report.exercise, report.student))
    console().print(class_table(reports, language=course.language, whole=True))
    _say_where(course, target, reports)
    return say_what_failed([grading.report for grading in gradings])


def _ask(target: Path) -> None:
    """Whether an earlier demo may go; raises UsageError if not, or where nobody can be asked."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        question = _("An earlier demo is in {folder}. Replace it?")
        if typer.confirm(question.format(folder=target), err=True):
            return
        raise UsageError(_("The earlier demo was left as it is."), where=target)
    raise UsageError(
        _("An earlier demo is here."),
        where=target,
        todo=_("Replace it with --again, or name a new folder."),
    )


def _say_where(course: Course, target: Path, reports: list[Report]) -> None:
    lost = next((each for each in reports if 0 < each.score < each.max_score), reports[0])
    page = target / "feedback" / lost.student / lost.exercise / f"{lost.exercise}.html"
    print(_("Submissions graded: {number}. Where to look:").format(number=len(reports)))
    places = {
        _("a page for a student"): page,
        _("all pages"): f"{target}/feedback/",
        _("notebooks with outputs"): f"{target}/autograded/",
        _("nbgrader's gradebook"): f"{target}/gradebook.db",
        _("who handed in what"): f"{target}/{STORIES}",
    }
    width = max(map(len, places))
    for what, place in places.items():
        print(f"  {what:{width}}  {place}")
    where = shlex.quote(str(target))
    command = f"autograder report {reports[0].exercise} --course {where}"
    print(_("The class at a glance: {command}").format(command=command))
    command = f"autograder serve --course {where}"
    text = _("In a browser, as a student and as a teacher: {command}")
    print(text.format(command=command))
