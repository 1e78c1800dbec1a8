"""The formats in which grades and pages are given back."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from autograder.classroom.giving_back.given import Given
from autograder.classroom.giving_back.pages import class_pages, moodle_feedback
from autograder.classroom.giving_back.question_table import question_table
from autograder.classroom.giving_back.standing import Standing, standing
from autograder.classroom.sink import OpenSink
from autograder.course import Course, Exercise
from autograder.errors import UsageError, did_you_mean
from autograder.language import _, speaking
from autograder.reports.attention import in_a_row
from autograder.results import ReportStatus
from autograder.roster import load_roster
from autograder.sheets.filled import fill
from autograder.sheets.junit import junit
from autograder.sheets.platforms import Layout, canvas, moodle
from autograder.sheets.said import sentences
from autograder.sheets.table import Table

Layouts = Callable[[Table, tuple[str, ...], str, str, str], Layout]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a teacher has asked for beside the format: the sheet that the platform has exported and
    where that lies, the heading of the column for the points and of the one that says who is who,
    whether points are brought to the scale of the sheet, and whether who has handed in nothing gets
    0; or one student alone. `came` are those of whom work is known that lies elsewhere."""

    sheet: bytes | None = None
    where: str = ""
    column: str = ""
    key: str = ""
    scale: bool = False
    zeros: bool = False
    student: str = ""
    came: frozenset[str] = frozenset()


Format = Callable[[Course, Exercise, Standing, Wish], Given]


def give_back(
    course: Course, exercise: Exercise, format: str, wish: Wish, open_sink: OpenSink | None
) -> Given:
    """The file, in the language of the course. Raises UsageError or CourseError where something
    has to be said or mended first."""
    with speaking(course.language):
        make = _formats().get(format)
        if make is None:
            what = _("There is no format “{name}”.").format(name=format)
            known = _("They are: {names}.").format(names=", ".join(formats()))
            raise UsageError(what, todo=did_you_mean(format, formats()) or known)
        class_ = standing(course, exercise, load_roster(course), open_sink, wish.came)
        given = make(course, exercise, class_, wish)
        return msgspec.structs.replace(given, said=(*given.said, *_left_out(exercise, class_)))


def formats() -> tuple[str, ...]:
    """Their names."""
    return tuple(_formats())


def _formats() -> dict[str, Format]:
    return {
        "csv": _csv,
        "canvas": _canvas,
        "moodle": _moodle,
        "moodle-feedback": _moodle_feedback,
        "junit": _junit,
        "pages": _pages,
    }


def _csv(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    table = question_table(exercise, class_)
    return Given(f"{exercise.name}.csv", table, _of_points(class_))


def _junit(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    ordered = (class_.reports[each.id] for each in class_.people if each.id in class_.reports)
    content = junit(ordered, exercise.name)
    return Given(f"{exercise.name}-junit.xml", content, _of_points(class_))


def _canvas(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    return _filled("canvas", canvas, exercise, class_, wish)


def _moodle(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    return _filled("moodle", moodle, exercise, class_, wish)


def _filled(
    format: str, layout_of: Layouts, exercise: Exercise, class_: Standing, wish: Wish
) -> Given:
    table = Table.read(_sheet(wish), wish.where)
    titles = (exercise.name, *exercise.titles)
    layout = layout_of(table, titles, wish.column, wish.key, wish.where)
    filled = fill(
        layout,
        class_.people,
        class_.earned,
        worth=exercise.points,
        scale=wish.scale,
        zeros=wish.zeros,
        where=wish.where,
    )
    told = (*sentences(filled), *_without_points(class_))
    return Given(f"{exercise.name}-{format}.csv", filled.content, told)


def _moodle_feedback(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    return moodle_feedback(course, exercise, class_, _sheet(wish), wish.key, wish.where)


def _pages(course: Course, exercise: Exercise, class_: Standing, wish: Wish) -> Given:
    return class_pages(course, exercise, class_, wish.student)


def _sheet(wish: Wish) -> bytes:
    if wish.sheet is None:
        what = _("This fills in a sheet that the learning platform has exported.")
        raise UsageError(what, todo=_("Name that sheet (--sheet)."))
    return wish.sheet


def _of_points(class_: Standing) -> tuple[str, ...]:
    return (*_waiting(class_), *_without_points(class_))


def _waiting(class_: Standing) -> list[str]:
    earned = class_.earned
    names = [id for id in class_.reports if earned[id] is None]
    if not names:
        return []
    text = _("Not decided yet, since a person has to grade something first ({number}): {names}")
    return [text.format(number=len(names), names=in_a_row(names))]


def _left_out(exercise: Exercise, class_: Standing) -> list[str]:
    said = []
    if class_.ungraded:
        text = _("Handed in, and not graded yet ({number}): {names}")
        said.append(text.format(number=len(class_.ungraded), names=in_a_row(class_.ungraded)))
    if class_.found.without_record:
        text = _("Left out, because the record of their grading is gone: {names}.")
        again = _("`autograder grade {exercise}` makes it again.").format(exercise=exercise.name)
        said.append(f"{text.format(names=in_a_row(class_.found.without_record))} {again}")
    if class_.found.gone:
        text = _("Left out, because their work is no longer in submitted/: {names}.")
        said.append(text.format(names=in_a_row(class_.found.gone)))
    return said


def _without_points(class_: Standing) -> list[str]:
    names = [id for id, each in class_.reports.items() if each.status is ReportStatus.UNREADABLE]
    if not names:
        return []
    text = _("Nothing to grade in what they handed in, so they have no points ({number}): {names}")
    return [text.format(number=len(names), names=in_a_row(names))]
