"""`autograder regrade` and those beside it: what a change of an exercise does to a class."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.classroom.regrading.applying import Applied, apply
from autograder.classroom.regrading.moves import Move, by_check, counted
from autograder.classroom.regrading.trial import Trial, try_again
from autograder.classroom.released import mark_released, take_back
from autograder.classroom.runner import device_for, runner_for
from autograder.classroom.versions import see_that_versions_fit
from autograder.classroom.withdrawn import Gets, withdraw
from autograder.classroom.withdrawn import take_back as count_again
from autograder.cli.common import console, open_course, progress, write_text
from autograder.cli.grade import say_level
from autograder.course import Course, Exercise
from autograder.errors import UsageError
from autograder.language import _, speaking
from autograder.reports.attention import in_a_row
from autograder.reports.moves import (
    CheckLine,
    MoveLine,
    by_check_table,
    counts,
    students_table,
)
from autograder.reports.moves_page import moves_page
from autograder.roster import load_roster


class Wanted(NamedTuple):
    """What was asked for: of one question or all, whether it is to count, and the reason."""

    question: str = ""
    apply: bool = False
    also_lower: bool = False
    why: str = ""
    unproved: bool = False


class Said(msgspec.Struct, frozen=True):
    """What `autograder regrade --json` writes."""

    exercise: str
    works: int
    tried: int
    questions: tuple[str, ...]
    released: bool
    moves: tuple[Move, ...]
    applied: bool
    kept: tuple[Move, ...]
    gone: tuple[str, ...]
    others: tuple[str, ...]
    failed: tuple[str, ...]


def run(
    folder: Path | None,
    name: str,
    wanted: Wanted,
    workers: int | None,
    scheduler: str | None,
    device: str | None = None,
    *,
    html: str = "",
    json: str | None = None,
    whole: bool = False,
) -> int:
    """Try a class again, and show what would change; with `apply`, let it count. Exit status 1 if
    something could not be graded through our fault."""
    if wanted.also_lower and not wanted.apply:
        raise UsageError(
            _("--also-lower is for what is applied."),
            todo=_("Look at it first, then add --apply --also-lower."),
        )
    course = open_course(folder)
    load_roster(course)
    exercise = device_for(course.exercise(name), device, scheduler)
    see_that_versions_fit(course, exercise, anew=True, unproved=wanted.unproved)
    trial, applied = _tried(course, exercise, wanted, workers, scheduler)
    with speaking(course.language):
        moves = list(applied.moved) if applied is not None else trial.moves()
        sentences = _sentences(course, trial, moves, applied, wanted)
        if html:
            _write_page(course, trial, moves, sentences, html)
        if json is not None:
            write_text(json, _as_json(trial, moves, applied))
        if json != "-":
            _show(course, moves, sentences, whole=whole)
    return 1 if trial.failed else 0


def note_released(folder: Path | None, name: str, *, undo: bool) -> int:
    """Remember that grades were given out, or that they were not."""
    course = open_course(folder)
    exercise = course.exercise(name)
    with speaking(course.language):
        if undo:
            take_back(course, exercise)
            print(_("The grades of {exercise} count as not given out.").format(exercise=name))
        else:
            mark_released(course, exercise)
            text = _("From now on `autograder regrade {exercise} --apply` lowers nobody's points.")
            print(text.format(exercise=name))
    return 0


def run_withdraw(
    folder: Path | None,
    name: str,
    question: str,
    gets: str,
    workers: int | None,
    *,
    why: str,
    undo: bool,
    also_lower: bool,
) -> int:
    """Withdraw a question, or let it count again, and bring all grades in line with that."""
    course = open_course(folder)
    exercise = course.exercise(name)
    if gets not in list(Gets) and not undo:
        raise UsageError(
            _("It is not said what everybody gets for it."),
            todo=_("Add --everybody-gets all or --everybody-gets none; --undo takes it back."),
        )
    if undo:
        count_again(course, exercise, question)
    else:
        withdraw(course, exercise, question, Gets(gets), why)
    wanted = Wanted(question, apply=True, also_lower=also_lower, why=why)
    return run(folder, name, wanted, workers, None)


def _tried(
    course: Course,
    exercise: Exercise,
    wanted: Wanted,
    workers: int | None,
    scheduler: str | None,
) -> tuple[Trial, Applied | None]:
    with (
        runner_for(exercise, workers, scheduler) as runner,
        progress(exercise.name, None) as bar,
    ):
        from autograder.gradebook import Gradebook  # slow to import: the runner warms up meanwhile

        (task,) = bar.task_ids
        trial = try_again(
            course,
            exercise,
            runner,
            Gradebook,
            question=wanted.question,
            say_level=say_level,
            say_number=lambda number: bar.update(task, total=number),
            say_done=lambda: bar.advance(task),
        )
    if not wanted.apply:
        return trial, None
    with progress(exercise.name, len(trial.tried)) as bar:
        return trial, apply(
            course,
            trial,
            Gradebook,
            why=wanted.why,
            also_lower=wanted.also_lower,
            say_done=lambda: bar.advance(bar.task_ids[0]),
        )


def _sentences(
    course: Course, trial: Trial, moves: list[Move], applied: Applied | None, wanted: Wanted
) -> list[str]:
    """What there is to say, above the tables and below."""
    if not trial.tried and not (trial.gone or trial.others or trial.failed):
        return [_("Everything was graded by the exercise as it is now.")]
    said = []
    if trial.questions:
        text = _("Graded again: {number} of {all}, and of them only {questions}.")
        questions = in_a_row(trial.questions)
        said.append(text.format(number=len(trial.tried), all=trial.of_all, questions=questions))
    found = counts(*counted(moves))
    if applied is not None:
        said.append(_("It counts now: {changes}.").format(changes=found))
        said += _kept(applied)
    else:
        said.append(_("What would change: {changes}.").format(changes=found))
        said += _what_next(trial, moves)
    said += _left_out(course, trial)
    if applied is not None and moves and not wanted.why:
        said.append(_("No reason was given: with --why TEXT students read one on their page."))
    return said


def _kept(applied: Applied) -> list[str]:
    lower = [each for each in applied.kept if each.by < 0]
    if not applied.kept:
        return []
    text = _(
        "Grades were given out, so nobody was given fewer points in any question. Who would have "
        "fewer: {names}. --also-lower lowers them, too."
    )
    names = in_a_row(tuple(each.student for each in lower or applied.kept))
    return [text.format(names=names)]


def _what_next(trial: Trial, moves: list[Move]) -> list[str]:
    lower = [each for each in moves if each.by < 0]
    said = [_("Nothing was changed. --apply lets it count.")] if moves else []
    if trial.is_released and lower:
        text = _(
            "Grades were given out: --apply lowers nobody's. --apply --also-lower lowers these: "
            "{names}."
        )
        said.append(text.format(names=in_a_row(tuple(each.student for each in lower))))
    return said


def _left_out(course: Course, trial: Trial) -> list[str]:
    said = []
    if trial.others:
        text = _(
            "Handed in anew and not graded yet: {names}. `autograder grade {exercise}` grades them."
        )
        said.append(text.format(names=in_a_row(trial.others), exercise=trial.exercise.name))
    if trial.gone:
        text = _("Nobody has their work any more, so they keep what they have: {names}.")
        said.append(text.format(names=in_a_row(trial.gone)))
    if trial.failed:
        text = _("Could not be graded, and keep what they have, through our fault: {names}.")
        said.append(text.format(names=in_a_row(trial.failed)))
    return said


def _check_lines(moves: list[Move]) -> list[CheckLine]:
    return [
        CheckLine(each.question, each.description, each.gains, each.losses)
        for each in by_check(moves)
    ]


def _move_lines(moves: list[Move]) -> list[MoveLine]:
    return [
        MoveLine(
            each.student,
            each.before,
            each.after,
            [(check.question, check.description, check.by) for check in each.checks],
            each.by_hand,
        )
        for each in moves
    ]


def _show(course: Course, moves: list[Move], sentences: list[str], *, whole: bool) -> None:
    out = console()
    if moves:
        out.print(by_check_table(_check_lines(moves), language=course.language))
        out.print()
        lines = _move_lines(moves)
        out.print(students_table(lines, language=course.language, whole=whole))
        out.print()
    print(*sentences, sep="\n")


def _write_page(
    course: Course, trial: Trial, moves: list[Move], sentences: list[str], target: str
) -> None:
    page = moves_page(
        course=course.title,
        title=trial.exercise.title,
        language=course.language,
        said=sentences,
        checks=_check_lines(moves),
        students=_move_lines(moves),
    )
    write_text(target, page.encode())


def _as_json(trial: Trial, moves: list[Move], applied: Applied | None) -> bytes:
    said = Said(
        trial.exercise.name,
        trial.of_all,
        len(trial.tried),
        trial.questions,
        trial.is_released,
        tuple(moves),
        applied is not None,
        applied.kept if applied is not None else (),
        trial.gone,
        trial.others,
        trial.failed,
    )
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"
