"""What stays at learning platforms of somebody who is forgotten here."""

from __future__ import annotations

from autograder.classroom.kept import open_history
from autograder.course import Course
from autograder.service.store.passbacks import stays_at
from autograder.service.store.tables import SERVICE


def grades_elsewhere(course: Course, id: str) -> list[tuple[str, str]]:
    """The platforms that have a grade of theirs from us, and for which exercise."""
    with (
        open_history(course, SERVICE) as history,
        history.database.reading() as connection,
    ):
        return stays_at(connection, id)
