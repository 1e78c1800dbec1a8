"""Where every version of a work is kept, and which one lies in submitted/ to be graded.

All that was ever collected stands in `submitted/.collected/STUDENT/EXERCISE/`, a folder for each
version; nothing else reads there, as its name is hidden. The version that counts is copied from
there to `submitted/STUDENT/EXERCISE/`. A folder appears whole or not at all, and only what is kept
already makes place for another: whoever is killed in between leaves what the same command
completes.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from autograder.course import Exercise
from autograder.files import alone_in, cannot_be, create_atomically, is_abandoned
from autograder.intake.standing import Kept, digest_in, moment_in, standing
from autograder.intake.versions import Version
from autograder.submissions import TIMESTAMP
from autograder.submissions.files import Kind, kind

COLLECTED = ".collected"
_NEW = ".new"


class State(StrEnum):
    """What has become of what a student has sent."""

    FIRST = "first"  # there was nothing before
    NEWER = "newer"  # it has taken the place of an earlier one
    EARLIER = "earlier"  # it is kept beside, since what is there goes before it
    SAME = "same"  # it was there already
    BLOCKED = "blocked"  # something that is no folder stands in its place


class Shelf:
    """The shelf of an exercise. With `is_dry` nothing is written."""

    def __init__(self, submitted: Path, exercise: Exercise, *, is_dry: bool = False) -> None:
        self._submitted = submitted
        self._exercise = exercise
        self._is_dry = is_dry

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody else collects while the block lasts. Raises FileError."""
        if self._is_dry:
            yield
            return
        root = self._submitted / COLLECTED
        try:
            root.mkdir(parents=True, exist_ok=True)
            with alone_in(root):
                self._tidy()
                yield
        except OSError as error:
            raise cannot_be("written", Path(error.filename or root), error) from error

    def place(self, student: str) -> Path:
        """Where the work of a student lies to be graded."""
        return self._submitted / student / self._exercise.name

    def take(self, student: str, versions: Sequence[Version]) -> tuple[State, Kept | None, int]:
        """Keep these versions, and let the best of all lie in submitted/; what has become of it,
        which one that is, and how many there are. Raises FileError and OSError."""
        place = self.place(student)
        ways = (kind(self._submitted / student), kind(place))
        if not all(way in (Kind.NOTHING, Kind.FOLDER) for way in ways):
            return State.BLOCKED, None, 0
        kept = self._kept(student)
        is_filled = ways[1] is Kind.FOLDER and any(place.iterdir())
        there = digest_in(place) if is_filled else None
        folders = {**kept, there: place} if there is not None else kept
        new = [each for each in versions if each.digest not in folders]
        every = standing(self._exercise, folders, there)
        every += [Kept(each.digest, each.rank, each) for each in new]
        best = max(every, key=lambda each: each.rank)
        if not self._is_dry:
            self._keep(student, [each for each in versions if each.digest not in kept])
            if best.digest != there:
                self._install(student, best.digest, is_filled=is_filled)
            self._date(student, versions)
        if best.digest != there:
            return (State.FIRST if there is None else State.NEWER), best, len(every)
        return (State.EARLIER if new else State.SAME), best, len(every)

    def _kept(self, student: str) -> dict[str, Path]:
        """The versions on the shelf, by their digests."""
        folder = self._submitted / COLLECTED / student / self._exercise.name
        if kind(folder) is not Kind.FOLDER:
            return {}
        kept = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
        return {digest_in(each): each for each in kept}

    def _keep(self, student: str, versions: Iterable[Version]) -> None:
        shelf = self._shelf(student)
        for each in versions:
            moment = each.rank.moment
            with self._aside(shelf) as aside:
                aside.mkdir()
                for name, data in each.files.items():
                    (aside / name).write_bytes(data)
                    os.utime(aside / name, (moment.timestamp(),) * 2)
                aside.rename(shelf / _name(moment, each.digest))

    def _install(self, student: str, digest: str, *, is_filled: bool) -> None:
        place = self.place(student)
        place.parent.mkdir(parents=True, exist_ok=True)
        if is_filled:
            self._put_away(student, place)
        elif place.is_dir():
            place.rmdir()
        with self._aside(place.parent) as aside:
            shutil.copytree(self._kept(student)[digest], aside, symlinks=True)
            aside.rename(place)

    def _put_away(self, student: str, old: Path) -> None:
        """Make place: what lies there goes to the shelf as it is, unless it stands there."""
        digest = digest_in(old)
        twin = self._kept(student).get(digest)
        if twin is None:
            old.rename(self._shelf(student) / _name(moment_in(old), digest))
            return
        if kind(old / TIMESTAMP) is Kind.FILE:
            shutil.copy2(old / TIMESTAMP, twin / TIMESTAMP)
        with self._aside(old.parent) as aside:
            old.rename(aside)

    def _date(self, student: str, versions: Iterable[Version]) -> None:
        """Write down when work came, where that is known and nobody has written it yet."""
        dated = [each for each in versions if each.came is not None]
        if not dated:
            return
        places = self._kept(student)
        for each in dated:
            for folder in (places[each.digest], self.place(student)):
                if digest_in(folder) == each.digest:
                    text = f"{each.came:%Y-%m-%d %H:%M:%S} UTC\n"
                    create_atomically(folder / TIMESTAMP, text.encode())

    def _shelf(self, student: str) -> Path:
        folder = self._submitted / COLLECTED / student / self._exercise.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextmanager
    def _aside(self, folder: Path) -> Iterator[Path]:
        """Where a folder is made until it is whole; what still stands there in the end goes."""
        writer = f"{threading.get_native_id()}.{os.getpid()}"
        path = folder / f".{self._exercise.name}.{writer}{_NEW}"
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def _tidy(self) -> None:
        """Remove what a killed command has begun: all of it is on the shelf, or was never whole."""
        own = f".{self._exercise.name}.*{_NEW}"
        for pattern in (f"*/{own}", f"{COLLECTED}/*/{self._exercise.name}/{own}"):
            for path in self._submitted.glob(pattern):
                if is_abandoned(path):
                    shutil.rmtree(path, ignore_errors=True)


def _name(moment: datetime, digest: str) -> str:
    """A folder's name on the shelf: in the order of time, and never twice the same."""
    return f"{moment:%Y-%m-%d_%H-%M-%S}_{digest[:16]}"
