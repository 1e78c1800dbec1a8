"""Cells that only show something are not run, unless an answer takes a name from one of them."""

from __future__ import annotations

from dataclasses import replace

from autograder.notebooks.cells import ANSWER, DISPLAY, FREE, GIVEN, Work
from autograder.notebooks.raw import RawNotebook
from autograder.notebooks.studied import names_of
from autograder.notebooks.unwritten import asked_names


def run_what_is_needed(work: Work, release: RawNotebook) -> None:
    """Let those display cells run that give a name which an answer takes, and no cell between them
    gives: read from the end, so that what such a cell needs itself is found, too."""
    if all(cell.role != DISPLAY for cell in work.cells):
        return
    answers = (cell.grade_id for cell in release.cells if cell.grade_id and not cell.locked)
    needed = {name for question in answers for name in asked_names(question, release)}
    for i in reversed(range(len(work.cells))):
        cell = work.cells[i]
        if not (cell.runs or cell.role == DISPLAY):
            continue
        names = names_of(cell.raw.source)
        if names is None:
            continue
        helps = not names.given.isdisjoint(needed)
        if helps and cell.role == DISPLAY:
            work.cells[i] = replace(cell, role=GIVEN)
        if helps and cell.role != ANSWER:
            needed -= names.given
        if cell.role == ANSWER or (helps and cell.role in (FREE, DISPLAY)):
            needed = (needed - names.given) | names.taken
