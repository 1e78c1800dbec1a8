"""The commands of `autograder people`, with their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.options import CourseOption, DatabaseOption

AddressOption = Annotated[
    str,
    typer.Option(
        "--address",
        metavar="URL",
        help="Where the service is; else as the running one or course.toml says.",
    ),
]
LinksOption = Annotated[
    Path | None,
    typer.Option("--links", metavar="FILE", help="Write the links into a new CSV file."),
]

people = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@people.command()
def add(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="A table with a column id.")],
    links: LinksOption = None,
    address: AddressOption = "",
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Add people to the class list from a table; whoever is new gets a personal link."""
    from autograder.cli.people import add as run

    raise typer.Exit(run(course, table, address, links))


@people.command()
def show(course: CourseOption = None) -> None:
    """Print the class list."""
    from autograder.cli.people import show as run

    raise typer.Exit(run(course))


@people.command()
def link(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="As in people.csv.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="For all students.")] = False,
    links: LinksOption = None,
    address: AddressOption = "",
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Make new personal links; those made before and not used end."""
    from autograder.cli.people import link as run

    raise typer.Exit(run(course, ids or [], address, links, everybody=everybody))


@people.command()
def extend(
    id: Annotated[str, typer.Argument(metavar="ID", help="As in people.csv.")],
    exercise: Annotated[str, typer.Argument(help="Such as ex02_activations.")],
    until: Annotated[
        str, typer.Argument(metavar="DATE", help="Such as '2030-09-20 18:00 +03:00'.")
    ],
    why: Annotated[str, typer.Option(metavar="TEXT", help="For the class list.")] = "",
    earlier: Annotated[
        bool, typer.Option("--earlier", help="Also where that is less than was given before.")
    ] = False,
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Give one student more time for an exercise."""
    from autograder.cli.people import more_time

    raise typer.Exit(more_time(course, id, exercise, until, why, may_shorten=earlier))
