"""`autograder report`: how the class did, from the records of the last grading."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.records import look_back
from autograder.cli.common import console, open_course
from autograder.language import _
from autograder.reports.attention import in_a_row
from autograder.reports.class_summary import summary_view
from autograder.reports.class_table import class_table
from autograder.reports.statistics import class_summary


def run(folder: Path | None, name: str, *, whole: bool = False) -> int:
    """Print the table and the summary of one exercise."""
    course = open_course(folder)
    from autograder.gradebook import Gradebook

    open_sink = Gradebook if Gradebook.exists(course) else None
    found = look_back(course, course.exercise(name), open_sink)
    out = console()
    out.print(class_table(found.reports, language=course.language, whole=whole))
    out.print()
    out.print(summary_view(class_summary(found.reports), language=course.language))
    if found.without_record:
        names = in_a_row(found.without_record)
        # `nbgrader autograde --force` removes the record of a notebook that it does not know.
        text = _("Left out, because the record of their grading is gone: {names}.")
        print(text.format(names=names))
        print(_("`autograder grade {exercise}` makes it again.").format(exercise=name))
    if found.gone:
        names = in_a_row(found.gone)
        text = _("Left out, because their work is no longer in submitted/: {names}.")
        print(text.format(names=names))
        text = _("`autograder forget {exercise} STUDENT` removes such a grade.")
        print(text.format(exercise=name))
    return 0
