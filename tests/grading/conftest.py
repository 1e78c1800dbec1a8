"""What the tests of grading share."""

from __future__ import annotations

import pytest
from toy_course import MakeCourse

from autograder.engine.context import open_context
from autograder.grading import ExerciseContext


@pytest.fixture
def context(make_toy: MakeCourse) -> ExerciseContext:
    """The toy exercise, opened."""
    return open_context(make_toy().exercise("toy"))
