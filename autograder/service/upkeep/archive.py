"""A backup unpacked into a folder: only what a backup has, and no more than the disk holds."""

from __future__ import annotations

import errno
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from autograder.course import Course
from autograder.errors import WRONG_KINDS, FileError, UsageError
from autograder.files import PRIVATE, cannot_be
from autograder.history import FILE
from autograder.service.upkeep.backup import (
    ABOUT,
    FILES,
    FOLDERS,
    GRADEBOOK,
    About,
    gradebook_file,
)
from autograder.service.upkeep.names import in_folder

AT_ONCE = 2**20  # bytes
MOST_OF_ABOUT = 10_000  # bytes
SPARE = 50 * 10**6  # bytes of the disk that are left free
# What a damaged archive, or one that somebody has encrypted, makes of the library that reads it.
DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LZMAError, struct.error,
    RuntimeError, EOFError, ValueError, LookupError, OverflowError,
)  # fmt: skip


def unpack(course: Course, path: Path, room: Path) -> About:
    """Write what is in a backup of this course into a folder. Raises UsageError where it is none,
    and FileError where it cannot be read, or the disk has no room for it."""
    try:
        with zipfile.ZipFile(path) as archive:
            places = _places(archive)
            about = _about(archive)
            if about.course != course.id:
                raise UsageError(
                    f"This is a backup of the course '{about.course}'.",
                    where=path,
                    todo=f"This course is '{course.id}'.",
                )
            _see_that_there_is_room(room, sum(each.file_size for each in places))
            for member, parts in places.items():
                place = room.joinpath(*parts)
                _write(archive, member, place)
                if member.filename in (*FILES, FILE, GRADEBOOK):
                    _close(place, _as_it_is_here(course, member.filename))
    except DAMAGED as error:
        raise UsageError(
            f"This is no backup of a course, or a damaged one: {error}.",
            where=path,
            todo="`autograder backup` writes one.",
        ) from error
    except OSError as error:
        raise cannot_be("read", path, error) from error
    return about


def _places(archive: zipfile.ZipFile) -> dict[zipfile.ZipInfo, tuple[str, ...]]:
    """Where each member belongs; raises BadZipFile where there is one that no backup has."""
    found: dict[tuple[str, ...], zipfile.ZipInfo] = {}
    for member in archive.infolist():
        parts = PurePosixPath(in_folder(member.filename)).parts
        if not _is_ours(member, parts) or parts in found:
            raise zipfile.BadZipFile(f"{member.filename!r} in it is nothing that a backup has")
        found[parts] = member
    if not {(ABOUT,), PurePosixPath(FILE).parts} <= set(found):
        raise zipfile.BadZipFile("no history is in it")
    return {member: parts for parts, member in found.items()}


def _is_ours(member: zipfile.ZipInfo, parts: tuple[str, ...]) -> bool:
    if not parts or ".." in parts or member.filename.startswith("/"):
        return False
    if parts[0] in FOLDERS:
        return len(parts) > 1 or member.is_dir()
    return member.filename in (ABOUT, GRADEBOOK, FILE, *FILES)


def _about(archive: zipfile.ZipFile) -> About:
    member = archive.getinfo(ABOUT)
    if member.file_size > MOST_OF_ABOUT:
        raise zipfile.BadZipFile(f"{ABOUT} in it is too large")
    return msgspec.json.decode(archive.read(member), type=About)


def _see_that_there_is_room(room: Path, needed: int) -> None:
    """What an archive says of its size is the most that is read of it."""
    free = shutil.disk_usage(room).free
    if needed + SPARE > free:
        raise FileError(
            f"Unpacked, this backup has {needed // 10**6:,} MB, and {free // 10**6:,} MB are free "
            "on this disk.",
            where=room.parent,
            todo="Make room, and run the command again. What is here stays until then.",
        )


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
    with _written(place):
        folder = place if member.is_dir() else place.parent
        folder.mkdir(parents=True, exist_ok=True)
    if member.is_dir():
        return
    with archive.open(member) as source, _written(place), place.open("xb") as target:
        while data := _next(source):
            target.write(data)


def _as_it_is_here(course: Course, name: str) -> int | None:
    """How open the file is that will be replaced. What is not here yet: names, addresses and
    secrets are nobody else's, and databases as open as the system makes new files."""
    book = gradebook_file(course) if name == GRADEBOOK else None
    here = book or course.folder / name
    if here.is_file():
        return here.stat().st_mode & 0o777
    return PRIVATE if name in FILES else None


def _close(place: Path, mode: int | None) -> None:
    if mode is not None:
        place.chmod(mode)


def _next(source: IO[bytes]) -> bytes:
    """Raises BadZipFile where the archive gives no bytes; the disk has its own errors."""
    try:
        return source.read(AT_ONCE)
    except OSError as error:
        raise zipfile.BadZipFile(str(error)) from error


@contextmanager
def _written(place: Path) -> Iterator[None]:
    """Tell a disk that takes nothing from names that no disk takes."""
    try:
        yield
    except OSError as error:
        if error.errno in WRONG_KINDS or error.errno == errno.ENAMETOOLONG:
            raise zipfile.BadZipFile(
                f"{place.name!r} in it is nothing that a backup has"
            ) from error
        raise cannot_be("written", place, error) from error
