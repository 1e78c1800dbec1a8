"""One submission in the gradebook: its scores and comments, ours and those of people."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from autograder.classroom.sink import OutdatedMark
from autograder.errors import GradebookError
from autograder.gradebook.comments import comment
from autograder.gradebook.review import Review
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.reports.statuses import OPEN
from autograder.results import QuestionResult, Report


def write_scores(notebook: Any, report: Report, where: str, others: Set[str] = frozenset()) -> None:
    """Write what is ours into nbgrader's SubmittedNotebook; what a person wrote stays.

    `others` are the questions whose answers are others than those that a person has seen.
    """
    results = {question.name: question for question in report.questions}
    grades = {question_of(grade.name): grade for grade in notebook.grades}
    for name in results.keys() - grades.keys():
        raise _stale(report, f"the question '{name}'", where)
    for name, grade in grades.items():
        result = results.get(name)
        if result is not None and abs(result.max_score - grade.cell.max_score) > 1e-6:
            raise _stale(report, f"the points of '{name}'", where)
        _write_score(grade, result, name in others)
    for each in notebook.comments:
        result = results.get(each.name)
        each.auto_comment = comment(report, result) if result is not None else None


def reviews_of(notebook: Any) -> dict[str, Review]:
    """What people wrote, by question."""
    said = {each.name: each.manual_comment for each in notebook.comments}
    return {
        name: Review(grade.manual_score, grade.extra_credit, said.get(name))
        for name, grade in ((question_of(grade.name), grade) for grade in notebook.grades)
    }


def outdated_marks(book: Any, exercise: str) -> list[tuple[str, OutdatedMark]]:
    """The marks by hand that are from before the work has changed, until they are saved again; each
    with the student's id. Only these are read: in a large class there are few."""
    from nbgrader.api import Grade

    marked = book.db.query(Grade).filter(Grade.needs_manual_grade, Grade.manual_score.is_not(None))
    return [
        (
            grade.notebook.assignment.student.id,
            OutdatedMark(question_of(grade.name), grade.manual_score, grade.auto_score),
        )
        for grade in marked
        if grade.notebook.assignment.name == exercise
    ]


def changed(seen: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The questions whose answers are not those that a person has seen."""
    return {name for name, _shown in seen.items() ^ now.items()}


def is_marked(notebook: Any) -> bool:
    """Whether a person has given points for something in nbgrader's SubmittedNotebook."""
    return any(grade.manual_score is not None for grade in notebook.grades)


def marked_students(book: Any, exercise: str) -> set[str]:
    """Whose work on an exercise has points from a person."""
    from nbgrader.api import Grade

    marked = book.db.query(Grade).filter(Grade.manual_score.is_not(None))
    works = (grade.notebook.assignment for grade in marked)
    return {work.student.id for work in works if work.name == exercise}


def _write_score(grade: Any, result: QuestionResult | None, has_changed: bool) -> None:
    decided = result is not None and result.status not in OPEN
    before = grade.auto_score
    grade.auto_score = result.score if result is not None and decided else None
    if grade.manual_score is None:
        grade.needs_manual_grade = not decided
    elif has_changed or (None not in (before, grade.auto_score) and grade.auto_score != before):
        grade.needs_manual_grade = True  # a person's mark stays, but it is for other work


def question_of(grade_cell: str) -> str:
    """The question whose points stand in a cell of that name."""
    return grade_cell.removesuffix(CHECKS_SUFFIX)


def _stale(report: Report, what: str, where: str) -> GradebookError:
    return GradebookError(
        f"The gradebook and checks.py of '{report.exercise}' do not agree about {what}.",
        where=where,
        todo="Run `autograder build`, and grade again.",
    )
