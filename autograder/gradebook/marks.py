"""What people give for answers, read and written as formgrader does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.classroom.marking.marks import Given, InGradebook
from autograder.gradebook.scores import question_of


def marks_on(book: Any, exercise: str) -> list[InGradebook]:
    """All points of an exercise, in two queries."""
    from nbgrader.api import (
        Assignment,
        Comment,
        Grade,
        GradeCell,
        SolutionCell,
        SubmittedAssignment,
        SubmittedNotebook,
    )

    def asked(table: Any, cell: Any, *columns: Any) -> Any:
        return (
            book.db.query(SubmittedAssignment.student_id, cell.name, *columns)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(table, table.notebook_id == SubmittedNotebook.id)
            .join(cell, cell.id == table.cell_id)
            .filter(Assignment.name == exercise)
        )

    said = {
        (student, name): comment
        for student, name, comment in asked(Comment, SolutionCell, Comment.manual_comment)
        if comment
    }
    columns = Grade.manual_score, Grade.auto_score, GradeCell.max_score, Grade.needs_manual_grade
    return [
        InGradebook(
            student=student,
            question=question_of(name),
            max_score=most,
            by_hand=by_hand,
            automatic=automatic,
            comment=said.get((student, question_of(name)), ""),
            waits=waits,
        )
        for student, name, by_hand, automatic, most, waits in asked(Grade, GradeCell, *columns)
    ]


def give(notebook: Any, given: Iterable[Given]) -> None:
    """Write into nbgrader's SubmittedNotebook what a person gives."""
    grades = {question_of(grade.name): grade for grade in notebook.grades}
    comments = {each.name: each for each in notebook.comments}
    for each in given:
        grade = grades.get(each.question)
        if grade is None:
            continue
        grade.manual_score = each.points
        is_open = each.points is None and grade.auto_score is None
        grade.needs_manual_grade = is_open or not each.holds
        comment = comments.get(each.question)
        if comment is not None:
            comment.manual_comment = each.comment or None
