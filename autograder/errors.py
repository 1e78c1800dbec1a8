"""The errors that a person may see, as one tree.

    AutograderError
    ├── UsageError          a command was asked for something that does not exist
    ├── CourseError         course.toml or an exercise folder is wrong: the author mends it
    ├── SubmissionError     a submitted file cannot be read: the student mends it
    ├── SandboxError        the student side cannot be started or has died
    │   ├── IsolationError  this machine cannot give the isolation that was asked for
    │   └── SlowAnswer      the student side has not answered in time
    ├── ClusterError        the Dask cluster cannot be reached, or cannot grade
    ├── GradebookError      nbgrader's database or its folders cannot be used
    ├── HistoryError        the database of what was handed in and graded cannot be used
    ├── ServiceError        the service cannot be started, or cannot do what it was asked for
    └── FileError           a disk or a file cannot be read or written

Each message is made of three parts: what happened, where, and what to do next. The tree is closed:
no other module adds to it, so an error that another process tells of can be raised here by name.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

# A disk that is full, or that nobody may write; a folder where a file has to be, or a file where a
# folder has to be, or a link that leads nowhere but to itself: no fault of a program.
WRONG_KINDS = frozenset((errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP))
MOVE_AWAY = (
    "A folder stands where a file has to be, a file in place of a folder, or a link that leads to "
    "itself: move it away."
)
FILE_TROUBLES = WRONG_KINDS | {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
}  # fmt: skip

ACCEPT_RISK = "AUTOGRADER_ACCEPT_RISK"  # a person accepts that nothing is isolated


class AutograderError(Exception):
    """What happened, where it happened, and what to do next."""

    def __init__(self, what: str, *, where: str | Path | None = None, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        return _seen(f"{place}{self.what}" + (f" {self.todo}" if self.todo else ""))


class UsageError(AutograderError):
    """A command was asked for something that does not exist or makes no sense."""


class CourseError(AutograderError):
    """course.toml or an exercise folder is wrong; its author has to mend it."""


class SubmissionError(AutograderError):
    """A submitted file cannot be read as a notebook or a Python file."""


class SandboxError(AutograderError):
    """The student side cannot be started, or has died as a whole."""


class IsolationError(SandboxError):
    """This machine cannot give the isolation that was asked for."""


class SlowAnswer(SandboxError):
    """The warm process of the student side has not answered in time."""


class ClusterError(AutograderError):
    """The Dask cluster cannot be reached, or none of its workers can grade."""


class GradebookError(AutograderError):
    """nbgrader's database, or one of the folders beside it, cannot be used."""


class HistoryError(AutograderError):
    """The database of what was handed in and graded cannot be used."""


class ServiceError(AutograderError):
    """The service cannot be started, or cannot do what it was asked for."""


class FileError(AutograderError):
    """A disk is full, or a file or folder cannot be read or written."""


BY_NAME: dict[str, type[AutograderError]] = {
    kind.__name__: kind
    for kind in (
        AutograderError,
        UsageError,
        CourseError,
        SubmissionError,
        SandboxError,
        IsolationError,
        SlowAnswer,
        ClusterError,
        GradebookError,
        HistoryError,
        ServiceError,
        FileError,
    )
}


def _seen(text: str) -> str:
    """The text with what nobody can see as codes: whoever has named a file steers no terminal."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text
    )


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty where none is like it."""
    by_form = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), by_form, n=1)
    return by_form[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the known name that was probably meant; empty where none is like it."""
    found = closest(name, known)
    return f"Did you mean '{found}'?" if found else ""


def file_trouble(error: OSError) -> FileError | None:
    """In words what the system says of a file or a disk; None where it may be a fault of ours."""
    if error.errno not in FILE_TROUBLES:
        return None
    todo = "Make room, or make it and its folder accessible for you, and run the command again."
    if error.errno in WRONG_KINDS:
        todo = MOVE_AWAY
    what = f"This cannot be read or written: {error.strerror or error}."
    return FileError(what, where=error.filename, todo=todo)
