"""Answers in words that stand in a text cell of the student's own, below the place for them."""

from __future__ import annotations

from dataclasses import replace

from autograder.language import _
from autograder.notebooks.cells import Cell, Work, is_written
from autograder.notebooks.kinds import FREE, TEXT, WRITTEN
from autograder.notebooks.raw import RawCell, RawNotebook
from autograder.notebooks.unwritten import holds_nothing


def take_texts(work: Work, release: RawNotebook) -> None:
    """Where the cell for an answer in words is gone, or nothing was written in it, the answer is
    the student's own text directly below its place; that is said."""
    ours = {cell.cell_id for cell in release.cells if cell.cell_id and not is_written(cell)}
    for number, released in enumerate(release.cells):
        if not is_written(released):
            continue
        own = [cell for cell in work.cells if _belongs(cell, released)]
        if any(not holds_nothing(cell.raw.source, released) for cell in own):
            continue
        place = _place(work, own, release.cells[:number])
        texts = _texts_below(work.cells, place, released, ours) if place is not None else []
        if not texts:
            continue
        text = _("The cell “{name}” was not in the notebook: the text in its place was taken.")
        if own:
            text = _("Nothing was written in the cell “{name}”: the text below it was taken.")
        work.notes.append(text.format(name=released.grade_id))
        answer = replace(
            released,
            source="\n\n".join(work.cells[i].raw.source for i in texts),
            pictures={k: v for i in texts for k, v in work.cells[i].raw.pictures.items()},
        )
        work.cells[texts[0]] = Cell(WRITTEN, answer, released.grade_id)
        dropped = set(texts[1:])
        work.cells = [
            cell
            for i, cell in enumerate(work.cells)
            if i not in dropped and not any(cell is each for each in own)
        ]


def _belongs(cell: Cell, released: RawCell) -> bool:
    return cell.role == WRITTEN and cell.question == released.grade_id


def _place(work: Work, own: list[Cell], above: tuple[RawCell, ...]) -> int | None:
    """Behind which cell the answer may stand: its own, or else the last of those above it that is
    still there. None where none of them is."""
    if own:
        return max(i for i, cell in enumerate(work.cells) if any(cell is each for each in own))
    for released in reversed(above):
        for i in reversed(range(len(work.cells))):
            if _is(work.cells[i].raw, released):
                return i
    return None


def _is(raw: RawCell, released: RawCell) -> bool:
    """Whether a cell of the student's is this one of the release."""
    if released.grade_id:
        return raw.grade_id == released.grade_id
    return raw.source == released.source or bool(raw.cell_id and raw.cell_id == released.cell_id)


def _texts_below(cells: list[Cell], place: int, released: RawCell, ours: set[str]) -> list[int]:
    """The student's own texts below a place, up to the next cell of ours; no two of them with
    pictures of the same name."""
    found: list[int] = []
    pictures = set[str]()
    for i in range(place + 1, len(cells)):
        cell = cells[i]
        if cell.role not in (TEXT, FREE) or cell.is_ours or cell.raw.cell_id in ours:
            break
        if cell.role == FREE or holds_nothing(cell.raw.source, released):
            continue
        if not pictures.isdisjoint(cell.raw.pictures):
            break
        pictures.update(cell.raw.pictures)
        found.append(i)
    return found
