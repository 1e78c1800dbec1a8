"""A backup put in the place of what a course has. No service runs meanwhile.

Whoever was forgotten since the backup was made is forgotten again; everybody has to sign in again,
since sessions that have ended since would live again.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec
from sqlalchemy import delete

from autograder.classroom.secret import course_secret
from autograder.course import Course
from autograder.errors import HistoryError, UsageError
from autograder.files import cannot_be
from autograder.history import FILE, History
from autograder.roster import PEOPLE, read_people
from autograder.service.store.audit import note
from autograder.service.store.bookings import put_booking
from autograder.service.store.kept_apart import forgotten, put_forgotten, was_forgotten
from autograder.service.store.tables import LINKS, SERVICE, SESSIONS, TOKENS
from autograder.service.upkeep.alone import alone
from autograder.service.upkeep.backup import (
    ABOUT,
    FILES,
    FOLDERS,
    GRADEBOOK,
    SECRETS,
    STAY,
    WHO,
    About,
    gradebook_file,
    see_that_it_is_a_file,
)
from autograder.service.upkeep.forgetting import forget_person

ROOM = ".restoring-"
BESIDE = ("-wal", "-shm", "-journal")


class Restored(NamedTuple):
    """When the backup was made, how many hand-ins there are now, and who was forgotten again."""

    made_at: datetime
    hand_ins: int
    forgotten: int


def restore(course: Course, path: Path, *, yes: bool) -> Restored:
    """Put it in place. Without `yes`, nothing is done where something is newer than the backup.

    Raises UsageError, ServiceError where a service runs, FileError and HistoryError.
    """
    see_that_it_is_a_file(course)
    with alone(course):
        for each in course.folder.glob(f"{ROOM}*"):  # of one that was killed
            shutil.rmtree(each, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=ROOM, dir=course.folder) as room:
            about = _unpack(course, path, Path(room))
            gone = _newer(course, Path(room), about)
            if gone and not yes:
                raise UsageError(
                    f"This backup was made {about.made_at:%Y-%m-%d %H:%M} UTC. What came later "
                    f"would be lost: {', '.join(gone)}.",
                    where=course.folder,
                    todo="Make a backup of what there is now, and add --yes.",
                )
            again, digests = _to_forget(course, Path(room))
            try:
                _put_in_place(course, Path(room), about)
            except OSError as error:
                raise cannot_be("written", course.folder, error) from error
            number = _bring_up(course, digests)
            for id in again:
                forget_person(course, id)
    return Restored(about.made_at, number, len(again))


def _unpack(course: Course, path: Path, room: Path) -> About:
    """Write what is in a backup into a folder; raises UsageError where it is not this course's."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = msgspec.json.decode(archive.read(ABOUT), type=About)
            if about.course != course.id:
                raise UsageError(
                    f"This is a backup of the course '{about.course}'.",
                    where=path,
                    todo=f"This course is '{course.id}'.",
                )
            names = archive.namelist()
            if not all(map(_is_ours, names)) or FILE not in names:
                raise zipfile.BadZipFile("names that no backup has")
            archive.extractall(room)  # sees that what comes out is what went in
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, NotImplementedError) as error:
        raise UsageError(
            f"This is no backup of a course, or a damaged one: {error}.",
            where=path,
            todo="`autograder backup` writes one.",
        ) from error
    except OSError as error:
        raise cannot_be("read", path, error) from error
    return about


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/"):
        return False
    return name in (ABOUT, GRADEBOOK, FILE, *FILES) or parts[0] in FOLDERS


def _newer(course: Course, room: Path, about: About) -> list[str]:
    """What is here and not in the backup, in words."""
    found = []
    if (course.folder / FILE).exists():
        found += _newer_rows(course.folder / FILE, room / FILE)
    places = {name: course.folder / name for name in FILES if name not in SECRETS}
    book = gradebook_file(course)
    if book is not None:
        places["the gradebook"] = book
    for name, place in places.items():
        with suppress(FileNotFoundError):
            changed = datetime.fromtimestamp(place.stat().st_mtime, UTC) > about.made_at
            kept = room / name
            same = kept.is_file() and kept.read_bytes() == place.read_bytes()
            found += [f"changes of {name}"] * (changed and not same)
    return found


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
    found = [f"{len(hand_ins)} hand-ins"] if hand_ins else []
    return [*found, f"{len(gradings)} gradings"] if gradings else found


def _to_forget(course: Course, room: Path) -> tuple[list[str], set[str]]:
    """Who of a backup was forgotten since it was made; and the digests by which that is known."""
    secret, path = course_secret(course), course.folder / FILE
    if not path.exists():
        return [], set()
    try:
        with History(path, SERVICE) as history, history.database.reading() as connection:
            digests = forgotten(connection)
    except HistoryError:
        return [], set()
    with History(room / FILE, SERVICE) as history:
        ids = {each.submission.student for each in history.entries()}
    with suppress(FileNotFoundError):
        ids |= {each.id for each in read_people((room / PEOPLE).read_bytes())[0]}
    return sorted(id for id in ids if was_forgotten(id, digests, secret)), digests


def _put_in_place(course: Course, room: Path, about: About) -> None:
    """Raises OSError. Whoever is stopped in between does it once more."""
    for name in FOLDERS:
        shutil.rmtree(course.folder / name, ignore_errors=True)
        if (room / name).is_dir():
            (room / name).rename(course.folder / name)
    for name in FILES:
        if (room / name).is_file():
            (course.folder / name).parent.mkdir(exist_ok=True)
            (room / name).replace(course.folder / name)
        elif name not in STAY:
            (course.folder / name).unlink(missing_ok=True)
    book = gradebook_file(course)
    if book is not None and about.has_gradebook:
        _replace_database(room / GRADEBOOK, book)
    _replace_database(room / FILE, course.folder / FILE)


def _replace_database(new: Path, place: Path) -> None:
    for ending in BESIDE:
        place.with_name(place.name + ending).unlink(missing_ok=True)
    if new.is_file():
        new.replace(place)
    else:
        place.unlink(missing_ok=True)


def _bring_up(course: Course, digests: set[str]) -> int:
    """Nobody is signed in, and the gradebook and the folders follow the history once more; how many
    hand-ins there are."""
    now = datetime.now(UTC)
    with History(course.folder / FILE, SERVICE) as history:
        works = {each.submission.id: each.submission for each in history.entries()}
        with history.database.writing() as connection:
            for table in (SESSIONS, LINKS, TOKENS):
                connection.execute(delete(table))
            for exercise, student in {(e.exercise, e.student) for e in works.values() if e.digest}:
                put_booking(connection, exercise, student, now)
            put_forgotten(connection, digests)
            note(connection, WHO, "restored a backup")
    return len(works)
