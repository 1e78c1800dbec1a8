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
from autograder.language import _

FILE = ".autograder/secret"
BYTES = 32


def course_secret(course: Course) -> bytes:
    """The secret of this course folder: made when it is first needed, and kept.

    Where it cannot be kept, it is another one each time. Raises FileError where there is one that
    cannot be read: with another, the same works would meet other numbers.
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
    del told["id"], told["deeds"]  # the numbers are the same, whatever else is asked
    content = msgspec.msgpack.encode(told, order="sorted")
    own = hashlib.blake2b(content, key=secret, digest_size=BYTES).digest()
    return msgspec.structs.replace(submission, secret=own)


def _read(path: Path) -> bytes | None:
    """The secret in a file; None where there is no such file."""
    try:
        kept = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        why = error.strerror or error
        raise FileError(
            _("The secret of this course cannot be read: {why}.").format(why=why),
            where=path,
            todo=_("Make it readable for you."),
        ) from error
    if len(kept) != BYTES:
        what = _("This is no secret of a course: its bytes are {found}, and not {number}.")
        raise FileError(
            what.format(found=len(kept), number=BYTES),
            where=path,
            todo=_("Put a copy of it in its place, or move it away: a new one is made then."),
        )
    return kept
