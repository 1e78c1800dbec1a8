"""`autograder export-person` and `autograder forget ID`: what is kept of one person."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from autograder.cli.common import open_course
from autograder.errors import UsageError
from autograder.files import PRIVATE, cannot_be
from autograder.service.upkeep.forgetting import Elsewhere, forget_person
from autograder.service.upkeep.person import export_person


def export(folder: Path | None, id: str, output: Path | None) -> int:
    """Write all that is kept of a person into a zip archive."""
    course = open_course(folder)
    path = output or Path(f"{id}-{datetime.now(UTC):%Y-%m-%d}.zip")
    if path.exists():
        raise UsageError("There is such a file already.", where=path, todo="Name another: -o FILE.")
    _write(path, export_person(course, id))
    print(f"Wrote {path}: give it to that person and to nobody else.")
    return 0


def _write(path: Path, data: bytes) -> None:
    """Into a new file under its own name: whoever is killed leaves nothing that nobody knows of.
    Raises FileError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, PRIVATE)) as file:
            try:
                file.write(data)
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except OSError as error:
        raise cannot_be("written", path, error) from error


def forget(folder: Path | None, id: str, *, yes: bool) -> int:
    """Take a person out of everything that the course keeps."""
    course = open_course(folder)
    if not yes:
        raise UsageError(
            f"This takes '{id}' out of the class list, the history, the gradebook and all "
            "folders of the course. It cannot be undone.",
            where=course.folder,
            todo="Add --yes if it is meant. `autograder export-person` writes down what there is.",
        )
    done = forget_person(course, id, _tell_where_they_stay)
    if done.pseudonym:
        print(f"Forgotten: {id}. Hand-ins whose points stand under {done.pseudonym}:", end=" ")
        print(f"{done.hand_ins}.")
    else:
        print(f"'{id}' had been forgotten before, and nothing more is kept of them here. What may")
        print("have been left of them in caches and unused parts of the database is gone now.")
    print("Other copies that you have made yourself (exports, mails) are not touched.")
    return 0


def _tell_where_they_stay(elsewhere: Elsewhere) -> None:
    """Said at once: what comes afterwards may take long, or fail."""
    for each in elsewhere.backups:
        print(f"Still in {each.place}, which is to be deleted by {each.keep_until:%Y-%m-%d}.")
    for each in elsewhere.being_made:
        print(f"Perhaps in {each.place}: this backup was begun before, and is being made just now.")
        print(f"It is to be deleted by {each.keep_until:%Y-%m-%d}.")
    for issuer, exercise in elsewhere.grades:
        print(f"{issuer} keeps a grade for {exercise}: ask there for it to be taken out.")
    sys.stdout.flush()
