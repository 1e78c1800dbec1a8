"""The options and arguments that several commands have."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from autograder.errors import ACCEPT_RISK, IsolationError, UsageError
from autograder.language import _


def in_a_folder(target: str | None) -> str | None:
    """Before a class is graded: whether what is to be written has a place."""
    if target is not None and target != "-" and not Path(target).parent.is_dir():
        raise UsageError(
            _("There is no such folder."),
            where=Path(target).parent,
            todo=_("Make it, or name a file in another one."),
        )
    if target is not None and Path(target).is_dir():
        raise UsageError(_("This is a folder."), where=target, todo=_("Name a file in it."))
    return target


def _on_a_server(address: str | None) -> str | None:
    """All that a command opens learns through the environment where the history is."""
    if address:
        from autograder.history import VARIABLE, server_at  # slow to import

        server_at(address, "--db")
        os.environ[VARIABLE] = address
    return address


CourseOption = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="Else: the nearest course.toml."),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="URL",
        callback=_on_a_server,
        help="PostgreSQL: postgresql://user:password@host/name. Else what AUTOGRADER_DB says, else "
        "a file in the course's folder.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="How many at once; else one a core."),
]
JsonOption = Annotated[
    str | None,
    typer.Option(
        "--json", metavar="FILE", callback=in_a_folder, help="The same as JSON; - is stdout."
    ),
]
RiskOption = Annotated[
    bool,
    typer.Option(
        "--accept-risk",
        envvar=ACCEPT_RISK,
        help="Run students' code even where this machine cannot keep it in.",
    ),
]
DeviceOption = Annotated[
    str | None,
    typer.Option(
        "--device", metavar="DEVICE", help="cpu or gpu; else what the exercise wants and is there."
    ),
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Every reason for a lost point, not the first of each.")
]
UnprovedOption = Annotated[
    bool,
    typer.Option(
        "--unproved", help="Also with versions of libraries that `validate` has not proved."
    ),
]
ExerciseArgument = Annotated[str, typer.Argument(help="Such as ex02_activations.")]


def on_linux(*, accept_risk: bool = False) -> None:
    """Before a command that grades. All its processes learn through the environment whether a
    person accepts the risk."""
    if sys.platform != "linux":
        raise IsolationError(
            _("Grading needs Linux, which keeps a student's code in."),
            todo=_(
                "Build and write exercises here, and grade and prove them on Linux: in WSL 2, in a "
                "virtual machine, or in a container."
            ),
        )
    if accept_risk:
        os.environ[ACCEPT_RISK] = "1"
