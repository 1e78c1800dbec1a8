"""The commands about wrong answers that no hint explains, with their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.options import (
    CourseOption,
    DeviceOption,
    ExerciseArgument,
    JsonOption,
    RiskOption,
    WorkersOption,
    on_linux,
)

PageOption = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write it as a page, too."),
]


def add_to(app: typer.Typer) -> None:
    """The commands become those of `autograder`."""
    app.command()(unexplained)
    app.command()(explain)


def unexplained(
    exercise: ExerciseArgument,
    html: PageOption = None,
    json: JsonOption = None,
    workers: WorkersOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """List the wrong answers of a class that no hint explains, in groups that do the same."""
    on_linux(accept_risk=accept_risk)
    from autograder.cli.unexplained import show

    raise typer.Exit(show(course, exercise, html, json, workers, device))


def explain(
    exercise: ExerciseArgument,
    group: Annotated[
        str, typer.Argument(metavar="GROUP", help="As `autograder unexplained` calls it.")
    ],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Of the mistake; else like the group.")
    ] = "",
    hint: Annotated[
        str, typer.Option(metavar="TEXT", help="What its authors will read; else write it later.")
    ] = "",
    workers: WorkersOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Make a group of wrong answers a known mistake, with a place for the hint."""
    on_linux(accept_risk=accept_risk)
    from autograder.cli.unexplained import write

    raise typer.Exit(write(course, exercise, group, name, hint, workers, device))
