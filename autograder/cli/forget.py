"""`autograder forget EXERCISE STUDENT`: the grade of work that is no longer there."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.forget import forget
from autograder.cli.common import open_course
from autograder.gradebook import Gradebook


def run(folder: Path | None, name: str, student: str, *, force: bool) -> int:
    """Remove it from gradebook, autograded/ and feedback/; what a person wrote only by force."""
    course = open_course(folder)
    forget(course, course.exercise(name), student, Gradebook, force=force)
    print(f"Removed: the grade of {student} for {name}, the graded notebook and the page.")
    return 0
