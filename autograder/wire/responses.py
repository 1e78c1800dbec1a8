"""What a child answers on its socket: each answer carries the number of its question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from autograder.wire.requests import MAX_ARGUMENTS, MAX_CALLS
from autograder.wire.values import Name, Value, Wire

MAX_OUTPUTS = 1_000  # of a cell: texts, displays and exceptions
MAX_PROBLEMS = 10  # that are kept of one cell
MAX_MISSING = 20  # libraries that one cell misses
MAX_IMPORTS = 8  # libraries that one child may import outside the time limit
MAX_PROBLEM_TEXT = 2_000
MAX_LINE = 500
MAX_TRACEBACK_LINES = 60
StreamName = Literal["stdout", "stderr"]
KeptType = Literal["text/plain", "image/png"]
Line = Annotated[str, msgspec.Meta(max_length=MAX_LINE)]


class Stream(Wire, frozen=True):
    """Text that a cell printed: `name` is stdout or stderr."""

    name: StreamName
    text: str


class Display(Wire, frozen=True):
    """A rich output: text and PNG images (base64) by MIME type; `is_result` for the last value."""

    data: dict[KeptType, str]
    is_result: bool = False


class Cause(Wire, frozen=True):
    """Why a name is not there: the statement that would have made it stopped with an exception.

    The name that is not there, the statement's line, the exception's type and its text.
    """

    missing: Name
    line: Line
    name: Name
    text: Annotated[str, msgspec.Meta(max_length=MAX_PROBLEM_TEXT)]


class ErrorOutput(Wire, frozen=True):
    """An exception: its type, its text, the student's own line and the function in which it stands,
    the traceback without colours. Behind a NameError, what stopped earlier may be the `cause`."""

    name: Name
    text: Annotated[str, msgspec.Meta(max_length=MAX_PROBLEM_TEXT)]
    line: Line = ""
    traceback: Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_TRACEBACK_LINES)] = ()
    function: Name = ""
    cause: Cause | None = None


Output = Stream | Display | ErrorOutput


def size(outputs: Iterable[Output]) -> int:
    """How many characters the outputs of a cell hold."""
    return sum(map(_characters, outputs))


def _characters(output: Output) -> int:
    if isinstance(output, Stream):
        return len(output.text)
    if isinstance(output, Display):
        return sum(map(len, output.data.values()))
    return len(output.text) + sum(map(len, output.traceback))


class CellDone(Wire, frozen=True):
    """What the cell printed and showed, in order; a `ErrorOutput` among it for each statement that
    failed. `missing` names the libraries that it imports and that are not installed."""

    number: int
    outputs: Annotated[list[Output], msgspec.Meta(max_length=MAX_OUTPUTS)]
    failed: bool
    missing: Annotated[tuple[Name, ...], msgspec.Meta(max_length=MAX_MISSING)] = ()


class Returned(Wire, frozen=True):
    """The function came back with a value, and perhaps printed something.

    `arguments` are its arguments as it left them; None for those that nobody can change.
    """

    number: int
    value: Value
    arguments: Annotated[tuple[Value, ...], msgspec.Meta(max_length=MAX_ARGUMENTS)] = ()
    printed: bool = False


class Raised(Wire, frozen=True):
    """The function raised an exception."""

    number: int
    problem: ErrorOutput


MAX_CLOSE = 5


class Absent(Wire, frozen=True):
    """There is no such name, or it cannot be called; `close` are names that are nearly the same."""

    number: int
    found: Name = ""
    close: Annotated[tuple[Name, ...], msgspec.Meta(max_length=MAX_CLOSE)] = ()
    cause: Cause | None = None


class ReturnedEach(Wire, frozen=True):
    """What came of each call, in order; an exception is the last."""

    number: int
    results: Annotated[list[Returned | Raised], msgspec.Meta(max_length=MAX_CALLS)]


class NotSent(Wire, frozen=True):
    """There is an answer, but it is larger than a message may be."""

    number: int


class Importing(Wire, frozen=True):
    """No answer yet: a library that is installed, but was not loaded beforehand, is being imported;
    or (`done`) that has come to its end. A child may say so of a few libraries, once of each."""

    number: int
    library: Name
    done: bool = False


class Reached(Wire, frozen=True):
    """No answer yet: of a Python file, the statement that begins in this line is about to run."""

    number: int
    line: int


Response = CellDone | Returned | ReturnedEach | Raised | Absent | NotSent | Importing | Reached
