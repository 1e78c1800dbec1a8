"""All files in the archives and folders that a command names, also in archives within archives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from autograder.closing import Closing
from autograder.errors import SubmissionError, UsageError
from autograder.files import read_regular
from autograder.intake.items import Item, Odd, inside, is_nobodys, place
from autograder.intake.zips import MOST_BYTES, MOST_BYTES_INSIDE, content, listed
from autograder.language import _
from autograder.submissions.files import Kind, kind, names, regular
from autograder.submissions.work import is_work

MOST_FILES = 50_000  # in everything that the command names
MOST_DEPTH = 20  # folders in folders
MOST_NESTED = 3  # archives in archives
MOST_PACKED = 200_000_000  # of an archive in another
MOST_UNPACKED = 4_000_000_000  # of all of them together
ZIP = ".zip"
_OTHERS = re.compile(r"\.(tar|tgz|tbz2?|txz|rar|7z|tar\.(gz|bz2|xz|zst)|gz|bz2|xz)$", re.IGNORECASE)


class Gathered(NamedTuple):
    """The files, and what was passed over."""

    items: Sequence[Item]
    odd: Sequence[Odd]


def gather(paths: Iterable[Path], room: Path, into: ExitStack) -> Gathered:
    """The files in these archives and folders; what is read of them lies in `room` for as long as
    `into` is open. Raises UsageError where a path is not there."""
    reader = into.enter_context(_Reader(room))
    for path in paths:
        reader.named(path)
    return Gathered(reader.items, reader.odd)


class _Reader(Closing):
    """Goes through what it is given; counts, so that there is an end."""

    def __init__(self, room: Path) -> None:
        self.items: list[Item] = []
        self.odd: list[Odd] = []
        self._room = room
        self._open = ExitStack()
        self._nested = 0
        self._left = MOST_UNPACKED

    def close(self) -> None:
        """Close the archives."""
        self._open.close()

    def named(self, path: Path) -> None:
        """A path of the command: a link is followed here, since the teacher has named it."""
        own = path.resolve()
        found = kind(own)
        if found is Kind.FOLDER:
            self._folder(own, (own.name,))
        elif found is Kind.FILE:
            self._file(own, (own.name,))
        elif found is Kind.CLOSED:
            raise UsageError("This may not be read.", where=path, todo="Change its permissions.")
        elif found is Kind.NOTHING:
            todo = "Check its name and folder."
            raise UsageError("There is no such file or folder.", where=path, todo=todo)
        else:
            todo = "Name a zip, a folder, or a file."
            raise UsageError("This is no ordinary file.", where=path, todo=todo)

    def _folder(self, path: Path, parts: tuple[str, ...]) -> None:
        if len(parts) > MOST_DEPTH:
            self._say(parts, _("There are too many folders in folders here."))
            return
        for name in names(path, most=MOST_FILES):
            own = (*parts, unicodedata.normalize("NFC", name))
            if is_nobodys(own[1:]):
                continue
            match kind(path / name):
                case Kind.FOLDER:
                    self._folder(path / name, own)
                case Kind.FILE:
                    self._file(path / name, own)
                case Kind.LINK:
                    self._say(own, _("It is a link, and links are not followed."))
                case Kind.CLOSED:
                    self._say(own, _("It may not be read."), _("Change its permissions."))
                case Kind.OTHER:
                    self._say(own, _("It is no ordinary file."))

    def _file(self, path: Path, parts: tuple[str, ...]) -> None:
        state = regular(path)
        if state is None:
            return
        if _is_zip(parts[-1]):
            self._archive(path, parts, 0)
        elif self._may_be_read(parts):
            changed = datetime.fromtimestamp(state.st_mtime, tz=UTC)
            self._take(Item(parts, state.st_size, changed, partial(read_regular, path)))

    def _archive(self, path: Path, parts: tuple[str, ...], depth: int) -> None:
        """The files in an archive; the first ones stay open, as much is read from them."""
        try:
            opened, entries = listed(path, MOST_BYTES_INSIDE if depth else MOST_BYTES)
        except SubmissionError as error:
            self._say(parts, error.what, _("Ask for it again, or unpack it yourself."))
            return
        if depth:
            opened.close()
        else:
            self._open.callback(opened.close)
        for entry in entries:
            own = inside(entry.name)
            if own is None:
                what = _("Its path leads out of the archive.")
                self._say((*parts, entry.name), what)
            elif not own or is_nobodys(own):
                continue
            elif entry.trouble:
                self._say((*parts, *own), entry.trouble)
            else:
                read = (
                    partial(_read_anew, path, entry.number)
                    if depth
                    else partial(content, opened, entry.number)
                )
                item = Item((*parts, *own), entry.size, entry.changed, read)
                if _is_zip(item.name):
                    self._nested_archive(item, depth + 1)
                elif self._may_be_read(item.parts):
                    self._take(item)

    def _nested_archive(self, item: Item, depth: int) -> None:
        if depth > MOST_NESTED:
            self._say(item.parts, _("There are too many archives in archives here."))
            return
        if item.size > min(MOST_PACKED, self._left):
            self._say(item.parts, _("This archive in an archive is too large."))
            return
        self._left -= item.size
        data = item.read(item.size + 1)
        if data is None:
            self._say(item.parts, _("It cannot be unpacked: it is broken."))
            return
        self._nested += 1
        path = self._room / f"{self._nested}{ZIP}"
        path.write_bytes(data)
        self._archive(path, item.parts, depth)

    def _may_be_read(self, parts: tuple[str, ...]) -> bool:
        """Whether it is no archive of another kind, of which one sentence tells."""
        if not _OTHERS.search(parts[-1]) or is_work(parts[-1]):
            return True
        what = _("Only zip archives are opened.")
        self._say(parts, what, _("Unpack it into a folder, and name the folder."))
        return False

    def _take(self, item: Item) -> None:
        if len(self.items) == MOST_FILES:
            text = f"There are more than {MOST_FILES} files in all this."
            raise UsageError(text, todo="Collect it in several steps.")
        self.items.append(item)

    def _say(self, parts: Iterable[str], what: str, todo: str = "") -> None:
        self.odd.append(Odd(place(parts), what, todo))


def _is_zip(name: str) -> bool:
    return name.lower().endswith(ZIP)


def _read_anew(path: Path, number: int, most: int) -> bytes | None:
    """From an archive that is not kept open: there may be thousands of them."""
    with ZipFile(path) as opened:
        return content(opened, number, most)
