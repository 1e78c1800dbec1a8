"""`autograder worker`: grade on this machine what a Dask scheduler sends."""

from __future__ import annotations

from pathlib import Path

from autograder.backends.dask.start import serve
from autograder.cli.common import open_course
from autograder.engine.engine import default_workers


def run(folder: Path | None, scheduler: str, workers: int | None, gpu: int) -> int:
    """Until it is stopped."""
    course = open_course(folder)
    serve(scheduler, course.folder.absolute(), workers or default_workers(), gpu)
    return 0
