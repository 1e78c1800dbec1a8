"""One at a time: a service on the database of a course that is a file, or what takes its place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from autograder.course import Course
from autograder.errors import ServiceError
from autograder.files import cannot_be
from autograder.service.upkeep.swap import finish_swaps

LOCK = ".autograder/service.lock"
TRIES, LOOK_EVERY = 5, 0.1  # who asks for the address of a service holds the lock for a moment


@contextmanager
def alone(course: Course, address: str = "") -> Iterator[None]:
    """See that no service uses the database of this course, and put back what a backup that was
    stopped has moved away. While the block lasts, commands on this machine are told the `address`.
    Raises ServiceError and FileError."""
    path = course.folder / LOCK
    path.parent.mkdir(exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        for _again in range(TRIES):
            if _is_free(lock, fcntl.LOCK_EX):
                break
            sleep(LOOK_EVERY)
        else:
            raise ServiceError(
                "Another service is running in this course.",
                where=course.folder,
                todo="Stop it first. Several at once need PostgreSQL.",
            )
        try:
            finish_swaps(course.folder)
        except OSError as error:
            raise cannot_be("written", course.folder, error) from error
        os.ftruncate(lock, 0)
        os.write(lock, address.encode())
        yield
    finally:
        os.close(lock)


def address_of_service(course: Course) -> str:
    """Where the service of this course is that is running on this machine, with its database in a
    file; empty where there is none."""
    try:
        lock = os.open(course.folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return "" if _is_free(lock, fcntl.LOCK_SH) else os.read(lock, 10_000).decode()
    finally:
        os.close(lock)


def _is_free(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
