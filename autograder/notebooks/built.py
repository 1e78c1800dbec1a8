"""The files of an exercise that `autograder build` has made, read again."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import CourseError, SubmissionError
from autograder.notebooks.raw import RawNotebook, read_notebook

REBUILD = "Run `autograder build` first."


def built(path: Path) -> bytes:
    """The bytes of such a file; raises CourseError where it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CourseError("This file has not been built yet.", where=path, todo=REBUILD) from error


def read_built(path: Path) -> RawNotebook:
    """A notebook of these; raises CourseError where it is not there, or damaged."""
    try:
        return read_notebook(built(path))
    except SubmissionError as error:
        raise CourseError(error.what, where=path, todo=REBUILD) from error
