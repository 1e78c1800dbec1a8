"""Write a class's gradings into the history as they come, at no risk for the grading itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from autograder.closing import Closing
from autograder.errors import HistoryError
from autograder.history.history import History
from autograder.history.records import HandIn
from autograder.results import Report


class Done(NamedTuple):
    """A hand-in, its record, and the points that the gradebook gives."""

    work: HandIn
    report: Report
    counted: float


class Recorder(Closing):
    """Writes into the history as long as that is possible, and says once where it no longer is."""

    def __init__(self, path: Path, say: Callable[[HistoryError], None]) -> None:
        """Opens the history at `path` with the first grading. `say` is called at most once, and
        nothing more is written then."""
        self._path = path
        self._say = say
        self._history: History | None = None
        self._failed = False

    def record(self, gradings: Iterable[Done]) -> None:
        """Write these down, all of them or none."""
        if self._failed:
            return
        try:
            self._history = self._history or History(self._path)
            with self._history.writing() as into:
                for each in gradings:
                    kept = into.hand_in(each.work)
                    into.grading(kept, each.report, counted=each.counted)
        except HistoryError as error:
            self._failed = True
            self.close()
            self._say(error)

    def close(self) -> None:
        """Close the history."""
        if self._history is not None:
            self._history.close()
            self._history = None
