"""The public names: what a program imports to build, grade and prove (docs/api.md).

    from autograder import Engine, Submission, load_course

    course = load_course("my-course")
    with Engine() as engine:
        work = Submission.from_file("ex02_activations.ipynb", student="ivanova")
        report = engine.submit(course.exercise("ex02_activations"), work).result().report

Each name is imported when it is asked for: `import autograder` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from autograder.api import build, grade_class, validate
    from autograder.course import load_course
    from autograder.engine.engine import Engine
    from autograder.errors import (
        AutograderError,
        ClusterError,
        CourseError,
        FileError,
        GradebookError,
        HistoryError,
        IsolationError,
        SandboxError,
        ServiceError,
        SubmissionError,
        UsageError,
    )
    from autograder.grading import Submission
    from autograder.results import Report

_HOMES = {
    "load_course": "autograder.course",
    "Engine": "autograder.engine.engine",
    "Submission": "autograder.grading",
    "Report": "autograder.results",
    "grade_class": "autograder.api",
    "build": "autograder.api",
    "validate": "autograder.api",
    "AutograderError": "autograder.errors",
    "ClusterError": "autograder.errors",
    "CourseError": "autograder.errors",
    "FileError": "autograder.errors",
    "GradebookError": "autograder.errors",
    "HistoryError": "autograder.errors",
    "IsolationError": "autograder.errors",
    "SandboxError": "autograder.errors",
    "ServiceError": "autograder.errors",
    "SubmissionError": "autograder.errors",
    "UsageError": "autograder.errors",
}

__all__ = [
    "AutograderError",
    "ClusterError",
    "CourseError",
    "Engine",
    "FileError",
    "GradebookError",
    "HistoryError",
    "IsolationError",
    "Report",
    "SandboxError",
    "ServiceError",
    "Submission",
    "SubmissionError",
    "UsageError",
    "__version__",
    "build",
    "grade_class",
    "load_course",
    "validate",
]


def __getattr__(name: str) -> Any:
    """A public name, from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'autograder' has no attribute '{name}'")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
