"""The class list in the course's folder: people.csv and extensions.csv."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Course
from autograder.errors import CourseError
from autograder.files import PRIVATE, cannot_be, write_atomically
from autograder.policies import zone_named
from autograder.roster.lists import (
    EXTENSION_COLUMNS,
    PEOPLE_COLUMNS,
    extensions_sheet,
    people_sheet,
    read_extensions,
    read_people,
)
from autograder.roster.people import Extension, Person, Roster
from autograder.roster.sheet import Mistake, Sheet

PEOPLE, EXTENSIONS = "people.csv", "extensions.csv"
LOCK = ".autograder/people.lock"
MAX_BYTES = 10_000_000
MAX_SAID = 20  # mistakes in one message


def load_roster(course: Course) -> Roster:
    """The class list of a course; raises CourseError with a sentence on each line that is wrong.

    Where there is no people.csv, nobody is in it.
    """
    people, mistakes = read_people(_read(course.folder / PEOPLE))
    _refuse(course.folder / PEOPLE, mistakes)
    extensions, mistakes = read_extensions(
        _read(course.folder / EXTENSIONS),
        _zone(course),
        [exercise.name for exercise in course.exercises],
        [person.id for person in people],
    )
    _refuse(course.folder / EXTENSIONS, mistakes)
    return Roster(people, extensions)


@contextmanager
def changing(course: Course) -> Iterator[None]:
    """Nobody else changes the class list, or learning platforms, while the block lasts: two who add
    to it at one moment do so one after the other. Raises CourseError where that cannot be."""
    path = course.folder / LOCK
    try:
        path.parent.mkdir(exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
    except OSError as error:
        raise cannot_be("written", path, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def save_people(course: Course, people: Collection[Person]) -> None:
    """Let people.csv hold these people and no others; columns that are not ours stay as they are.

    Raises CourseError, and changes nothing, where something in it is wrong, or would be.
    """
    load_roster(course)
    path = course.folder / PEOPLE
    sheet, _mistakes = Sheet.read(_read(path), PEOPLE_COLUMNS)
    data = people_sheet(sheet, people).write()
    _refuse(path, read_people(data)[1])
    _write(path, data)


def save_extensions(course: Course, extensions: Collection[Extension]) -> None:
    """The same for extensions.csv."""
    known = load_roster(course)
    path, zone = course.folder / EXTENSIONS, _zone(course)
    sheet, _mistakes = Sheet.read(_read(path), EXTENSION_COLUMNS)
    data = extensions_sheet(sheet, extensions, zone).write()
    names = [exercise.name for exercise in course.exercises]
    _refuse(path, read_extensions(data, zone, names, [each.id for each in known.people])[1])
    _write(path, data)


def _zone(course: Course) -> ZoneInfo | None:
    return None if course.rules.zone is None else zone_named(course.rules.zone)


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise cannot_be("read", path, error) from error
    if len(data) > MAX_BYTES:
        raise CourseError(
            "This is too large for a class list.",
            where=path,
            todo=f"It may have {MAX_BYTES // 10**6} MB.",
        )
    return data


def _write(path: Path, data: bytes) -> None:
    """Names and addresses are nobody else's; a file that is there stays as open as it is."""
    mode = path.stat().st_mode & 0o777 if path.exists() else PRIVATE
    write_atomically(path, data, mode, durable=True)


def _refuse(path: Path, mistakes: list[Mistake]) -> None:
    if not mistakes:
        return
    lines = [str(each) for each in mistakes[:MAX_SAID]]
    if len(mistakes) > MAX_SAID:
        lines.append(f"There are {len(mistakes) - MAX_SAID} more.")
    raise CourseError("\n".join(lines), where=path)
