"""Cells that only show something are not run, unless an answer takes a name from one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from autograder.notebooks.cells import Work, own_code
from autograder.notebooks.kinds import ANSWER, DISPLAY, FREE, GIVEN
from autograder.notebooks.raw import RawNotebook
from autograder.notebooks.studied import names_of
from autograder.notebooks.unwritten import asked_names


def _takes_any(sources: Iterable[str], names: frozenset[str]) -> bool:
    """Whether one of the sources takes one of the names from outside."""
    return bool(names) and any(not names_of(each).taken.isdisjoint(names) for each in sources)


@lru_cache(maxsize=64)
def _only_there(shown: tuple[str, ...], code: tuple[str, ...]) -> frozenset[str]:
    """The names that cells which only show something give, and no other code of the release."""
    given = [names_of(source).given for source in shown]
    others = (names_of(source).given for source in code if source not in shown)
    return frozenset().union(*given).difference(*others)


def run_what_is_needed(work: Work, release: RawNotebook) -> None:
    """Let those display cells run that give a name which an answer takes, and no cell between them
    gives: read from the end, so that what such a cell needs itself is found, too."""
    shown = tuple(cell.raw.source for cell in work.cells if cell.role == DISPLAY)
    code = tuple(cell.source for cell in release.cells if cell.type == "code")
    if not _takes_any(own_code(work), _only_there(shown, code)):
        return
    answers = (cell.grade_id for cell in release.cells if cell.grade_id and not cell.locked)
    needed = {name for question in answers for name in asked_names(question, release)}
    for i in reversed(range(len(work.cells))):
        cell = work.cells[i]
        if not (cell.runs or cell.role == DISPLAY):
            continue
        names = names_of(cell.raw.source)
        helps = not names.given.isdisjoint(needed)
        if helps and cell.role == DISPLAY:
            work.cells[i] = replace(cell, role=GIVEN)
        if helps and cell.role != ANSWER:
            needed -= names.given
        if cell.role == ANSWER or (helps and cell.role in (FREE, DISPLAY)):
            needed = (needed - names.given) | names.taken
