"""The options of `autograder report`."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.options import AllOption, CourseOption, JsonOption, in_a_folder, on_linux


def report(
    exercise: Annotated[
        str | None, typer.Argument(help="Such as ex02_activations; else the course so far.")
    ] = None,
    html: Annotated[
        bool, typer.Option("--html", help="Write the class page, too: one file, with all names.")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            callback=in_a_folder,
            help="Where the page goes; else EXERCISE-class.html, here. - is stdout.",
        ),
    ] = None,
    section: Annotated[
        str, typer.Option(metavar="SECTION", help="Only this section of the class list.")
    ] = "",
    json: JsonOption = None,
    csv: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            callback=in_a_folder,
            help="The points as a table for a spreadsheet; - is stdout.",
        ),
    ] = None,
    whole: AllOption = False,
    course: CourseOption = None,
) -> None:
    """Show how the class did: scores, hardest questions, commonest mistakes; or its totals."""
    on_linux()
    from autograder.cli.report import Wanted, run

    page = (output or f"{exercise or 'course'}-class.html") if html or output else None
    raise typer.Exit(run(course, exercise, Wanted(section, page, json, csv, whole)))
