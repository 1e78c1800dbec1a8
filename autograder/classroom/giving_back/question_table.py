"""The points of a class for each question, for a spreadsheet."""

from __future__ import annotations

from autograder.classroom.giving_back.standing import Standing
from autograder.course import Exercise
from autograder.language import _
from autograder.reports.spreadsheet import spreadsheet
from autograder.reports.statuses import OPEN, open_points, report_status_words
from autograder.results import ReportStatus
from autograder.roster import Person

Cells = list[str | float | None]


def question_table(exercise: Exercise, class_: Standing) -> bytes:
    """A row for each person, in the current language: what counts, and of that each question.
    Empty cells stand where nothing was handed in, or nobody has decided yet; beside the points
    stands of how many that is so."""
    reports = class_.reports
    questions = dict.fromkeys(each.name for own in reports.values() for each in own.questions)
    heads: Cells = ["id", _("name"), _("email"), _("section"), _("exercise"), _("status")]
    heads += [_("points"), _("not decided"), _("of"), *questions]
    rows = [_row(exercise, each, class_, list(questions)) for each in class_.people]
    return spreadsheet([heads, *rows])


def _row(exercise: Exercise, person: Person, class_: Standing, questions: list[str]) -> Cells:
    report = class_.reports.get(person.id)
    row: Cells = [person.id, person.name, person.email, ";".join(person.sections), exercise.name]
    if report is None:
        is_here = person.id in class_.earned
        said = _("not graded yet") if is_here else _("nothing handed in")
        return [*row, said, None, None, exercise.points, *[None] * len(questions)]
    earned = {each.name: each.score for each in report.questions if each.status not in OPEN}
    score = None if report.status is ReportStatus.INTERNAL else report.score
    row += [report_status_words(report.status), score, open_points(report), report.max_score]
    return [*row, *(earned.get(name) for name in questions)]
