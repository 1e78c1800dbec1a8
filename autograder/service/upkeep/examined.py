"""What was unpacked of a backup, looked at before anything is put in its place."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from autograder.classroom.devices import FILE as DEVICES
from autograder.classroom.secret import FILE as SECRET
from autograder.classroom.secret import course_secret
from autograder.course import Course
from autograder.errors import AutograderError, UsageError
from autograder.gradebook import Gradebook
from autograder.history import FILE, History
from autograder.roster import EXTENSIONS, PEOPLE, load_roster
from autograder.service.lti.platforms import load_platforms
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep.backup import GRADEBOOK, LTI_KEYS, LTI_PLATFORMS

Filled = Annotated[str, msgspec.Meta(min_length=1)]


class _Jwk(msgspec.Struct):
    """A private key as RSA has it."""

    kty: Literal["RSA"]
    kid: Filled
    n: Filled
    e: Filled
    d: Filled


class _Key(msgspec.Struct):
    """As `lti.keys` has it."""

    made_at: Annotated[datetime, msgspec.Meta(tz=True)]
    jwk: _Jwk


class _Keys(msgspec.Struct):
    """The keys for learning platforms, as `lti.keys` reads them: its library may not be here."""

    keys: Annotated[tuple[_Key, ...], msgspec.Meta(min_length=1)]
    states: Filled


def course_in(course: Course, room: Path) -> Course:
    """The same course, with what was unpacked in the place of its files."""
    other = copy.copy(course)
    other.folder = room
    return other


def gradebook_in(unpacked: Course) -> Gradebook | None:
    """The gradebook that was unpacked, to be opened in a `with` block; None where there is none."""
    path = unpacked.folder / GRADEBOOK
    return Gradebook(unpacked, f"sqlite:///{path}") if path.exists() else None


def examine(unpacked: Course, path: Path) -> None:
    """See that a course can go on with everything that was unpacked from the backup at `path`;
    raises UsageError, which names the file in it that is of no use."""
    folder = unpacked.folder
    with _of(path, FILE):
        see_that_it_is_whole(folder / FILE, "history_version")
        with History(folder / FILE, SERVICE) as history:
            history.entries()
    if (folder / GRADEBOOK).exists():
        with _of(path, GRADEBOOK):
            see_that_it_is_whole(folder / GRADEBOOK, "student")
            book = gradebook_in(unpacked)
            assert book is not None
            with book:
                book.class_list()
    with _of(path, f"{PEOPLE} or {EXTENSIONS}"):
        load_roster(unpacked)
    if (folder / SECRET).exists():
        with _of(path, SECRET):
            course_secret(unpacked)
    with _of(path, LTI_PLATFORMS):
        load_platforms(unpacked)
    for name, kind in ((LTI_KEYS, _Keys), (DEVICES, dict[str, str])):
        if (folder / name).exists():
            with _of(path, name):
                msgspec.json.decode((folder / name).read_bytes(), type=kind)


def is_of_use(keys: Path) -> bool:
    """Whether this is a file with keys for learning platforms."""
    try:
        msgspec.json.decode(keys.read_bytes(), type=_Keys)
    except (OSError, ValueError):
        return False
    return True


def see_that_it_is_whole(path: Path, table: str) -> None:
    """Read a database of SQLite to its end, in which there has to be this table. Raises UsageError
    and sqlite3.Error."""
    with closing(sqlite3.connect(path)) as database:
        (said,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise UsageError(f"The database is damaged: {said}.")
        known = database.execute("SELECT name FROM sqlite_master").fetchall()
        if (table,) not in known:
            raise UsageError("This is another database, or an empty one.")


@contextmanager
def _of(path: Path, name: str) -> Iterator[None]:
    """Tell what is wrong with a file of the backup."""
    try:
        yield
    except (AutograderError, sqlite3.Error, ValueError) as error:
        what = error.what if isinstance(error, AutograderError) else f"{error}."
        raise UsageError(
            f"This backup cannot be used. {name} in it: {what}",
            where=path,
            todo="Nothing was changed here. Take another backup; or unpack this one, mend the "
            "file, and pack it again.",
        ) from error
