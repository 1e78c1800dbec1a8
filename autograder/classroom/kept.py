"""The history of a course, wherever it is kept."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from autograder.classroom.secret import course_secret
from autograder.course import Course
from autograder.errors import FileError, UsageError
from autograder.files import create_atomically
from autograder.history import SERVER, Entry, History, bare, place_of
from autograder.history.migrations import Part

# Folders in which a backup is got ready, and what stands there while it is put in place.
ROOM = ".restoring-"
UNDO = "undo.json"


def open_history(course: Course, *beside: Part) -> History:
    """Open the history of this course, and other parts beside it. On a server it is that of this
    folder alone, which its secret tells, and the folder knows from then on that it is there.
    Raises HistoryError, UsageError and FileError."""
    if any(course.folder.glob(f"{ROOM}*/{UNDO}")):
        raise UsageError(
            "A backup is being put in place here, or that was stopped in the middle.",
            where=course.folder,
            todo="Wait for it. Where it was stopped, run `autograder restore` again, or start the "
            "service: what was there before is put back first.",
        )
    place = place_of(course.folder)
    if isinstance(place, Path):
        return History(place, *beside)
    told = hashlib.sha256(b"which course" + course_secret(course)).hexdigest()
    history = History(place, *beside, course=told)
    with suppress(FileError):  # a folder that cannot be written is told by who writes there
        create_atomically(course.folder / SERVER, f"{bare(place)}\n".encode())
    return history


def known_entries(course: Course, *, exercise: str = "", student: str = "") -> list[Entry]:
    """What the history says of an exercise or a student, if these are named; nothing where there is
    no history yet, and none is made for that."""
    place = place_of(course.folder)
    if isinstance(place, Path) and not place.exists():
        return []
    with open_history(course) as history:
        return history.entries(exercise=exercise, student=student)
