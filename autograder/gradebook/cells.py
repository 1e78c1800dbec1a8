"""The exercise in the gradebook: its notebook, its cells, their points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from autograder.course import Exercise
from autograder.errors import GradebookError
from autograder.notebooks.kernels import NOBODYS
from autograder.notebooks.raw import RawNotebook


@dataclass(frozen=True)
class Layout:
    """The cells that nbgrader knows: points by graded cell, answer cells, and each cell's text."""

    points: dict[str, float]
    answers: frozenset[str]
    texts: dict[str, tuple[str, bool, str]]  # type, whether it is locked, source

    def fits(self, other: Layout, *, points: bool = True) -> bool:
        """Whether the grades of one can be those of the other: only texts may differ, and without
        `points` also how many of them a question has."""
        same = self.points == other.points if points else self.points.keys() == other.points.keys()
        return same and self.answers == other.answers and self.texts.keys() == other.texts.keys()


def released(release: RawNotebook) -> Layout:
    """The cells of the released notebook."""
    cells = [cell for cell in release.cells if cell.grade_id]
    return Layout(
        points={cell.grade_id: cell.points for cell in cells if cell.is_grade},
        answers=frozenset(cell.grade_id for cell in cells if not cell.locked),
        texts={cell.grade_id: (cell.type, cell.locked, cell.source) for cell in cells},
    )


def stored(book: Any, exercise: str) -> Layout | None:
    """The cells in the gradebook; None where it does not know the exercise."""
    from nbgrader.api import MissingEntry

    try:
        notebook = book.find_notebook(exercise, exercise)
    except MissingEntry:
        return None
    return Layout(
        points={cell.name: cell.max_score for cell in notebook.grade_cells},
        answers=frozenset(cell.name for cell in notebook.solution_cells),
        texts={
            cell.name: (cell.cell_type, cell.locked, cell.source) for cell in notebook.source_cells
        },
    )


def has_submissions(book: Any, exercise: str) -> bool:
    """Whether somebody has been graded on this exercise."""
    return bool(book.find_notebook(exercise, exercise).submissions)


def save(book: Any, url: str, exercise: Exercise) -> None:
    """Let nbgrader save the cells of the released notebook, as generate_assignment does."""
    import nbformat
    from nbgrader.preprocessors import SaveCells

    book.update_or_create_assignment(exercise.name)
    text = exercise.release_notebook.read_text(encoding="utf-8")
    notebook: Any = nbformat.reads(text, as_version=4)
    names = {"notebook": exercise.name, "assignment": exercise.name, "db_url": url}
    SaveCells().preprocess(notebook, {"nbgrader": names})


def give_nobodys_kernel(book: Any, exercise: str) -> None:
    """See that stock nbgrader cannot run what is handed in (`notebooks.kernels` says how)."""
    notebook = book.find_notebook(exercise, exercise)
    wanted = json.dumps(NOBODYS)
    if notebook.kernelspec != wanted:
        notebook.kernelspec = wanted
        book.db.commit()


def other_exercise(exercise: Exercise, where: str, *, only_points: bool) -> GradebookError:
    """Grades are there, but for other cells or points than the exercise has now."""
    if only_points:
        return GradebookError(
            f"The grades of '{exercise.name}' are for other points than its questions have now.",
            where=where,
            todo=f"Look at what that changes with `autograder regrade {exercise.name}`, and let it "
            "count with --apply; or take the change back and run `autograder build`.",
        )
    return GradebookError(
        f"The grades of '{exercise.name}' are for other questions or points than it has now.",
        where=where,
        todo="Take the change back and run `autograder build`; or make a copy of the gradebook, "
        f"give the old grades up with `nbgrader db assignment remove {exercise.name} --force`, "
        "and grade again.",
    )
