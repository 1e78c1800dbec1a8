"""The instructor's settings for nbgrader, so that every door uses the same ones."""

from __future__ import annotations

from typing import Any

from autograder.course import Course
from autograder.errors import GradebookError

CONFIG = "nbgrader_config.py"


def nbgrader_settings(course: Course) -> Any:
    """What nbgrader_config.py of the course says: a traitlets Config, empty where there is none."""
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    if not (course.folder / CONFIG).is_file():
        return Config()
    try:
        return PyFileConfigLoader(CONFIG, path=str(course.folder.absolute())).load_config()
    except Exception as error:
        raise GradebookError(
            f"nbgrader's settings cannot be read: {type(error).__name__}: {error}.",
            where=course.folder / CONFIG,
            todo="Correct the file and try again.",
        ) from error


def database_url(course: Course, settings: Any) -> str:
    """The database that nbgrader uses in this course."""
    from nbgrader.coursedir import CourseDirectory

    root = str(course.folder.absolute())
    return str(CourseDirectory(config=settings, root=root).db_url)


def late_penalties(settings: Any) -> Any:
    """nbgrader's own rule for late submissions, ready to be asked."""
    from nbgrader.preprocessors import AssignLatePenalties

    rule = AssignLatePenalties(config=settings)
    rule.init_plugin()
    return rule
