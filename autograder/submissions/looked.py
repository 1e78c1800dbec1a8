"""A look at a file before it is handed in: which exercise it is, and what is answered in it.

Nothing is run. What it says is for the student to think about; it decides nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import msgspec

from autograder.engine.whole import whole
from autograder.errors import SubmissionError
from autograder.notebooks.cells import ANSWERS, Work, is_choice
from autograder.notebooks.kinds import FREE
from autograder.notebooks.other_kinds import other_kind
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.recognise import Released, marks, owner
from autograder.notebooks.studied import may_give, parsed
from autograder.notebooks.submitted import match
from autograder.notebooks.unwritten import asked_names, holds_nothing, what_was_chosen
from autograder.submissions.work import is_python_file, known_releases


class Look(msgspec.Struct, frozen=True):
    """What a file seems to be. `exercise` is empty where nothing in it says; `trouble` says why it
    cannot be read; `unanswered` names the questions in which nothing seems to be written."""

    exercise: str
    trouble: str = ""
    questions: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    is_python: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether nothing in it belongs to any exercise, and nothing is an answer to this one."""
        return not self.trouble and not self.exercise and not self.answered

    @property
    def answered(self) -> int:
        """How many questions have something written in them."""
        return len(self.questions) - len(self.unanswered)


def look(course_folder: Path, wanted: str, name: str, content: bytes) -> Look:
    """Look into a file that is to be handed in for the exercise `wanted`; without one, to know for
    which it is: where it may be of several, that is not said."""
    other = other_kind(content)
    if other:
        return Look("", trouble=other)
    is_python = bool(is_python_file(name, content))
    content = content if is_python else whole(content)
    known = known_releases(course_folder)
    found = _owner(content, known, wanted, is_python=is_python)
    released = known.get(found or wanted)
    if released is None:
        return Look(found, trouble=_trouble(content, is_python=is_python), is_python=is_python)
    release = released.notebook
    questions = tuple(cell.grade_id for cell in release.cells if cell.grade_id and not cell.locked)
    try:
        if is_python:
            work = read_python(content, (), release)
        else:
            work = match(read_notebook(content), release, found or wanted)
    except SubmissionError as error:
        return Look(found, trouble=_said(error), questions=questions)
    unanswered = [
        cell.grade_id
        for cell in release.cells
        if cell.grade_id in questions and not _is_answered(cell, work, release)
    ]
    return Look(found, "", questions, tuple(unanswered), is_python)


def _trouble(content: bytes, *, is_python: bool) -> str:
    """Why a file that is of no exercise cannot be read; empty where it can be."""
    try:
        if is_python:
            read_python(content, (), RawNotebook(()))
        else:
            read_notebook(content)
    except SubmissionError as error:
        return _said(error)
    return ""


def _said(error: SubmissionError) -> str:
    return f"{error.what} {error.todo}".strip()


def _owner(content: bytes, known: Mapping[str, Released], wanted: str, *, is_python: bool) -> str:
    marked = marks(content, is_python=is_python)
    best = owner(marked, known, is_python=is_python, wanted=wanted)
    if wanted in known or not best or best == marked.exercise:
        return best
    others = {name: each for name, each in known.items() if name != best}
    next_best = owner(marked, others, is_python=is_python)
    if not next_best:
        return best
    first, second = (
        len((each.names if is_python else each.grade_ids) & marked.names)
        for each in (known[best], known[next_best])
    )
    return best if first > second else ""


def _is_answered(released: RawCell, work: Work, release: RawNotebook) -> bool:
    if is_choice(released):
        return bool(what_was_chosen(work, released.grade_id))
    names = asked_names(released.grade_id, release)
    for cell in work.cells:
        source = cell.raw.source
        if cell.role in ANSWERS and cell.question == released.grade_id:
            if not holds_nothing(source, released):
                return True
        elif cell.role == FREE and may_give(source, names) and _gives(source, names, released):
            return True
    return False


def _gives(source: str, names: frozenset[str], released: RawCell) -> bool:
    """Whether one of the names gets something that is no empty frame, as in a Python file."""
    tree = parsed(source)
    if tree is None:
        return True
    pieces = [
        ast.get_source_segment(source, node) or "" for node in tree.body if _bound(node) & names
    ]
    return any(not holds_nothing(piece, released) for piece in pieces)


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
