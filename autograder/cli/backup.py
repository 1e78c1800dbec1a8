"""`autograder backup` and `autograder restore`: a copy of the class, there and back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from autograder.cli.common import open_course
from autograder.service.upkeep.backup import back_up
from autograder.service.upkeep.restore import restore as put_back


def backup(folder: Path | None, path: Path, keep_days: int) -> int:
    """Write the copy."""
    over = back_up(open_course(folder), path, timedelta(days=keep_days))
    print(f"Wrote {path}. It holds the work and the names of the class: keep it closed, and delete")
    print(f"it in {keep_days} days.")
    for each in over:
        print(f"Its time is over, delete it: {each.place}")
    return 0


def restore(folder: Path | None, path: Path, *, yes: bool) -> int:
    """Put a copy in the place of what there is."""
    done = put_back(open_course(folder), path, yes=yes)
    print(
        f"This is the course as it was {done.made_at:%Y-%m-%d %H:%M} UTC. "
        f"Hand-ins: {done.hand_ins}."
    )
    if done.forgotten:
        print(f"People who were forgotten since, and are forgotten again: {done.forgotten}.")
    if not done.went_on:
        print("There was no history here that could be read, so what came after the backup is not")
        print("known here: run `autograder forget` once more for whoever was forgotten since, and")
        print("look through the list of identities, in which those are known again who were let go")
        print("since. Numbers of receipts that were given since may be given once more.")
    print("Everybody has to sign in again. The gradebook follows when the service is started.")
    return 0
