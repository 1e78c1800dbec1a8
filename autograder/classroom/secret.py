"""The secret seed of a submission, made of a secret of the course and of what was handed in.

The numbers that checks draw come from it: no student can foretell them, and the same submission,
graded again, meets the same ones; so its grading can be kept.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from pathlib import Path

import msgspec

from autograder.course import Course
from autograder.errors import FileError
from autograder.files import PRIVATE, create_atomically
from autograder.grading import Submission

FILE = ".autograder/secret"
BYTES = 32


def course_secret(course: Course) -> bytes:
    """The secret of this course folder: made when it is first needed, and kept.

    Where it cannot be kept, it is another one each time.
    """
    path = course.folder / FILE
    kept = _read(path)
    if kept is None:
        kept = secrets.token_bytes(BYTES)
        with suppress(FileError):
            if not create_atomically(path, kept, PRIVATE, durable=True):
                return _read(path) or kept  # another process was faster
    return kept


def with_secret(submission: Submission, secret: bytes) -> Submission:
    """The submission with a secret of its own, which comes from the course's and its content."""
    told = msgspec.structs.asdict(submission) | {"student": "", "secret": b""}
    del told["id"]
    content = msgspec.msgpack.encode(told, order="sorted")
    own = hashlib.blake2b(content, key=secret, digest_size=BYTES).digest()
    return msgspec.structs.replace(submission, secret=own)


def _read(path: Path) -> bytes | None:
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    return kept if len(kept) == BYTES else None
