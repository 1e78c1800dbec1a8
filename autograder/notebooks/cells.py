"""The cells of a submission, and what grading does with each."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.notebooks.kinds import ANSWER, BLANK, CHOICE, DISPLAY, FREE, TEXT, WRITTEN
from autograder.notebooks.raw import RawCell

ANSWERS = (ANSWER, WRITTEN, CHOICE)  # what students are asked to fill in


@dataclass(frozen=True)
class Cell:
    """One cell: its role, the question that it belongs to, and what to examine after it.

    `is_ours` says that all of it comes from the release, not only its place.
    """

    role: str
    raw: RawCell
    question: str = ""
    examine: tuple[str, ...] = ()
    is_ours: bool = False

    @property
    def runs(self) -> bool:
        """Whether the cell is run while grading."""
        return self.role not in (DISPLAY, TEXT, WRITTEN, BLANK) and bool(self.raw.source.strip())


@dataclass
class Work:
    """A student's work: cells in order, notes on what was restored, and the answers' source.

    Where the notebook `is_another`, nothing is said of single cells that it lacks.
    """

    cells: list[Cell]
    notes: list[str] = field(default_factory=list)
    is_another: bool = False

    def answers(self) -> dict[str, str]:
        """The student's source for each question; where a cell was copied, the last one."""
        return {cell.question: cell.raw.source for cell in self.cells if cell.role in ANSWERS}


def own_code(work: Work) -> list[str]:
    """The sources that the student wrote and that are run."""
    roles = (ANSWER, CHOICE, FREE)
    return [cell.raw.source for cell in work.cells if cell.role in roles and not cell.is_ours]


def is_written(released: RawCell) -> bool:
    """Whether a cell of the release is answered in words: graded, and not by a check."""
    return released.is_grade and not released.locked and released.type != "code"


def is_choice(released: RawCell) -> bool:
    """Whether a digit is written down in a cell of the release: graded, and not by a check."""
    return released.is_grade and not released.locked and released.type == "code"


def code_lines(source: str) -> list[str]:
    """The lines of a source without those that are empty or only a comment."""
    lines = (line.rstrip() for line in source.splitlines())
    return [line for line in lines if line and not line.lstrip().startswith("#")]
