"""The rows of a few submissions, read with a handful of queries, however many they are.

nbgrader's own methods ask the database for every student, submission, cell and score on its own:
30 questions for each submission.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def notebooks_of(book: Any, exercise: str, students: Collection[str]) -> dict[str, Any]:
    """nbgrader's SubmittedNotebook of each student; made, with all grades and comments that
    belong to it, where the gradebook has none yet. To be called inside a transaction."""
    released = _released(book, exercise)
    found = _read(book, released, students)
    new = [student for student in students if student not in found]
    for student in new:
        book.update_or_create_student(student)
        book.add_submission(exercise, student)
    if new:
        found |= _read(book, released, new)
    return found


def known_notebooks(book: Any, exercise: str, students: Collection[str]) -> dict[str, Any]:
    """nbgrader's SubmittedNotebook of each student who has one."""
    from nbgrader.api import MissingEntry

    try:
        released = _released(book, exercise)
    except MissingEntry:
        return {}
    return _read(book, released, students)


def students_of(book: Any, exercise: str) -> list[str]:
    """Who has a submission of the exercise, graded or not."""
    from nbgrader.api import Assignment, SubmittedAssignment

    asked = book.db.query(SubmittedAssignment.student_id).join(SubmittedAssignment.assignment)
    return [student for (student,) in asked.filter(Assignment.name == exercise)]


def _released(book: Any, exercise: str) -> Any:
    released = book.find_notebook(exercise, exercise)
    # SQLAlchemy forgets what nobody holds, and would read each cell again for each grade.
    book.db.info["cells"] = _cells(book, released)
    return released


def _cells(book: Any, released: Any) -> list[Any]:
    from nbgrader.api import GradeCell, SolutionCell, TaskCell

    kinds = (GradeCell, TaskCell, SolutionCell)
    return [
        cell for kind in kinds for cell in book.db.query(kind).filter_by(notebook_id=released.id)
    ]


def _read(book: Any, released: Any, students: Collection[str]) -> dict[str, Any]:
    from nbgrader.api import SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import joinedload, selectinload

    notebooks = (
        book.db.query(SubmittedNotebook)
        .join(SubmittedNotebook.assignment)
        .filter(SubmittedNotebook.notebook_id == released.id)
        .filter(SubmittedAssignment.student_id.in_(students))
        .options(
            joinedload(SubmittedNotebook.assignment),
            selectinload(SubmittedNotebook.grades),
            selectinload(SubmittedNotebook.comments),
        )
        .populate_existing()
    )
    return {notebook.assignment.student_id: notebook for notebook in notebooks}
