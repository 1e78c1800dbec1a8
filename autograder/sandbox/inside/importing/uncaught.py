"""Imports that fail where the student's code may catch that.

First they fail as in Python. Only where nobody has caught it, what has run is run once more, and
then the name is bound to a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

MARK = "_number_of_import"


class Uncaught:
    """Which imports, by number, are bound to a stand-in at the moment."""

    def __init__(self) -> None:
        self._bound: set[int] = set()

    def is_raised(self, number: int, error: BaseException) -> bool:
        """Whether this import fails as in Python."""
        if number in self._bound:
            return False
        setattr(error, MARK, number)
        return True

    def is_new(self, error: BaseException | None) -> bool:
        """Whether nobody has caught the failure of an import, and it is bound from now on: then run
        once more what has failed."""
        number = getattr(error, MARK, None)
        if not isinstance(number, int) or number in self._bound:
            return False
        self._bound.add(number)
        return True

    @contextmanager
    def running(self) -> Iterator[None]:
        """Around what is run, perhaps several times; it may itself run other things so."""
        before = set(self._bound)
        try:
            yield
        finally:
            self._bound = before
