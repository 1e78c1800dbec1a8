"""The mark of a demo: what it has written, so that nothing else is ever removed with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.classroom.demo_course import MARK
from autograder.roster import PEOPLE

STORIES = "what-they-handed-in.md"
# What grading writes: it can be had again, and nobody keeps work of their own there.
OUTPUTS = ("autograded", "feedback", ".autograder")
# Where a demo writes besides, until it is finished.
BEGUN = ("submitted", "docs", "gradebook.db", ".gradebook.db", PEOPLE, f".{PEOPLE}", STORIES)
PASSING = ("__pycache__", ".ipynb_checkpoints")


def begin(folder: Path) -> None:
    """Mark a new folder; until `finish`, only places tell what is the demo's."""
    (folder / MARK).write_bytes(b"{}")


def finish(folder: Path) -> None:
    """Remember every file of the demo as it is now."""
    digests = {str(path.relative_to(folder)): _digest(path) for path in _files(folder)}
    (folder / MARK).write_bytes(msgspec.json.encode(digests))


def not_ours(folder: Path, copied: tuple[str, ...]) -> list[str]:
    """The files that the demo has not written, or that somebody has changed since.

    `copied` are the folders and files that a demo begins with.
    """
    try:
        digests = msgspec.json.decode((folder / MARK).read_bytes(), type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError):
        digests = {}
    found = []
    for path in _files(folder):
        place = path.relative_to(folder)
        if place.parts[0] in OUTPUTS:
            continue
        if digests:
            ours = digests.get(str(place)) == _digest(path)
        else:  # it was stopped on its way
            ours = place.parts[0].startswith((*BEGUN, *copied))
        if not ours:
            found.append(str(place))
    return found


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and path != folder / MARK and not set(PASSING) & set(path.parts):
            yield path


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
