"""Files that somebody else has named and made: what is read of them, and how they are called.

Only regular files are read (`read_regular`), no link is followed, and all is bounded.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from autograder.language import _
from autograder.notebooks.quoted import shown

MAX_ENTRIES = 5000  # of one folder
# What systems and programs leave everywhere.
NOBODYS = ("__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini")


class Kind(Enum):
    """What stands behind a name."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()  # a pipe, a socket, a device
    CLOSED = auto()  # nobody may look


def kind(path: Path) -> Kind:
    """What a path is; a link is a link, wherever it leads."""
    try:
        mode = os.lstat(path).st_mode
    except PermissionError:
        return Kind.CLOSED
    except (OSError, ValueError):
        return Kind.NOTHING
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.FOLDER if os.access(path, os.R_OK | os.X_OK) else Kind.CLOSED
    return Kind.LINK if stat.S_ISLNK(mode) else Kind.OTHER


def regular(path: Path) -> os.stat_result | None:
    """What the system says of a regular file; None where there is none, or none any more."""
    try:
        state = os.lstat(path)
    except (OSError, ValueError):
        return None
    return state if stat.S_ISREG(state.st_mode) else None


def names(folder: Path, most: int | None = MAX_ENTRIES) -> list[str]:
    """What is in a folder, in order, without what is nobody's; nothing where it cannot be read. Of
    a folder that a student may fill, no more than so many entries are looked at."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entry.name for entry in islice(entries, most))
    except (OSError, ValueError):
        return []
    return [name for name in found if name not in NOBODYS]


def alike(name: str) -> str:
    """The name without what people overlook: capital letters, two ways to write one letter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def why_not(path: Path) -> str:
    """Why a file was not read, for the student."""
    match kind(path):
        case Kind.NOTHING:
            text = _("There is no file “{name}” in this submission.")
        case Kind.CLOSED | Kind.FILE:
            text = _("“{name}” was not read: its permissions forbid it.")
        case _other:
            text = _("“{name}” is no ordinary file, so it was not read.")
    return text.format(name=shown(path.name))
