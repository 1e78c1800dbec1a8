"""A backup put in the place of what a course has. No service runs meanwhile.

All of it is got ready and looked at in a folder of its own, and then put in place at once. Whoever
was forgotten since the backup was made is forgotten again; everybody has to sign in again, since
sessions that have ended since would live again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import delete

from autograder.classroom.kept import ROOM, UNDO
from autograder.classroom.rooms import room
from autograder.course import Course
from autograder.engine.cache import FOLDER as CACHE
from autograder.errors import HistoryError, UsageError
from autograder.files import cannot_be
from autograder.gradebook import Gradebook
from autograder.history import FILE, History
from autograder.intake.shelf import COLLECTED
from autograder.roster import load_roster
from autograder.service.lti.platforms import load_platforms
from autograder.service.store.audit import TERMINAL, note
from autograder.service.store.bookings import put_booking
from autograder.service.store.kept_apart import forgotten, was_forgotten
from autograder.service.store.tables import LINKS, SERVICE, SESSIONS, TOKENS, VISITS
from autograder.service.upkeep.alone import alone
from autograder.service.upkeep.archive import unpack
from autograder.service.upkeep.backup import (
    FILES,
    FOLDERS,
    GRADEBOOK,
    LTI_KEYS,
    LTI_PLATFORMS,
    SECRETS,
    STAY,
    About,
    gradebook_file,
    see_that_it_is_a_file,
)
from autograder.service.upkeep.carried import (
    Known,
    keep_in_mind,
    known_in,
    marks_under,
    note_where_it_is,
    secret_in,
)
from autograder.service.upkeep.examined import course_in, examine, gradebook_in, is_of_use
from autograder.service.upkeep.forgetting import PATIENCE, take_out
from autograder.service.upkeep.person import everybody_in
from autograder.service.upkeep.swap import swap

NEW = "new"
BESIDE = ("", "-wal", "-shm", "-journal")  # what belongs to a database of SQLite


class Restored(NamedTuple):
    """When the backup was made, how many hand-ins there are now, and who was forgotten again.
    `went_on` says that there was a history before, which knew of both what came after that."""

    made_at: datetime
    hand_ins: int
    forgotten: int
    went_on: bool


def restore(course: Course, path: Path, *, yes: bool) -> Restored:
    """Put it in place. Without `yes`, nothing is done where something is newer than the backup.

    Raises UsageError, ServiceError where a service runs, FileError and HistoryError; nothing is
    changed then.
    """
    see_that_it_is_a_file(course)
    with alone(course), _room(course) as own:
        return _restore(course, path, own, yes=yes)


@contextmanager
def _room(course: Course) -> Iterator[Path]:
    """A folder in which the backup is got ready; it stays where something is to be put back."""
    with ExitStack() as opened:
        try:
            own = opened.enter_context(room(course.folder, ROOM, unless=UNDO))
            (own / NEW).mkdir()
        except OSError as error:
            raise cannot_be("written", course.folder, error) from error
        yield own


def _restore(course: Course, path: Path, own: Path, *, yes: bool) -> Restored:
    about = unpack(course, path, own / NEW)
    ready = course_in(course, own / NEW)
    examine(ready, path)
    gone = _newer(course, ready, about)
    if gone and not yes:
        raise UsageError(
            f"This backup was made {about.made_at:%Y-%m-%d %H:%M} UTC. What came later "
            f"would be lost: {', '.join(gone)}.",
            where=course.folder,
            todo="Make a backup of what there is now, and add --yes.",
        )
    known = known_in(course.folder)
    hand_ins, again = _get_ready(course, ready, known or Known(), path, about)
    try:
        swap(own, _pairs(course, ready, about))
    except OSError as error:
        raise cannot_be("written", course.folder, error) from error
    if again:
        shutil.rmtree(course.folder / CACHE, ignore_errors=True)
    return Restored(about.made_at, hand_ins, again, known is not None)


def _newer(course: Course, ready: Course, about: About) -> list[str]:
    """What is here and not in the backup, in words."""
    found = []
    if (course.folder / FILE).exists():
        found += _newer_rows(course.folder / FILE, ready.folder / FILE)
        if _has_platforms(ready) and not (course.folder / LTI_PLATFORMS).exists():
            found += [f"changes of {LTI_PLATFORMS}"]  # they were taken out here
    for name in (each for each in FILES if each not in SECRETS):
        with suppress(OSError):  # where it is not there, or cannot be read, nothing is lost
            data, kept = (course.folder / name).read_bytes(), ready.folder / name
            same = kept.is_file() and kept.read_bytes() == data
            found += [f"changes of {name}"] * (not same)
    book = gradebook_file(course)
    if book is not None:
        with suppress(OSError):
            changed = datetime.fromtimestamp(book.stat().st_mtime, UTC) > about.made_at
            found += ["changes of the gradebook"] * changed
    return found


def _has_platforms(ready: Course) -> bool:
    return (ready.folder / LTI_PLATFORMS).exists() and bool(load_platforms(ready))


def _newer_rows(now: Path, then: Path) -> list[str]:
    try:
        with History(now, SERVICE) as here:
            new = here.entries()
    except HistoryError:  # it may be why a backup is put in its place
        return ["a history that cannot be read"]
    with History(then, SERVICE) as there:
        old = there.entries()
    hand_ins = {each.submission.id for each in new} - {each.submission.id for each in old}
    gradings = {each.grading.id for each in new if each.grading is not None}
    gradings -= {each.grading.id for each in old if each.grading is not None}
    found = [f"hand-ins: {len(hand_ins)}"] if hand_ins else []
    return [*found, f"gradings: {len(gradings)}"] if gradings else found


def _get_ready(
    course: Course, ready: Course, known: Known, path: Path, about: About
) -> tuple[int, int]:
    """Bring what was unpacked up to today, before anything is put in its place: nobody is signed
    in, the gradebook and the folders follow the history once more, and who was forgotten is taken
    out. How many hand-ins there are, and how many people were taken out."""
    now = datetime.now(UTC)
    before, after = secret_in(course.folder), secret_in(ready.folder)
    with ExitStack() as opened:
        history = opened.enter_context(History(ready.folder / FILE, SERVICE))
        book = gradebook_in(ready)
        if book is not None:
            opened.enter_context(book)
        works = {each.submission.id: each.submission for each in history.entries()}
        with history.database.writing() as connection:
            for table in (SESSIONS, LINKS, TOKENS, VISITS):
                connection.execute(delete(table))
            for exercise, student in {(e.exercise, e.student) for e in works.values() if e.digest}:
                put_booking(connection, exercise, student, now)
            keep_in_mind(connection, known, marks_under(known, before, after))
            note_where_it_is(connection, path, about.made_at)
            note(connection, TERMINAL, "restored a backup")
            marks = forgotten(connection)
            people = everybody_in(connection)
        people |= _people_beside(ready, book)
        own = after or before
        again = sorted(id for id in people if was_forgotten(id, marks, own))
        for id in again:
            take_out(ready, history, book, id)
        history.database.compact(PATIENCE)
    return len(works), len(again)


def _people_beside(ready: Course, book: Gradebook | None) -> set[str]:
    """The ids that stand in files and in the names of folders."""
    found = {each.id for each in load_roster(ready).people}
    if book is not None:
        found.update(book.class_list())
    for name in (*FOLDERS, f"{ready.submitted.name}/{COLLECTED}"):
        with suppress(OSError):
            found.update(each.name for each in (ready.folder / name).iterdir())
    return found


def _pairs(course: Course, ready: Course, about: About) -> Iterator[tuple[Path, Path]]:
    """What is put where; the history, with which all else is compared, comes last."""
    for name in (*FOLDERS, *FILES):
        new = ready.folder / name
        if name == LTI_KEYS and is_of_use(course.folder / name):
            continue  # those of a backup may have been replaced for a reason
        if new.exists() or name not in STAY:
            yield new, course.folder / name
    book = gradebook_file(course)
    if book is not None and about.has_gradebook:
        yield from _database(ready.folder / GRADEBOOK, book)
    yield from _database(ready.folder / FILE, course.folder / FILE)


def _database(new: Path, place: Path) -> Iterator[tuple[Path, Path]]:
    for ending in BESIDE:
        yield new.with_name(new.name + ending), place.with_name(place.name + ending)
