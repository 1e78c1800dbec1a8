"""A file that somebody has sent, wherever it lies, and what is odd about one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from autograder.notebooks.quoted import shown
from autograder.submissions.files import NOBODYS

MOST_PARTS = 40  # folders in folders
MOST_SHOWN = 4  # of the folders around a file
_DRIVE = re.compile(r"[A-Za-z]:")


class Odd(NamedTuple):
    """Something that was not taken: where it lies, why not, and what to do."""

    place: str
    what: str
    todo: str = ""


@dataclass(frozen=True)
class Item:
    """A regular file: the names on the way to it, from what was named in the command on, its size,
    and when it was changed, as far as that is known. `read` gives no more than so many bytes, and
    None where they cannot be read."""

    parts: tuple[str, ...]
    size: int
    changed: datetime | None
    read: Callable[[int], bytes | None]

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.parts[-1]

    @property
    def place(self) -> str:
        """Where it lies, for people."""
        return place(self.parts)


def place(parts: Iterable[str]) -> str:
    """The way to a file in one line; of a long one its end."""
    own = tuple(parts)
    dots = ("…",) if len(own) > MOST_SHOWN else ()
    return "/".join((*dots, *map(shown, own[-MOST_SHOWN:])))


def inside(name: str) -> tuple[str, ...] | None:
    """The parts of a path in an archive; None where it would lead out of its folder."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = tuple(part for part in plain.split("/") if part not in ("", "."))
    leads_out = plain.startswith("/") or _DRIVE.match(plain) or ".." in parts or "\0" in plain
    return None if leads_out or len(parts) > MOST_PARTS else parts


def is_nobodys(parts: Iterable[str]) -> bool:
    """Whether a program has left it there, or git keeps it: hidden, or in what is hidden."""
    return any(part.startswith(".") or part in NOBODYS for part in parts)
