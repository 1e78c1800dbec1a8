"""`autograder worker`: grade on this machine what a Dask scheduler sends."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.runner import serve
from autograder.cli.common import open_course


def run(folder: Path | None, scheduler: str, workers: int | None, gpu: int) -> int:
    """Until it is stopped."""
    serve(open_course(folder), scheduler, workers, gpu)
    return 0
