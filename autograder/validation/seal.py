"""A seal on what was proved: a digest of all that its verdicts rely on.

Where it fits, the same answers would meet the same checks, run by the same code with the same
libraries. It is written by a whole proof without a fault, and never by hand.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

import autograder
from autograder.course import Exercise
from autograder.course.choices import FILE as CHOICES
from autograder.course.shared import files_below, shared_files
from autograder.engine.digests import library_versions
from autograder.notebooks.built import read_built
from autograder.pysource.parse import parse_file, without_docstrings
from autograder.validation import kept

PACKAGE = Path(autograder.__file__).parent
DIGEST_BYTES = 20
# Rooms in which nothing has a say in a verdict. All others count, also those that are new.
NO_SAY = (
    "__init__",
    "api",
    "backends",
    "catalogues",
    "classroom",
    "cli",
    "demo",
    "engine",
    "gradebook",
    "history",
    "intake",
    "lessons",
    "nbgrader_plugins",
    "outputs",
    "pytest_plugin",
    "reports",
    "roster",
    "service",
    "sheets",
    "submissions",
)
# But these modules of theirs have one.
A_SAY = ("engine.context",)
# Files of an exercise that people read, or from which others are made. No translation decides: a
# proof knows a hint by the name of its mistake, and `messages` looks after the placeholders.
READ_BY_PEOPLE = (".md", ".svg", ".po", ".mo", ".jsonl")
OUR_OWN = ("hypothesis", "libcst", "mutmut")  # libraries beside those of the student side


def seal_of(exercise: Exercise, package: Path = PACKAGE) -> str:
    """The seal of an exercise as it is now, on the device that it is for."""
    parts = (
        _of_package(package),
        _of_libraries(exercise),
        _of_settings(exercise),
        _of_files(exercise),
        _of_choices(exercise),
        _of_notebook(exercise.source_notebook),
        _of_notebook(exercise.release_notebook),
        _of_python(exercise.stub) if exercise.stub.is_file() else "",
    )
    return _digest(msgspec.msgpack.encode(parts))


def relied_on(package: Path = PACKAGE) -> Iterator[Path]:
    """Our modules that have a say in a verdict."""
    for path in sorted(package.rglob("*.py")):
        room, *_rest = parts = path.relative_to(package).with_suffix("").parts
        if room not in NO_SAY or ".".join(parts) in A_SAY:
            yield path


@cache
def _of_package(package: Path) -> str:
    """Of our modules."""
    modules = [
        (path.relative_to(package).as_posix(), _of_python(path)) for path in relied_on(package)
    ]
    return _digest(msgspec.msgpack.encode(modules))


def _of_libraries(exercise: Exercise) -> list[object]:
    """Python, whose words and whose parser differ from one minor version to the next, and what
    checks, mutants and answers are run with."""
    return [sys.version_info[:2], sorted(library_versions([*OUR_OWN, *exercise.warm]).items())]


def _of_settings(exercise: Exercise) -> bytes:
    """What course.toml says: for the exercise, its limits, and the device that was chosen."""
    settings = (exercise.points, exercise.warm, exercise.limits)
    graded_at = (exercise.device, exercise.setting, exercise.demo_setting)
    sums = [data.sums.read_bytes() for data in exercise.datasets.values()]
    return msgspec.msgpack.encode((settings, graded_at, sums), order="sorted")


def _of_files(exercise: Exercise) -> list[tuple[str, str]]:
    """Of the exercise's folder, and of what its files import elsewhere in the course."""
    return [
        (path.relative_to(exercise.course_folder).as_posix(), _digest(path.read_bytes()))
        for path in (*files_below(exercise.folder), *shared_files(exercise))
        if path.name not in (kept.FILE, CHOICES) and path.suffix not in READ_BY_PEOPLE
    ]


def _of_choices(exercise: Exercise) -> list[tuple[str, str, float, int, int]]:
    """Of the choice questions: what decides, and no words."""
    return [
        (name, each.kind, each.points, each.right, len(each.digits))
        for name, each in exercise.choices.items()
    ]


def _of_notebook(path: Path) -> list[tuple[str, str, str]]:
    """Of its code, and of what students fill in: the prose may change."""
    if not path.is_file():
        return []
    cells = read_built(path).cells
    return [
        (cell.grade_id, cell.kind, cell.source)
        for cell in cells
        if cell.type == "code" or cell.grade_id
    ]


def _of_python(path: Path) -> str:
    """Of a file as Python runs it: comments, docstrings and layout may change."""
    return ast.dump(without_docstrings(parse_file(path)))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).hexdigest()
