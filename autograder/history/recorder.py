"""Write a class's hand-ins and gradings down as they come, at no risk for the grading itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from autograder.closing import Closing
from autograder.errors import HistoryError
from autograder.history.history import History
from autograder.history.records import HandIn, KeptSubmission
from autograder.history.writing import Writing
from autograder.results import Report

T = TypeVar("T")


class Came(NamedTuple):
    """A submission, and all attempts of its student at its exercise."""

    submission: KeptSubmission
    attempts: tuple[KeptSubmission, ...]


class Done(NamedTuple):
    """A submission, its record, and the points that the gradebook gives."""

    submission: KeptSubmission
    report: Report
    counted: float


class Recorder(Closing):
    """Writes into the history as long as that is possible, and says once where it no longer is."""

    def __init__(self, open: Callable[[], History], say: Callable[[HistoryError], None]) -> None:
        """Opens the history with the first hand-in. `say` is called at most once, and nothing more
        is written then."""
        self._open = open
        self._say = say
        self._history: History | None = None
        self._failed = False

    def hand_in(self, works: Iterable[HandIn]) -> list[Came]:
        """Write down what came, all of it or nothing; gives nothing where that cannot be."""
        return (
            self._write(
                lambda into: [
                    Came(into.hand_in(each), tuple(into.attempts(each.exercise, each.student)))
                    for each in works
                ]
            )
            or []
        )

    def record(self, gradings: Iterable[Done]) -> None:
        """Write these down, all of them or none."""
        self._write(
            lambda into: [
                into.grading(each.submission, each.report, counted=each.counted)
                for each in gradings
            ]
        )

    def _write(self, what: Callable[[Writing], list[T]]) -> list[T] | None:
        """In one transaction; None where that cannot be."""
        if self._failed:
            return None
        try:
            self._history = self._history or self._open()
            with self._history.writing() as into:
                return what(into)
        except HistoryError as error:
            self._failed = True
            self.close()
            self._say(error)
            return None

    def close(self) -> None:
        """Close the history."""
        if self._history is not None:
            self._history.close()
            self._history = None
