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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from autograder.course import Exercise
from autograder.files import (
    alone_in,
    cannot_be,
    create_atomically,
    is_abandoned,
    read_regular,
    write_atomically,
)
from autograder.intake.ranks import Worth
from autograder.intake.standing import Kept, digest_in, moment_in, standing
from autograder.intake.versions import Version
from autograder.submissions import TIMESTAMP
from autograder.submissions.files import Kind, kind

COLLECTED = ".collected"
COUNTS = ".counts"  # which version was decided to count
_NEW = ".new"


class State(StrEnum):
    """What has become of what a student has sent."""

    FIRST = "first"  # there was nothing before
    NEWER = "newer"  # it has taken the place of an earlier one
    EARLIER = "earlier"  # it is kept beside, since what is there goes before it
    SAME = "same"  # it was there already
    BLOCKED = "blocked"  # something that is no folder stands in its place


class Placed(NamedTuple):
    """What has become of what a student has sent, which version counts now, how many there are,
    whether that was decided by more than their times, and whether these leave it open."""

    state: State
    best: Kept | None = None
    number: int = 0
    was_decided: bool = False
    is_open: bool = False


Decide = Callable[[str, Sequence[Kept]], Kept | None]


class Shelf:
    """The shelf of an exercise. With `is_dry` nothing is written."""

    def __init__(
        self,
        submitted: Path,
        exercise: Exercise,
        *,
        is_dry: bool = False,
        decide: Decide | None = None,
    ) -> None:
        """`decide` is asked which of several answered works counts; without it, the newest does."""
        self._submitted = submitted
        self._exercise = exercise
        self._is_dry = is_dry
        self._decide = decide

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

    def take(self, student: str, versions: Sequence[Version]) -> Placed:
        """Keep these versions, and let the one that counts lie in submitted/. Raises FileError and
        OSError."""
        place = self.place(student)
        ways = (kind(self._submitted / student), kind(place))
        if not all(way in (Kind.NOTHING, Kind.FOLDER) for way in ways):
            return Placed(State.BLOCKED)
        kept = self._kept(student)
        is_filled = ways[1] is Kind.FOLDER and any(place.iterdir())
        there = digest_in(place) if is_filled else None
        folders = {**kept, there: place} if there is not None else kept
        new = [each for each in versions if each.digest not in folders]
        every = [*standing(self._exercise, folders, there), *map(Kept.just_come, new)]
        best, was_decided = self._best(student, every, is_new=bool(new))
        if not self._is_dry:
            self._keep(student, [each for each in versions if each.digest not in kept])
            if best.digest != there:
                self._install(student, best.digest, is_filled=is_filled)
            if was_decided and best.digest != self._counts(student):
                write_atomically(self._shelf(student) / COUNTS, best.digest.encode())
            self._date(student, versions)
        state = State.EARLIER if new else State.SAME
        if best.digest != there:
            state = State.FIRST if there is None else State.NEWER
        is_open = bool(new) and not was_decided and any(_is_level(each, best) for each in every)
        return Placed(state, best, len(every), was_decided, is_open)

    def _best(self, student: str, every: Sequence[Kept], *, is_new: bool) -> tuple[Kept, bool]:
        """The version that counts, and whether that was decided. What was decided for this very
        choice is not decided again."""
        newest = max(every, key=lambda each: each.rank)
        rivals = dict[bytes, Kept]()
        for each in sorted(every, key=lambda each: (each.rank.is_there, each.rank)):
            if each.rank.worth is Worth.ANSWERED:
                rivals[each.work] = each
        if self._decide is None or len(rivals) < 2:
            return newest, False
        there = next((each for each in every if each.rank.is_there), None)
        if there is not None and not is_new and there.digest == self._counts(student):
            return there, True
        decided = self._decide(student, list(rivals.values()))
        return decided or newest, decided is not None

    def _counts(self, student: str) -> str:
        """The version that was decided to count; empty where nothing was."""
        return (read_regular(self._on_shelf(student) / COUNTS, 100) or b"").decode(errors="replace")

    def _kept(self, student: str) -> dict[str, Path]:
        """The versions on the shelf, by their digests."""
        folder = self._on_shelf(student)
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

    def _on_shelf(self, student: str) -> Path:
        return self._submitted / COLLECTED / student / self._exercise.name

    def _shelf(self, student: str) -> Path:
        folder = self._on_shelf(student)
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


def _is_level(each: Kept, best: Kept) -> bool:
    """Whether nothing says which of two different works is newer."""
    level = [(kept.rank.worth, kept.rank.moment, kept.rank.number) for kept in (each, best)]
    return each.work != best.work and level[0] == level[1]


def _name(moment: datetime, digest: str) -> str:
    """A folder's name on the shelf: in the order of time, and never twice the same."""
    return f"{moment:%Y-%m-%d_%H-%M-%S}_{digest[:16]}"
