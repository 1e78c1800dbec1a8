"""A hand-in out of the history, ready to be graded."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.classroom.devices import choose_device
from autograder.classroom.laid_out import right_name
from autograder.classroom.rooms import remove_left_rooms, room
from autograder.classroom.secret import course_secret, with_secret
from autograder.course import Course, Exercise
from autograder.errors import ServiceError
from autograder.grading import Submission
from autograder.history import History, KeptSubmission
from autograder.service.store.receipts import receipt_of
from autograder.submissions import Found, read_submission

MEMORY = "/dev/shm"  # a folder in memory: on disk, making and removing one takes milliseconds
SMALL = 1_000_000  # bytes: there is little room in it where a container has not asked for more
ROOM = "autograder-hand-in-"


class Work(NamedTuple):
    """A hand-in; `name` is what its file is called in submitted/, and `number` its receipt's."""

    kept: KeptSubmission
    exercise: Exercise
    found: Found
    name: str
    content: bytes
    number: int | None


def read_work(course: Course, history: History, id: str) -> Work:
    """What was handed in under this id; raises ServiceError where its bytes are gone."""
    kept = history.submission(id)
    content = history.content(kept.digest) if kept is not None else None
    if kept is None or content is None:
        raise ServiceError(
            f"The file of the hand-in {id} is not in the history any more.",
            where=history.database.where,
            todo="Put back a backup; or keep more attempts: `attempts_kept` in course.toml.",
        )
    with history.database.reading() as connection:
        receipt = receipt_of(connection, id)
    exercise = choose_device(course.exercise(kept.exercise))
    name = right_name(exercise, receipt.file_name if receipt else "", content)
    called = receipt.file_name if receipt else ""
    found = read_bytes(course, exercise, kept.student, name, content, called)
    submission = msgspec.structs.replace(found.submission, id=id)
    found = msgspec.structs.replace(found, submission=submission)
    return Work(kept, exercise, found, name, content, receipt.number if receipt else None)


def read_bytes(
    course: Course, exercise: Exercise, student: str, name: str, content: bytes, called: str = ""
) -> Found:
    """Read a file as work for an exercise, just as it is read where it lies in submitted/; its
    owner has `called` it so."""
    small = len(content) <= SMALL and os.access(MEMORY, os.W_OK)
    with room(Path(MEMORY if small else tempfile.gettempdir()), ROOM) as own:
        folder = own / student / exercise.name
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
        found = read_submission(folder, exercise, student, called)
    secret = course_secret(course)
    return msgspec.structs.replace(found, submission=with_secret(found.submission, secret))


def remove_what_was_being_read() -> None:
    """Remove the files that a service was reading which was killed: of any course of this user, and
    never what one that lives is reading."""
    for place in (MEMORY, tempfile.gettempdir()):
        remove_left_rooms(Path(place), ROOM)


def asked_alone(submission: Submission, question: str) -> Submission:
    """The same, for a check of one question."""
    return msgspec.structs.replace(submission, questions=(question,))
