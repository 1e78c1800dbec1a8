"""One at a time: a service on the database of a course that is a file, or what takes its place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course import Course
from autograder.errors import ServiceError
from autograder.files import cannot_be
from autograder.service.upkeep.swap import finish_swaps

LOCK = ".autograder/service.lock"


@contextmanager
def alone(course: Course) -> Iterator[None]:
    """See that no service uses the database of this course, and put back what a backup that was
    stopped has moved away. Raises ServiceError and FileError."""
    path = course.folder / LOCK
    path.parent.mkdir(exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ServiceError(
                "Another service is running in this course.",
                where=course.folder,
                todo="Stop it first. Several at once need PostgreSQL.",
            ) from error
        try:
            finish_swaps(course.folder)
        except OSError as error:
            raise cannot_be("written", course.folder, error) from error
        yield
    finally:
        os.close(lock)
