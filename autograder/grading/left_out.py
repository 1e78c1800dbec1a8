"""What is said of code that could not be run to its end."""

from __future__ import annotations

from collections.abc import Collection

from autograder.language import _
from autograder.notebooks.cells import Cell
from autograder.notebooks.quoted import listed
from autograder.notebooks.studied import names_of, parsed
from autograder.pysource.scopes import bound_names
from autograder.sandbox.inside.definitions import only_defines


def left_out(cell: Cell, why: str) -> str:
    """A note about a cell that no question asks for."""
    text = _("A cell of yours was left out, because it could not be run: {why}")
    note = text.format(why=why)
    made = _lost(cell.raw.source)
    if made:
        text = _("It would have made: {names}.")
        note = f"{note} {text.format(names=listed(sorted(made)))}"
    return note


def _lost(source: str) -> Collection[str]:
    """The names that are not there: what only defines something is run all the same."""
    tree = parsed(source)
    if tree is None:
        return names_of(source).given
    return bound_names([each for each in tree.body if not only_defines(each)])


def never_ended(file: Cell, why: str, line: int) -> tuple[str, str]:
    """A note about a Python file that had come to this line, and what its questions say."""
    source = file.raw.source
    line += source.removesuffix(source.lstrip()).count("\n")  # not counted where it runs
    note = _(
        "Your file did not come to its end. It was stopped near line {line}, outside of its "
        "functions: {why}"
    )
    text = _(
        "This could not be tried, because your file was stopped near line {line}, outside of its "
        "functions."
    )
    return note.format(line=line, why=why), text.format(line=line)
