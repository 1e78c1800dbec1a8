"""`autograder report`: how the class did, from the records of the last grading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.classroom.class_facts import (
    AtExercise,
    class_at,
    class_in_course,
    sources,
)
from autograder.cli.common import console, open_course, write_text
from autograder.language import _, speaking
from autograder.reports.attention import class_list_lines, in_a_row
from autograder.reports.class_page import CourseFacts, Heading, course_page, exercise_page
from autograder.reports.class_page.data import (
    Row,
    course_data,
    course_rows,
    exercise_data,
    exercise_rows,
)
from autograder.reports.class_summary import summary_view
from autograder.reports.class_table import class_table
from autograder.reports.course_table import course_table
from autograder.reports.spreadsheet import spreadsheet
from autograder.reports.statistics import class_summary

STDOUT = "-"


class Wanted(NamedTuple):
    """Of which `section`, and what is written beside the table or in its place: a page, the same as
    JSON, as a table for a spreadsheet. None where that is not asked for; `-` is stdout."""

    section: str = ""
    html: str | None = None
    json: str | None = None
    csv: str | None = None
    whole: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing else may be on stdout."""
        return STDOUT in (self.html, self.json, self.csv)


PLAIN = Wanted()


class _Outputs(NamedTuple):
    """What can be written, made only where it is asked for."""

    page: Callable[[], str]
    data: Callable[[], msgspec.Struct]
    rows: Callable[[], list[Row]]


def run(folder: Path | None, name: str | None, wanted: Wanted = PLAIN) -> int:
    """Print the table and the summary of one exercise, or of the whole course."""
    course = open_course(folder)
    exercise = course.exercise(name) if name is not None else None
    from autograder.gradebook import Gradebook

    asked = sources(course, Gradebook if Gradebook.exists(course) else None, wanted.section)
    heading = Heading(course.title, course.language, datetime.now(UTC), wanted.section)
    if exercise is None:
        made = _of_course(class_in_course(course, asked), wanted, heading)
    else:
        made = _of_exercise(class_at(course, exercise, asked), wanted, heading)
    with speaking(course.language):
        _write(wanted, made)
    return 0


def _of_course(facts: CourseFacts, wanted: Wanted, heading: Heading) -> _Outputs:
    if not wanted.is_quiet:
        console().print(course_table(facts, language=heading.language))
    return _Outputs(
        partial(course_page, facts, heading),
        partial(course_data, facts),
        partial(course_rows, facts),
    )


def _of_exercise(found: AtExercise, wanted: Wanted, heading: Heading) -> _Outputs:
    facts, out, language = found.facts, console(), heading.language
    if not wanted.is_quiet:
        out.print(class_table(facts.reports, language=language, whole=wanted.whole))
        out.print()
        out.print(summary_view(class_summary(facts.reports), language=language))
        _say_the_rest(found, language, whole=wanted.whole)
    return _Outputs(
        partial(exercise_page, facts, heading),
        partial(exercise_data, facts),
        partial(exercise_rows, facts),
    )


def _say_the_rest(found: AtExercise, language: str, *, whole: bool) -> None:
    """Who handed in nothing, was late or changed given cells, and whose work is left out."""
    facts, exercise = found.facts, found.facts.name
    missing = [each.id for each in facts.missing]
    print()
    for line in class_list_lines(missing, exercise, language=language, whole=whole):
        print(line)
    late = [work.pupil.id for work in facts.works if work.late]
    changed = [work.pupil.id for work in facts.works if work.changed]
    for some, text in (
        (late, _("Late ({number}): {names}")),
        (changed, _("Changed given cells ({number}): {names}")),
    ):
        if some:
            print(text.format(number=len(some), names=in_a_row(some)))
    if found.staff:
        text = _("Left out, because they are no students by the class list: {names}.")
        print(text.format(names=in_a_row(found.staff)))
    if found.without_record:
        names = in_a_row(found.without_record)
        # `nbgrader autograde --force` removes the record of a notebook that it does not know.
        text = _("Left out, because the record of their grading is gone: {names}.")
        print(text.format(names=names))
        print(_("`autograder grade {exercise}` makes it again.").format(exercise=exercise))
    if found.gone:
        names = in_a_row(found.gone)
        text = _("Left out, because their work is no longer in submitted/: {names}.")
        print(text.format(names=names))
        text = _("`autograder forget {exercise} STUDENT` removes such a grade.")
        print(text.format(exercise=exercise))


def _write(wanted: Wanted, made: _Outputs) -> None:
    if wanted.html is not None:
        write_text(wanted.html, made.page().encode())
    if wanted.json is not None:
        data = msgspec.json.format(msgspec.json.encode(made.data()), indent=1)
        write_text(wanted.json, data + b"\n")
    if wanted.csv is not None:
        write_text(wanted.csv, spreadsheet(made.rows()))
    for file in (wanted.html, wanted.json, wanted.csv):
        if file is not None and not wanted.is_quiet:
            print(_("Written: {file}").format(file=file))
