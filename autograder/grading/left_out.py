"""What is said of code that could not be run to its end."""

from __future__ import annotations

from autograder.language import _
from autograder.notebooks.cells import Cell
from autograder.notebooks.quoted import listed
from autograder.notebooks.studied import names_of


def left_out(cell: Cell, why: str) -> str:
    """A note about a cell that no question asks for."""
    text = _("A cell of yours was left out, because it could not be run: {why}")
    note = text.format(why=why)
    made = names_of(cell.raw.source).given
    if made:
        text = _("It would have made: {names}.")
        note = f"{note} {text.format(names=listed(sorted(made)))}"
    return note


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
