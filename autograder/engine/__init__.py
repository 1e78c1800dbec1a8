"""Where gradings run: in this process, in a pool of processes on this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from autograder.grading import Graded, Submission


class Runner(Protocol):
    """The seam: submissions go in, gradings come out in any order, each exactly once."""

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission; raises AutograderError only if nothing can be graded."""


class IsolatingRunner(Runner, Protocol):
    """A runner that says how well it keeps a student's code in, and whether it has more."""

    @property
    def isolation(self) -> str:
        """The level of isolation."""

    def has_more(self, seconds: float) -> bool:
        """Whether the next grading is there, or comes within that time."""


class OpenRunner(IsolatingRunner, Protocol):
    """One that holds processes or a connection; they end where its `with` ends."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
