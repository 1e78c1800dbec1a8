"""`autograder unexplained` and `explain`: wrong answers without a hint, and how they get one."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.runner import device_for, runner_for
from autograder.classroom.without_hint.explain import explain, group_called
from autograder.classroom.without_hint.gather import (
    Gathered,
    gather,
    see_that_hints_can_be_read,
    waiting_works,
)
from autograder.cli.common import as_json, console, open_course, progress, write_text
from autograder.course import Course, Exercise
from autograder.files import write_atomically
from autograder.language import _
from autograder.reports.without_hint import groups_view, without_hint_page


def show(
    folder: Path | None,
    name: str,
    html: Path | None,
    json: str | None,
    workers: int | None,
    device: str | None,
) -> int:
    """Print the groups; write them as a page and as JSON where that is asked for."""
    course = open_course(folder)
    exercise = course.exercise(name)
    groups = [each.shown for each in _gathered(course, exercise, workers, device)]
    if html is not None:
        page = without_hint_page(
            groups,
            exercise=exercise.name,
            title=exercise.title,
            course=course.title,
            language=course.language,
        )
        write_atomically(html, page.encode())
    if json is not None:
        write_text(json, as_json(groups))
    if json != "-":
        view = groups_view(groups, exercise=exercise.name, language=course.language)
        console().print(view)
    return 0


def write(
    folder: Path | None,
    name: str,
    group: str,
    mistake: str,
    hint: str,
    workers: int | None,
    device: str | None,
) -> int:
    """Write a group as a known mistake, and say what is left to do."""
    course = open_course(folder)
    exercise = course.exercise(name)
    wanted = group_called(_gathered(course, exercise, workers, device), exercise, group)
    done = explain(exercise, wanted, mistake, hint)
    place = f"{done.path.relative_to(course.folder)}:{done.line}"
    text = _("{name} is in {place}. Answers that do this: {number}.")
    print(text.format(name=done.name, place=place, number=done.size))
    if done.has_code:
        print(_("The code was a student's. Read it before you keep it."))
    else:
        text = _(
            "Its code uses more than plain NumPy, so it stands there as a comment: write in your "
            "own words what it does, and where only a sign tells it, by which."
        )
        print(text)
    if done.is_draft:
        print(_("Write the hint, and take the # away above the function: then it is a mistake."))
    text = _("Then: autograder validate {exercise} --question {question}")
    print(text.format(exercise=exercise.name, question=done.question))
    return 0


def _gathered(
    course: Course, exercise: Exercise, workers: int | None, device: str | None
) -> list[Gathered]:
    number = len(waiting_works(course, exercise))
    see_that_hints_can_be_read(exercise)
    if not number:
        return []
    exercise = device_for(exercise, device, None)
    with runner_for(exercise, workers) as runner, progress(exercise.name, number) as bar:
        return gather(course, exercise, runner, lambda: bar.advance(bar.task_ids[0]))
