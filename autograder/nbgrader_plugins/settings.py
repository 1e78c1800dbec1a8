"""What nbgrader_config.py takes from course.toml, and what nbgrader needs to find."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from traitlets.config import Config

from autograder.course import load_course
from autograder.errors import AutograderError
from autograder.gradebook.create import find_alembic
from autograder.lessons.build import code_stub
from autograder.nbgrader_config import find_plugins
from autograder.nbgrader_plugins.dates import forgive_dates

EXPORT = "autograder.nbgrader_plugins.export.CsvExport"


def settings_of_course(folder: Path) -> Config:
    """The settings of a course folder, whatever folder nbgrader was started from.

    Where course.toml is wrong, that is said, and nothing is set: an exception here would throw
    all of nbgrader_config.py away, and nbgrader would go on without this engine.
    """
    find_alembic()
    find_plugins(folder)
    forgive_dates()
    settings = Config()
    try:
        course = load_course(folder)
    except AutograderError as error:
        _say(str(error))
        return settings
    settings.CourseDirectory.course_id = course.id
    settings.ExportApp.plugin_class = EXPORT
    settings.ClearSolutions.code_stub = {"python": code_stub(course.language)}
    settings.ClearSolutions.text_stub = ""  # a written question brings its own text
    return settings


@cache
def _say(text: str) -> None:
    """Once in a process, however often nbgrader reads its settings."""
    print(f"autograder: {text}", file=sys.stderr)
