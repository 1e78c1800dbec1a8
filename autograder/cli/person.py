"""`autograder export-person` and `autograder forget ID`: what is kept of one person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from autograder.cli.common import open_course
from autograder.errors import UsageError
from autograder.files import PRIVATE, write_atomically
from autograder.service.lti.forgotten import grades_elsewhere
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.person import export_person


def export(folder: Path | None, id: str, output: Path | None) -> int:
    """Write all that is kept of a person into a zip archive."""
    course = open_course(folder)
    data = export_person(course, id)
    path = output or Path(f"{id}-{datetime.now(UTC):%Y-%m-%d}.zip")
    if path.exists():
        raise UsageError("There is such a file already.", where=path, todo="Name another: -o FILE.")
    write_atomically(path, data, PRIVATE)
    print(f"Wrote {path}: give it to that person and to nobody else.")
    return 0


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
    elsewhere = grades_elsewhere(course, id)
    done = forget_person(course, id)
    print(f"Forgotten: {id}. Hand-ins whose points stand under {done.pseudonym}: {done.hand_ins}.")
    for each in done.backups:
        print(f"Still in {each.place}, which is to be deleted by {each.keep_until:%Y-%m-%d}.")
    for issuer, exercise in elsewhere:
        print(f"{issuer} keeps a grade for {exercise}: ask there for it to be taken out.")
    print("Other copies that you have made yourself (exports, mails) are not touched.")
    return 0
