"""The command `autograder export`, with its options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.options import CourseOption, ExerciseArgument


def add_to(app: typer.Typer, before: Callable[[], None]) -> None:
    """Add the command to others; `before` is called before it runs."""

    @app.command()
    def export(
        exercise: ExerciseArgument,
        format: Annotated[
            str,
            typer.Argument(
                metavar="FORMAT", help="csv, canvas, moodle, moodle-feedback, junit or pages."
            ),
        ],
        sheet: Annotated[
            Path | None,
            typer.Option(
                "--sheet",
                metavar="FILE",
                help="What Canvas or Moodle has exported: a copy of it is filled in.",
            ),
        ] = None,
        output: Annotated[
            str | None,
            typer.Option(
                "-o", "--output", metavar="FILE", help="Else a name of its own, here; - is stdout."
            ),
        ] = None,
        column: Annotated[
            str,
            typer.Option(metavar="HEADING", help="Which column of the sheet gets the points."),
        ] = "",
        key: Annotated[
            str,
            typer.Option(metavar="HEADING", help="Which column has ids or e-mail addresses."),
        ] = "",
        scale: Annotated[
            bool,
            typer.Option("--scale", help="Where it is worth other points there: in proportion."),
        ] = False,
        zeros: Annotated[
            bool, typer.Option("--zeros", help="Write 0 for who has handed in nothing.")
        ] = False,
        student: Annotated[
            str, typer.Option(metavar="STUDENT", help="With pages: only this student.")
        ] = "",
        course: CourseOption = None,
    ) -> None:
        """Write grades and pages as other systems read them: Canvas, Moodle, CSV, JUnit."""
        before()
        from autograder.cli.giving_back import Asked, run

        asked = Asked(format, sheet, output, column, key, scale, zeros, student)
        raise typer.Exit(run(course, exercise, asked))
