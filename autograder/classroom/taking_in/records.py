"""What has become of what students have sent, as data."""

from __future__ import annotations

from datetime import datetime

import msgspec

from autograder.intake.shelf import State


class Taken(msgspec.Struct, frozen=True):
    """What has become of what one student has sent: which file lies in submitted/ now, how it was
    known whose it is, how many `versions` are kept of it, and what to look at."""

    student: str
    name: str
    state: State
    place: str
    how: str
    platform: str
    versions: int
    received: datetime | None
    remarks: tuple[str, ...] = ()


class NotTaken(msgspec.Struct, frozen=True):
    """A file that was not taken, and why."""

    place: str
    what: str
    todo: str = ""


class TakenIn(msgspec.Struct, frozen=True):
    """What has become of all that was named; who of the class list has handed in nothing for the
    exercise. As JSON it is what `autograder collect --json` writes."""

    exercise: str
    is_dry: bool
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]
    notes: tuple[str, ...] = ()
