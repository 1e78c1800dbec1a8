"""A disk that is full or closed, in the one sentence that nbgrader's log is to show of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.errors import GradebookError, file_trouble


def see_that_it_can_be_written(coursedir: Any, directory: str) -> None:
    """Raises GradebookError where nbgrader could not write below one of its folders."""
    place = Path(coursedir.root) / directory
    place = place if place.exists() else place.parent
    if not os.access(place, os.W_OK):
        raise GradebookError(
            "This folder cannot be written.", where=place, todo="Make it writable for you."
        )


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the system says about a file into an AutograderError."""
    try:
        yield
    except OSError as error:
        trouble = file_trouble(error)
        if trouble is None:
            raise
        raise trouble from error
