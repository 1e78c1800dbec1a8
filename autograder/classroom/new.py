"""A new exercise folder, which builds and validates at once: the example under another name."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.machinery import PathFinder
from keyword import iskeyword
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.catalogues import po
from autograder.classroom.build import Built, build
from autograder.course import Course, load_course
from autograder.course.manifest import MANIFEST
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.language import ENGLISH
from autograder.nbgrader_config import CONFIG, new_settings

TEMPLATE, SUFFIX = Path(autograder.__file__).parent / "exercise_template", ".template"
CELL = re.compile(rb"^(```python .*\n)(?:.*\n)*?(```)$", re.MULTILINE)
CODE = ("solution.py", "checks.py", "alternatives.py", "mistakes/paint.py")


class NewExercise(NamedTuple):
    """The course with it, its folder, what is to be translated in the course, and what was built
    of it."""

    course: Course
    folder: Path
    to_translate: list[str]
    built: Built


def new_exercise(course_folder: Path, name: str) -> NewExercise:
    """Write the example exercise under a new name, add it to course.toml, and build it. Where there
    is no course, it is begun.

    Raises UsageError where the name is taken or none, CourseError where course.toml is wrong, and
    FileError where something cannot be written.
    """
    place = course_folder / "solutions" / name
    if not name.isidentifier() or iskeyword(name):
        raise UsageError(
            f"'{name}' cannot be the name of an exercise.",
            todo="Use letters, digits and underscores, such as ex03_losses.",
        )
    if name in sys.stdlib_module_names or PathFinder.find_spec(name) is not None:
        what = f"There is a Python library called '{name}', which an exercise would hide."
        raise UsageError(what, todo="Take another name, such as ex03_losses.")
    if place.exists():
        raise UsageError("This folder is there already.", where=place, todo="Take another name.")
    _write(course_folder, place)
    to_translate = po.update(course_folder)
    course = load_course(course_folder)
    built = build(course)  # of the others too: each says how many lessons there are
    return NewExercise(course, place, to_translate, built)


def _write(course_folder: Path, place: Path) -> None:
    """Write the files of the exercise, and its lines in course.toml."""
    manifest = course_folder / MANIFEST
    if not manifest.exists():
        write_atomically(manifest, _template(MANIFEST))
        write_atomically(course_folder / CONFIG, new_settings())
    languages = load_course(course_folder).languages  # a manifest with a fault is not added to
    for part, content in _files(languages).items():
        write_atomically(place / part, content)
    name = place.name
    title = name.partition("_")[2].replace("_", " ").capitalize() or name
    titles = "\n".join(f'{language} = "{title}"' for language in languages)
    entry = _template("entry.toml").decode().format(name=name, titles=titles)
    write_atomically(manifest, manifest.read_bytes() + entry.encode())


def _files(languages: Sequence[str]) -> dict[str, bytes]:
    """The files of the example. It is in English, in whatever language the course has its code;
    of the others, some have a translation here."""
    source, *others = languages
    files = {name: _template(name) for name in CODE}
    files[f"lesson.{source}.md"] = _template(f"lesson.{ENGLISH}.md")
    for language in others:
        lesson, catalog = f"lesson.{language}.md", f"messages.{language}.po"
        if _is_there(catalog) and source == ENGLISH:
            files |= {lesson: _template(lesson), catalog: _template(catalog)}
        else:
            files[lesson] = CELL.sub(rb"\1\2", files[f"lesson.{source}.md"])
    return files


def _is_there(name: str) -> bool:
    return (TEMPLATE / (name + SUFFIX)).is_file()


def _template(name: str) -> bytes:
    return (TEMPLATE / (name + SUFFIX)).read_bytes()
