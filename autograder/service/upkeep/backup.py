"""A copy of all that a course has of its class in one file, made while the service runs.

The history is copied last, in one state: what was answered before the copy began is in it, with its
bytes. The folders and the gradebook follow from it, so they may be a little behind. Before anything
is read, the history knows of the copy: whoever is forgotten meanwhile may be in it.
"""

from __future__ import annotations

import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import msgspec

from autograder import __version__
from autograder.classroom.devices import FILE as DEVICES
from autograder.classroom.released import FILE as RELEASED
from autograder.classroom.rooms import hold, room
from autograder.classroom.secret import FILE as SECRET
from autograder.classroom.secret import course_secret
from autograder.classroom.versions import FILE as LIBRARIES
from autograder.classroom.withdrawn import FILE as WITHDRAWN
from autograder.course import Course
from autograder.errors import HistoryError, UsageError
from autograder.files import PRIVATE, aside, cannot_be, put_new
from autograder.gradebook.create import database_file
from autograder.history import FILE, History, kept_on, place_of
from autograder.nbgrader_config import database_url, nbgrader_settings
from autograder.roster import EXTENSIONS, PEOPLE
from autograder.service.store.audit import TERMINAL, note
from autograder.service.store.kept_apart import Backup, backups, drop_backup, note_backup
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep.left import COPIES, remove_what_was_left
from autograder.service.upkeep.names import in_archive, is_text

ABOUT = "backup.json"
GRADEBOOK = "gradebook.db"
# The modules of these two need a library that not everybody has.
LTI_PLATFORMS = "lti.toml"
LTI_KEYS = ".autograder/lti-keys.json"
SECRETS = (SECRET, LTI_KEYS)
STAY = (*SECRETS, LTI_PLATFORMS)  # also where a backup has none
DECIDED = (DEVICES, LIBRARIES, RELEASED, WITHDRAWN)
FILES = (PEOPLE, EXTENSIONS, *DECIDED, LTI_PLATFORMS, *SECRETS)
FOLDERS = ("submitted", "autograded", "feedback")


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself: `has_gradebook` is false where that is on a server."""

    course: str
    made_at: datetime
    autograder: str
    has_gradebook: bool


def back_up(course: Course, path: Path, keep: timedelta) -> list[Backup]:
    """Write the copy into a new file, readable for its owner alone. Gives the earlier ones whose
    time is over. Raises UsageError, FileError and HistoryError."""
    see_that_it_is_a_file(course)
    _see_that_it_can_be_noted(path)
    if path.exists():
        raise UsageError("There is such a file already.", where=path, todo="Name another one.")
    now = datetime.now(UTC)
    made = Backup(str(path.absolute()), now, _last_day(now, keep))
    course_secret(course)  # makes it
    with History(course.folder / FILE, SERVICE) as history:
        remove_what_was_left(course, history)
        with history.database.reading() as connection:
            earlier = backups(connection)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                aside(path) as other,
                open(other, "xb", opener=_held) as file,
                _noted(history, made),
            ):
                _write(course, file, now)
                if not put_new(other, path):
                    raise UsageError("There is such a file already.", where=path)
        except OSError as error:
            raise cannot_be("written", path, error) from error
    return [each for each in earlier if each.keep_until <= now and Path(each.place).exists()]


@contextmanager
def _noted(history: History, made: Backup) -> Iterator[None]:
    """It is known before it is there: no copy is left that nobody remembers."""
    with history.database.writing() as connection:
        number = note_backup(connection, made)
    try:
        yield
    except BaseException:
        with suppress(HistoryError), history.database.writing() as connection:
            drop_backup(connection, number)
        raise
    with history.database.writing() as connection:
        note(connection, TERMINAL, "made a backup")


def _held(name: str, flags: int) -> int:
    """Open a new file that others see to be in use."""
    number = os.open(name, flags, PRIVATE)
    hold(number)
    return number


def _last_day(now: datetime, keep: timedelta) -> datetime:
    try:
        return now + keep
    except OverflowError as error:
        raise UsageError(
            f"Nothing is kept for {keep.days:,} days.", todo="Name a smaller number of days."
        ) from error


def _see_that_it_can_be_noted(path: Path) -> None:
    """Raises UsageError where the history cannot keep in mind where it is."""
    if not is_text(str(path.absolute())):
        raise UsageError(
            "The name of this file, or of a folder in which it is, is no text in UTF-8.",
            where=path,
            todo="Name another one.",
        )


def see_that_it_is_a_file(course: Course) -> None:
    """Raises UsageError where the history is on a server."""
    if kept_on(course.folder) or not isinstance(place_of(course.folder), Path):
        raise UsageError(
            "The history of this course is on a PostgreSQL server.",
            where=course.folder,
            todo="Its administrator backs it up with pg_dump and brings it back with pg_restore. "
            "Copy the folder of the course before that: what is in it follows from the database.",
        )


def gradebook_file(course: Course) -> Path | None:
    """The file of nbgrader's gradebook; None where it is on a server."""
    return database_file(database_url(course, nbgrader_settings(course)))


def copy_database(place: Path, other: Path) -> None:
    """Copy a database of SQLite in one state, whoever writes into it meanwhile."""
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _write(course: Course, file: IO[bytes], now: datetime) -> None:
    book = gradebook_file(course)
    about = About(course.id, now, __version__, book is not None)
    with (
        room((course.folder / FILE).parent, COPIES) as own,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into,
    ):
        into.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about), indent=1))
        for name, place in _files(course):
            try:
                data = place.read_bytes()
            except FileNotFoundError:  # it has gone meanwhile
                continue
            except OSError as error:
                raise cannot_be("read", place, error) from error
            into.writestr(in_archive(name), data)
        copies = [(book, GRADEBOOK), (course.folder / FILE, FILE)]  # the history comes last
        for source, name in copies:
            if source is not None and source.exists():
                copy = own / "copy.db"
                copy_database(source, copy)
                into.write(copy, name)
                copy.unlink()
    file.flush()
    os.fsync(file.fileno())


def _files(course: Course) -> Iterator[tuple[str, Path]]:
    for name in FILES:
        yield name, course.folder / name
    for name in FOLDERS:
        for folder, _folders, files in os.walk(course.folder / name):
            for file in files:
                place = Path(folder) / file
                if place.is_file() and not place.is_symlink():
                    yield str(place.relative_to(course.folder)), place
