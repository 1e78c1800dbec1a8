"""The options and arguments that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.errors import ACCEPT_RISK

CourseOption = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="Else: the nearest course.toml."),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="How many at once; else one a core.")
]
JsonOption = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write the records; - is stdout.")
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
    typer.Option("--device", help="cpu or gpu; else what the exercise wants and is there."),
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Every reason for a lost point, not the first of each.")
]
ExerciseArgument = Annotated[str, typer.Argument(help="Such as ex02_activations.")]
