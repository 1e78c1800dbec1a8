"""All that nbgrader's gradebook has of one person, to be handed over or to be forgotten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update


def marks_of(book: Any, student: str) -> list[dict[str, Any]]:
    """The points and comments of a student, as plain data: one for each question."""
    from nbgrader.api import SubmittedAssignment

    found = []
    for submission in book.db.query(SubmittedAssignment).filter_by(student_id=student):
        for notebook in submission.notebooks:
            comments = {each.name: each for each in notebook.comments}
            for grade in notebook.grades:
                said = comments.get(grade.name)
                found.append(
                    {
                        "exercise": submission.name,
                        "question": grade.name,
                        "automatic": grade.auto_score,
                        "by_hand": grade.manual_score,
                        "extra": grade.extra_credit,
                        "comment": said.manual_comment if said is not None else None,
                    }
                )
    return found


def pseudonymise(book: Any, student: str, pseudonym: str) -> None:
    """Let a student's points stand under another name; comments go, as somebody may be named there.
    Where the gradebook does not know the student, nothing is done."""
    from nbgrader.api import Comment, Student, SubmittedAssignment, SubmittedNotebook

    students = Student.__table__
    if book.db.scalar(select(Student.id).where(Student.id == student)) is None:
        return
    works = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id == student)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(works))
    nothing = {"auto_comment": None, "manual_comment": None}
    session = {"synchronize_session": False}
    book.db.execute(
        update(Comment).where(Comment.notebook_id.in_(notebooks)).values(nothing),
        execution_options=session,
    )
    book.db.execute(insert(students).values(id=pseudonym))
    book.db.execute(
        update(SubmittedAssignment)
        .where(SubmittedAssignment.student_id == student)
        .values(student_id=pseudonym),
        execution_options=session,
    )
    book.db.execute(delete(students).where(students.c.id == student))
    book.db.commit()
