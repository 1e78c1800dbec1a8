"""What was left behind by commands and services that were killed: copies of what a class has done.

Backups that are being made stand beside their place under a name that tells whose they are, and are
locked, as are all folders in which something is copied or unpacked.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from autograder.classroom.kept import ROOM, UNDO
from autograder.classroom.rooms import is_held, remove_left_rooms
from autograder.course import Course
from autograder.files import SUFFIX, is_abandoned
from autograder.history import FILE, History
from autograder.service.queue.reading import remove_what_was_being_read
from autograder.service.store.kept_apart import Backup, backups

COPIES = "autograder-backup-"  # folders beside the history, for copies of databases


def remove_what_was_left_here(course: Course) -> None:
    """Remove what nobody uses who lives, in the course and in the folders of the system."""
    remove_what_was_being_read()
    remove_left_rooms((course.folder / FILE).parent, COPIES)
    remove_left_rooms(course.folder, ROOM, unless=UNDO)


def remove_what_was_left(course: Course, history: History) -> None:
    """The same, and what is beside the places of backups: they may be on another machine, for which
    no service waits. Raises HistoryError."""
    remove_what_was_left_here(course)
    with history.database.reading() as connection:
        known = backups(connection)
    for part in (part for each in known for part in _parts(each)):
        if not _is_written(part):
            with suppress(OSError):
                part.unlink()


def is_being_made(backup: Backup) -> bool:
    """Whether somebody writes it just now."""
    return any(map(_is_written, _parts(backup)))


def _is_written(part: Path) -> bool:
    try:
        return is_held(part)
    except OSError:  # a file system without locks
        return not is_abandoned(part)


def _parts(backup: Backup) -> Iterator[Path]:
    """As `files.aside` calls what is not whole yet."""
    place = Path(backup.place)
    with suppress(OSError):
        yield from place.parent.glob(f".{glob.escape(place.name)}.*{SUFFIX}")
