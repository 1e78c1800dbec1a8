"""Imports that fail where the student's code may catch that.

First they fail as in Python. Only where nobody has caught it, what has run is run once more, and
then the name is bound to a stand-in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.sandbox.inside import bare
from autograder.sandbox.inside.failures import bound_by
from autograder.sandbox.inside.importing.uses import SHELL, ImportStatement, Place

MARK = "_number_of_import"


class Uncaught:
    """The imports inside of something else, by number."""

    def __init__(self) -> None:
        self.imports: list[tuple[ImportStatement, str]] = []
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        self._bound: set[int] = set()  # to a stand-in, at the moment

    def handler(self, statement: ImportStatement, file: str, place: Place) -> str:
        """The code, for the shell, that is run where an import has failed."""
        # A module that is read once more has the same imports.
        where = file, statement.lineno, statement.col_offset, ast.unparse(statement)
        number = self._numbers.setdefault(where, len(self.imports))
        if number == len(self.imports):
            self.imports.append((statement, file))
        lines = [f"if {SHELL}.is_raised({number}): raise"] if place.caught else []
        if place.local:
            lines += [f"{bound_by(statement.names[0])} = {SHELL}.instead_of_import({number})"]
        else:
            lines += [f"{SHELL}.import_failed({number}, globals())"]
        return "\n".join(lines)

    def is_raised(self, number: int, error: BaseException) -> bool:
        """Whether this import fails as in Python."""
        if number in self._bound:
            return False
        bare.attributes(error)[MARK] = number
        return True

    def is_new(self, error: BaseException | None) -> bool:
        """Whether nobody has caught the failure of an import, and it is bound from now on: then run
        once more what has failed."""
        number = None if error is None else bare.attributes(error).get(MARK)
        if type(number) is not int or number in self._bound:
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
