"""A student of whom something is asked."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure


def student_with(session: Session, source: str) -> Student:
    session.run_cell(f"import numpy as np\n{source}")
    return Student(session)


def failure(student: Student, name: str, *arguments: Any) -> StudentFailure:
    """How a call fails."""
    with pytest.raises(StudentFailure) as caught:
        student.call(name, arguments)
    return caught.value
