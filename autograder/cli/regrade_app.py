"""The commands that change what was given before, with their options: `autograder regrade` and
those beside it."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.options import (
    AllOption,
    CourseOption,
    DatabaseOption,
    DeviceOption,
    ExerciseArgument,
    JsonOption,
    RiskOption,
    UnprovedOption,
    WorkersOption,
    on_linux,
)

WhyOption = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="What students read: why points have changed.")
]
LowerOption = Annotated[
    bool, typer.Option("--also-lower", help="Also after grades were given out.")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(regrade)
    app.command()(released)
    app.command()(withdraw)


def regrade(
    exercise: ExerciseArgument,
    question: Annotated[
        str, typer.Option(metavar="QUESTION", help="Only this question of it.")
    ] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Let it count.")] = False,
    also_lower: LowerOption = False,
    why: WhyOption = "",
    html: Annotated[str, typer.Option("--html", metavar="FILE", help="Write it as a page.")] = "",
    workers: WorkersOption = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on the workers of a Dask scheduler."),
    ] = None,
    unproved: UnprovedOption = False,
    whole: AllOption = False,
    json: JsonOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    db: DatabaseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """After a change: grade the class aside, and show whose points move and by which check."""
    on_linux(accept_risk=accept_risk)
    from autograder.cli.regrade import Wanted, run

    wanted = Wanted(question, apply=apply, also_lower=also_lower, why=why, unproved=unproved)
    done = run(
        course, exercise, wanted, workers, scheduler, device, html=html, json=json, whole=whole
    )
    raise typer.Exit(done)


def released(
    exercise: ExerciseArgument,
    undo: Annotated[bool, typer.Option("--undo", help="They were not given out.")] = False,
    course: CourseOption = None,
) -> None:
    """Note that grades were given out: from now on, `regrade --apply` lowers nobody's."""
    from autograder.cli.regrade import note_released

    raise typer.Exit(note_released(course, exercise, undo=undo))


def withdraw(
    exercise: ExerciseArgument,
    question: Annotated[str, typer.Argument(help="The question that is withdrawn.")],
    everybody_gets: Annotated[
        str,
        typer.Option("--everybody-gets", metavar="all|none", help="All of its points, or none."),
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let it count again.")] = False,
    also_lower: LowerOption = False,
    why: WhyOption = "",
    workers: WorkersOption = None,
    course: CourseOption = None,
    db: DatabaseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Take a question out of the grading of a class: everybody gets its points, or none."""
    on_linux(accept_risk=accept_risk)
    from autograder.cli.regrade import run_withdraw

    gets = "" if undo else everybody_gets
    done = run_withdraw(
        course, exercise, question, gets, workers, why=why, undo=undo, also_lower=also_lower
    )
    raise typer.Exit(done)
