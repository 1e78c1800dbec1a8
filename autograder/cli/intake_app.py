"""The command `autograder collect`, with its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.options import CourseOption, ExerciseArgument, JsonOption


def collect(
    exercise: ExerciseArgument,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Zip archives, folders, files.")
    ],
    student: Annotated[
        str, typer.Option("--as", metavar="ID", help="All of it is this student's.")
    ] = "",
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar="FILE",
            help="Moodle's grading worksheet: it says whose each number is, and when work came.",
        ),
    ] = None,
    newest: Annotated[
        bool,
        typer.Option("--newest", help="Of several versions the newest counts, not the best."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done; write nothing.")
    ] = False,
    json: JsonOption = None,
    course: CourseOption = None,
) -> None:
    """Take in what students have sent, from archives and folders, into submitted/."""
    from autograder.cli.collect import run

    done = run(course, exercise, paths, student, sheet, json, newest=newest, dry_run=dry_run)
    raise typer.Exit(done)
