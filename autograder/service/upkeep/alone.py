"""One at a time: a service on the database of a course that is a file, or what takes its place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from time import sleep

from autograder.course import Course
from autograder.errors import ServiceError
from autograder.files import cannot_be
from autograder.service.upkeep.swap import finish_swaps

LOCK = ".autograder/service.lock"
SEVERAL = ".autograder"  # the folder of such files where several services may run, on a server's
STEM, ENDING = "service-", ".lock"  # database: each has one of its own
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


@contextmanager
def one_of_several(course: Course, address: str) -> Iterator[None]:
    """While the block lasts, commands on this machine are told the `address` of this service, too;
    whether it still lives is told by its lock, which ends with it. Raises FileError."""
    folder = course.folder / SEVERAL
    try:
        folder.mkdir(exist_ok=True)
        lock, path = _locked(folder)
        os.write(lock, address.encode())
    except OSError as error:
        raise cannot_be("written", folder, error) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(lock)


def _locked(folder: Path) -> tuple[int, Path]:
    """A new file with our lock on it: who looks before it has one takes it for what was left."""
    while True:
        lock, name = mkstemp(ENDING, STEM, folder)
        path = Path(name)
        if _is_free(lock, fcntl.LOCK_EX) and path.exists():
            return lock, path
        os.close(lock)


def addresses_of_services(course: Course) -> list[str]:
    """Where the services of this course are that are running on this machine; what one has left
    that was killed is taken away."""
    left = sorted((course.folder / SEVERAL).glob(f"{STEM}*{ENDING}"))
    found = [_address_in(course.folder / LOCK)]
    for path in left:
        address = _address_in(path)
        if address is None:
            with suppress(OSError):
                path.unlink()
        found.append(address)
    return sorted({each for each in found if each})


def _address_in(path: Path) -> str | None:
    """What is written in the file of a service that runs; None where it runs no more."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return None if _is_free(lock, fcntl.LOCK_SH) else os.read(lock, 10_000).decode()
    finally:
        os.close(lock)


def _is_free(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
