"""`autograder collect`: what students have sent goes into submitted/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.classroom.taking_in import lines, take_in
from autograder.cli.common import console, open_course, progress, write_text
from autograder.reports.collected import collected


def run(
    folder: Path | None,
    name: str,
    paths: Sequence[Path],
    student: str,
    sheet: Path | None,
    json: str | None,
    *,
    newest: bool,
    dry_run: bool,
) -> int:
    """Collect; exit status 1 where something was not taken."""
    course = open_course(folder)
    exercise = course.exercise(name)
    with progress(f"Collecting {name}", None) as bar:

        def tell(done: int, of: int) -> None:
            bar.update(bar.task_ids[0], total=of, completed=done)

        done = take_in(
            course,
            exercise,
            paths,
            student=student,
            sheet=sheet,
            newest=newest,
            is_dry=dry_run,
            tell=tell,
        )
    if json is not None:
        write_text(json, msgspec.json.format(msgspec.json.encode(done), indent=1) + b"\n")
    if json != "-":
        for each in collected(lines(course, done), language=course.language):
            console().print(each)
    return 1 if done.not_taken else 0
