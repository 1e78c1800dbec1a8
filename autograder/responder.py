"""Who answers the requests of a check: a student's code, wherever it runs.

A `Responder` is a child of the sandbox, or a stand-in for one. What checks call is written against
it, so that checks can be read, and lessons built, on a machine that has no sandbox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from autograder.results import Status
from autograder.wire.requests import Request
from autograder.wire.responses import Response

if TYPE_CHECKING:
    import numpy as np

Expected = TypeVar("Expected", bound=Response)


class StudentFailure(Exception):
    """The student's code did not give an answer: the verdict, and a sentence for the student.

    `exception` is the name of the exception that it raised, if it did, `said` its text, and `line`
    the line of the student's code that raised it. This is part of grading, not of the errors that a
    person running a command sees.
    """

    def __init__(
        self, status: Status, message: str, exception: str = "", said: str = "", line: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.exception = exception
        self.said = said
        self.line = line


class ChildDied(StudentFailure):
    """The child is gone (timeout, crashed, memory); what comes next needs a new one."""


class Responder(Protocol):
    """A student's code, in which the cells so far have run, and which answers one request after
    the other."""

    @property
    def alive(self) -> bool:
        """Whether it can be asked anything."""

    def next_number(self) -> int:
        """The number of the next request."""

    def share(self, array: np.ndarray[Any, Any], /) -> int:
        """Hand over a large array, once: the number by which requests name it from then on."""

    def ask(self, request: Request, expected: type[Expected], /) -> Expected:
        """The response, of the type or union `expected`; raises ChildDied where none comes."""

    def close(self) -> None:
        """Nothing more is asked."""
