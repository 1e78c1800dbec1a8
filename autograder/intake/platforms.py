"""How learning platforms call what they hand out: who has handed it in, and what it was called.

    Moodle            Name Surname_12345_assignsubmission_file_work.ipynb
                      Name Surname_12345_assignsubmission_file_/work.ipynb
    Canvas            surnamename_LATE_12345_67890_work-1.ipynb
    nbgrader          id+exercise+2030-09-15 21:30:00 UTC+…/work.ipynb

Google Classroom and GitHub Classroom write names into names of files and folders as people do:
for those `matching` looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from autograder.submissions.stamp import when

_MOODLE = re.compile(
    r"(?P<who>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
_CANVAS = re.compile(
    r"(?P<who>[^\W_]+)_(?:LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<file>.+)", re.DOTALL
)
_NBGRADER = re.compile(r"(?P<who>[^+]+)\+[^+]+\+(?P<time>[^+]+ UTC)(?:\+.*)?")
_PARTICIPANT = re.compile(r"(?P<who>.*?)-(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True)
class Delivered:
    """What a learning platform says of a file: whose it is, with the number that the platform has
    for that; how long `around` it is, in parts of its path; and when it came, where that is said.
    """

    platform: str
    who: str
    number: str
    around: int
    file: str
    came: datetime | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What its owner may be called: a group may stand in front of a name, and a hyphen."""
        found, rest = [self.who], self.who
        while (part := _PARTICIPANT.fullmatch(rest)) is not None:
            rest = part["rest"]
            found.append(rest)
        return tuple(found)

    @property
    def groups(self) -> tuple[str, ...]:
        """What may stand in front of it, and be a group."""
        return tuple(self.who[: -len(name) - 1] for name in self.names[1:])


def delivered(parts: tuple[str, ...]) -> Delivered | None:
    """What the outermost name that a learning platform has given says."""
    for place, part in enumerate(parts, 1):
        found = _MOODLE.fullmatch(part)
        if found is not None:
            name = found["file"] if place == len(parts) else ""
            return Delivered("Moodle", found["who"], found["number"], place, name or parts[-1])
        found = _NBGRADER.fullmatch(part)
        if found is not None and place < len(parts):
            came = when(found["time"])
            return Delivered("nbgrader", found["who"], "", place, parts[-1], _known(came))
        found = _CANVAS.fullmatch(part)
        if found is not None:
            name = found["file"] if place == len(parts) else parts[-1]
            return Delivered("Canvas", found["who"], found["number"], place, name)
    return None


def _known(came: datetime | None) -> datetime | None:
    return came if came is not None and came <= datetime.now(UTC) else None
