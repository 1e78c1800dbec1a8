"""A course's settings for nbgrader, so that every door uses the same ones."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import GradebookError

CONFIG = "nbgrader_config.py"
ENGINE = "autograder.nbgrader_plugins.grading.GradingExporter"
WITHOUT = "`nbgrader autograde` and formgrader do not use this engine here."


def nbgrader_settings(course: Course) -> Any:
    """What nbgrader_config.py of the course says: a traitlets Config, empty where there is none."""
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    find_plugins(course.folder)
    if not (course.folder / CONFIG).is_file():
        return Config()
    try:
        return PyFileConfigLoader(CONFIG, path=str(course.folder.absolute())).load_config()
    except (Exception, SystemExit) as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise GradebookError(
            f"nbgrader's settings cannot be read: {said}.",
            where=course.folder / CONFIG,
            todo="Correct the file and try again.",
        ) from error


def new_settings() -> bytes:
    """The nbgrader_config.py of a new course."""
    return (files("autograder") / "exercise_template" / f"{CONFIG}.template").read_bytes()


def engine_trouble(course: Course) -> str:
    """Why nbgrader would not grade through this engine in this course; empty where it does."""
    path = course.folder / CONFIG
    if not path.is_file():
        return f"{path}: This file is missing: {WITHOUT} Run `autograder build`, which writes it."
    try:
        settings = nbgrader_settings(course)
    except GradebookError as error:
        return f"{error} Until then {WITHOUT}"
    named = settings.Autograde.get("exporter_class")
    if named == ENGINE or _is_ours(named):
        return ""
    said = f"names {named!r}" if named else "names none"
    return (
        f"{path}: For Autograde.exporter_class this file {said}: {WITHOUT} Write "
        f'c.Autograde.exporter_class = "{ENGINE}".'
    )


def find_plugins(folder: Path) -> None:
    """Plug-ins lie beside nbgrader_config.py, whatever folder a command was started from."""
    place = str(folder.absolute())
    if place not in sys.path:
        sys.path.append(place)


def database_url(course: Course, settings: Any) -> str:
    """The database that nbgrader uses in this course."""
    from nbgrader.coursedir import CourseDirectory

    root = str(course.folder.absolute())
    return str(CourseDirectory(config=settings, root=root).db_url)


def _is_ours(named: Any) -> bool:
    """Whether the class, or the name of one, is ours or one that was made from it."""
    if not named:
        return False
    from traitlets.utils.importstring import import_item

    try:
        found = import_item(named) if isinstance(named, str) else named
        return issubclass(found, import_item(ENGINE))
    except Exception:
        return False
