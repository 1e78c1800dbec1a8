"""A student whose code runs in this process: for an author's own answers, which are trusted.

It answers what a child of the student side answers, by the same code, without a sandbox and without
a socket: hundreds of times faster. Only NumPy works here; what has a kit belongs to the student
side.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from typing import IO, Any, cast

import numpy as np

from autograder.errors import CourseError
from autograder.kits.inside.kits import Kits
from autograder.responder import Expected
from autograder.sandbox.inside.child import Child
from autograder.sandbox.inside.importing.uncaught import Uncaught
from autograder.sandbox.inside.outputs import Outputs, Writer
from autograder.sandbox.inside.problems import describe
from autograder.sandbox.inside.shell import StudentShell
from autograder.student import Student
from autograder.wire.requests import Build, Request, RunCell, Share
from autograder.wire.responses import (
    CellDone,
    ErrorOutput,
    Raised,
    Returned,
    ReturnedEach,
)
from autograder.wire.values import Handle


class ElsewhereOnly(BaseException):
    """This answer, or its check, needs what only the student side has."""


class Endless(BaseException):
    """An answer takes too long."""


class _Namespace:
    """As much of a shell as a child needs: names, and where to print."""

    def __init__(self) -> None:
        self.outputs = Outputs()
        self.user_ns: dict[str, Any] = {"__name__": "__main__"}
        self.uncaught = Uncaught()
        self.imports = self.failures = self  # nothing is imported late, and no failure kept

    def before_use(self, _name: str) -> None:
        """All libraries are there."""

    def cause(self, _name: str) -> None:
        """What has failed before says nothing here."""

    def problem(self, error: BaseException) -> ErrorOutput:
        return describe(error)

    def run(self, source: str) -> None:
        exec(compile(source, "<answer>", "exec"), self.user_ns)  # an author's own code

    def capture(self) -> None:
        """What is printed goes to `outputs` as long as something is asked."""


class UnsandboxedSession:
    """A responder without a sandbox. `ask` raises ElsewhereOnly for what cannot be done here."""

    alive = True

    def __init__(self, sources: list[str]) -> None:
        """`sources` are cells, run in order, on after an error as in a notebook."""
        self._sources = sources
        self._shell = _Namespace()
        self._child = Child(cast(StudentShell, self._shell), Kits())
        self._number = 0
        for source in sources:
            try:
                self._shell.run(source)
            except CourseError as error:
                raise ElsewhereOnly(str(error)) from error
            except Exception:
                pass  # what it was to define is missing, and the checks say so

    def next_number(self) -> int:
        """The number of the next question."""
        self._number += 1
        return self._number

    def share(self, array: np.ndarray[Any, Any]) -> int:
        """Large arrays go as files, and only to a child."""
        raise ElsewhereOnly("a large array")

    def run_cell(self, source: str) -> CellDone:
        """Run a cell."""
        self._shell.run(source)
        return CellDone(self.next_number(), [], False)

    def ask(self, question: Request, expected: type[Expected]) -> Expected:
        """The answer to a question."""
        if isinstance(question, Build | Share | RunCell):
            raise ElsewhereOnly(type(question).__name__)
        with redirect_stdout(cast(IO[str], Writer("stdout", self._shell.outputs))):
            answer = self._child.answer(question)
        results = answer.results if isinstance(answer, ReturnedEach) else [answer]
        for result in results:
            if isinstance(result, Raised) and result.problem.name == CourseError.__name__:
                raise ElsewhereOnly(result.problem.text)  # it has used what a kit is for
            if isinstance(result, Raised) and result.problem.name == Endless.__name__:
                raise Endless
            if isinstance(result, Returned) and isinstance(result.value, Handle):
                raise ElsewhereOnly("an object that stays there")
        assert isinstance(answer, expected)
        return answer

    def another(self) -> UnsandboxedSession:
        """One more, in which the same cells have run."""
        return UnsandboxedSession(self._sources)

    def close(self) -> None:
        """There is nothing to end."""


def student_of(session: UnsandboxedSession, passed: frozenset[str], secret: bytes) -> Student:
    """The proxy that checks call, for an answer in this process."""
    return Student(session, passed, secret, session.another)
