"""Versions of a work that lie on the disk: what is the same for the same files, and which goes
before another."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Exercise
from autograder.intake.ranks import Rank, Worth, digest_of, rounded, worth_of
from autograder.intake.versions import Version
from autograder.submissions import TIMESTAMP, look, timestamp, when
from autograder.submissions.files import Kind, kind
from autograder.submissions.work import Piece, chosen, pieces

_LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """A version of a student's work with what decides between several: `work` is the digest of the
    file that is graded, and it `came` when a clock that can be trusted says so. The `version` is
    there where it has just come, else the `folder` in which it lies."""

    digest: str
    rank: Rank
    work: bytes
    came: datetime | None = None
    version: Version | None = None
    folder: Path | None = None

    @classmethod
    def just_come(cls, version: Version) -> Kept:
        """A version that stands nowhere yet."""
        work = hashlib.sha256(version.work).digest()
        return cls(version.digest, version.rank, work, version.came, version)


def digest_in(folder: Path) -> str:
    """What is the same for folders with the same files under the same names, whatever the date in
    timestamp.txt; what is no file counts, too."""
    digests = dict[str, bytes]()
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            own = str(path.relative_to(folder))
            found = kind(path)
            if found is Kind.FILE and own != TIMESTAMP:
                digests[own] = _content(path)
            elif found is not Kind.FILE:
                digests[own] = found.name.encode()
    return digest_of(digests)


def standing(exercise: Exercise, folders: Mapping[str, Path], there: str | None) -> list[Kept]:
    """The versions in these folders, by their digests; that which is `there` lies in submitted/.

    Where somebody has written a date beside that one, it holds for the same work on the shelf, too.
    """
    found = [
        _kept(exercise, digest, folder, is_there=digest == there)
        for digest, folder in folders.items()
    ]
    dated = next((each for each in found if each.rank.is_there and each.came), None)
    if dated is None:
        return found
    moment = dated.rank.moment
    return [
        replace(each, rank=each.rank._replace(moment=moment), came=dated.came)
        if each.work == dated.work
        else each
        for each in found
    ]


def moment_in(folder: Path) -> datetime:
    """When the work in a folder came, or was changed, for its name on the shelf."""
    return _came(folder) or rounded(datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC))


def _came(folder: Path) -> datetime | None:
    text = timestamp(folder)
    return when(text) if text is not None else None


def _kept(exercise: Exercise, digest: str, folder: Path, *, is_there: bool) -> Kept:
    came = _came(folder)
    work = chosen(pieces(folder, exercise), exercise.name)
    if work is None:
        rank = Rank(Worth.UNREADABLE, came or _LONG_AGO, is_there=is_there)
        return Kept(digest, rank, b"", came, folder=folder)
    changed = datetime.fromtimestamp(work.modified, tz=UTC)
    rank = Rank(
        _worth(exercise, work),
        rounded(came or changed),
        is_there=is_there,
        is_notebook=work.is_notebook,
    )
    return Kept(digest, rank, hashlib.sha256(work.content).digest(), came, folder=folder)


def _worth(exercise: Exercise, work: Piece) -> Worth:
    seen = look(exercise.course_folder, exercise.name, work.place.name, work.content)
    worth = worth_of(seen, is_python=work.is_python, exercise=exercise.name)
    return Worth.UNREADABLE if worth is None else worth


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
