"""Zip archives that strangers have made: how much is in one is known before it is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from autograder.errors import SubmissionError
from autograder.intake.spellings import spelled
from autograder.language import _

MOST_ENTRIES = 20_000  # in one archive
MOST_BYTES = 8_000_000_000  # in one that the command names, unpacked
MOST_BYTES_INSIDE = 200_000_000  # in one that lies in another
MOST_TIMES = 200  # how much larger than packed a large file may be
LARGE = 5_000_000
_LINE = 300  # bytes of the list for one entry
_ENCRYPTED, _UTF8 = 0x1, 0x800
_LINK, _KINDS, _REGULAR = 0o120000, 0o170000, (0, 0o100000)
_NAME = 0x7075  # the extra field that has the name in UTF-8
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error,
    NotImplementedError, RuntimeError, IndexError, MemoryError,
)  # fmt: skip


class Entry(NamedTuple):
    """A file in an archive; `trouble` says why it is not taken, where it is not."""

    number: int
    name: str
    size: int
    changed: datetime | None
    trouble: str = ""


def listed(archive: Path, most_bytes: int) -> tuple[zipfile.ZipFile, list[Entry]]:
    """An archive, open, and the files in it; raises SubmissionError."""
    try:
        with archive.open("rb") as file:
            _see_that_the_list_is_bounded(file)
        opened = zipfile.ZipFile(archive)
    except BROKEN as error:
        raise SubmissionError(
            _("This archive is broken: it may have been cut off on its way.")
        ) from error
    try:
        if len(opened.infolist()) > MOST_ENTRIES:
            raise _too_many()
        entries = list(_entries(opened))
        if sum(each.size for each in entries) > most_bytes:
            text = _("This archive would be larger than {most} MB when it is unpacked.")
            raise SubmissionError(text.format(most=most_bytes // 10**6))
    except BaseException:
        opened.close()
        raise
    return opened, entries


def content(opened: zipfile.ZipFile, number: int, most: int) -> bytes | None:
    """The first bytes of an entry; None where they cannot be read."""
    try:
        with opened.open(opened.infolist()[number]) as file:
            return file.read(most)
    except BROKEN:
        return None


def _entries(opened: zipfile.ZipFile) -> Iterator[Entry]:
    infos = opened.infolist()
    unsaid = [each for each in infos if not each.flag_bits & _UTF8]
    names = dict(zip(map(id, unsaid), spelled([_raw(each) for each in unsaid]), strict=True))
    for number, info in enumerate(infos):
        name = _said(info) or names.get(id(info), info.orig_filename)
        if not name.endswith(("/", "\\")):
            yield Entry(number, name, info.file_size, _changed(info), _trouble(info))


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The name as it stands in the archive: Python reads it so where nothing says how."""
    return info.orig_filename.encode("cp437", "replace")


def _said(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8, where it stands beside the other one."""
    place = 0
    while place + 4 <= len(info.extra):
        kind, length = struct.unpack_from("<HH", info.extra, place)
        field = info.extra[place + 4 : place + 4 + length]
        if kind == _NAME and field[:1] == b"\1" and zlib.crc32(_raw(info)) == _crc(field):
            return field[5:].decode("utf-8", "replace")
        place += 4 + length
    return ""


def _crc(field: bytes) -> int:
    return int.from_bytes(field[1:5], "little")


def _trouble(info: zipfile.ZipInfo) -> str:
    kind = info.external_attr >> 16 & _KINDS
    if info.flag_bits & _ENCRYPTED:
        return _("It is locked with a password.")
    if kind == _LINK:
        return _("It is a link, and links are not followed.")
    if kind not in _REGULAR:
        return _("It is no ordinary file.")
    if info.file_size > max(LARGE, MOST_TIMES * info.compress_size):
        return _("It would become more than {times} times as large when it is unpacked.").format(
            times=MOST_TIMES
        )
    return ""


def _changed(info: zipfile.ZipInfo) -> datetime | None:
    """On the clock of whoever has packed it; without one it is 1980."""
    try:
        found = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
    return found if found.year > 1980 else None


def _see_that_the_list_is_bounded(file: IO[bytes]) -> None:
    """The end of an archive says how long its list is: a list of millions is not even read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 70_000))
    end = file.read()
    place = end.rfind(b"PK\5\6")
    if place < 0 or place + 22 > len(end):
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<I", end, place + 12)
    locator = end.rfind(b"PK\6\7", 0, place)
    if locator >= 0 and locator + 16 <= len(end):
        (at,) = struct.unpack_from("<Q", end, locator + 8)
        file.seek(min(at, size))
        record = file.read(56)
        if len(record) == 56 and record.startswith(b"PK\6\6"):
            (length,) = struct.unpack_from("<Q", record, 40)
    if length > MOST_ENTRIES * _LINE:
        raise _too_many()


def _too_many() -> SubmissionError:
    text = _("There are more than {most} files in this archive.")
    return SubmissionError(text.format(most=MOST_ENTRIES))
