"""Which exercise a file belongs to: by a notebook's grade ids, or the names in a Python file.

Both are looked for in the bytes: a file that is cut off, or is no valid JSON, is recognised too,
and a huge one costs no memory. In JSON a quotation mark inside a text has a backslash in front, so
no student's text is taken for a grade id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.notebooks.raw import MAX_SOURCE, RawNotebook

_GRADE_ID = re.compile(rb'"grade_id"\s{0,9}+:\s{0,9}+"([\w-]{1,100}+)"')
_OURS = re.compile(rb'"autograder"\s{0,9}+:\s{0,9}+\{([^{}]{0,400}+)')
_EXERCISE = re.compile(rb'"exercise"\s{0,9}+:\s{0,9}+"(\w{1,100}+)"')
_NAME = re.compile(
    r"(?m)^(?:(?:async[ \t]++)?def|class)[ \t]++(\w++)|^(\w++)[ \t]*+(?::[^=\n]{0,80}+)?=(?!=)"
)


@dataclass(frozen=True)
class Marks:
    """What tells a file's exercise: grade ids or names, and what a notebook says of itself."""

    names: frozenset[str]
    exercise: str = ""


@dataclass(frozen=True)
class Released:
    """The same of an exercise as it was given out: for notebooks, and for Python files; and the
    notebook itself."""

    grade_ids: frozenset[str]
    names: frozenset[str]
    notebook: RawNotebook


def marks(content: bytes, *, is_python: bool) -> Marks:
    """What tells the exercise of a file."""
    if is_python:
        return Marks(names_in(content[:MAX_SOURCE].decode(errors="replace")))
    found = frozenset(match.decode() for match in _GRADE_ID.findall(content))
    ours = (_EXERCISE.search(each[1]) for each in _OURS.finditer(content))
    says = next(filter(None, ours), None)
    return Marks(found, says[1].decode() if says else "")


def released(release: RawNotebook) -> Released:
    """What tells an exercise, of its released notebook."""
    answers = [cell for cell in release.cells if cell.grade_id and not cell.locked]
    code = "\n".join(cell.source for cell in answers if cell.type == "code")
    return Released(
        frozenset(cell.grade_id for cell in release.cells if cell.grade_id),
        names_in(code) | {cell.grade_id for cell in answers if cell.type != "code"},
        release,
    )


def owner(found: Marks, known: Mapping[str, Released], *, is_python: bool, wanted: str = "") -> str:
    """The exercise that a file belongs to; empty where nothing in it says.

    Exercises share names of questions, and a student may define what another exercise asks for. So
    `wanted` counts unless another one has all that it has in common with the file, and more; a
    Python file with nothing of it belongs to another exercise only with all the names of that one.
    """
    own = {name: each.names if is_python else each.grade_ids for name, each in known.items()}
    shared = {name: names & found.names for name, names in own.items()}

    def rank(name: str) -> tuple[int, bool]:
        return len(shared[name]), name == found.exercise

    best = max(own, key=rank, default="")
    if not best or not (shared[best] or best == found.exercise):
        return ""
    if wanted not in own or wanted == best:
        return best
    if shared[wanted]:
        same = shared[best] == shared[wanted] and best == found.exercise
        return best if same or shared[best] > shared[wanted] else wanted
    return best if not is_python or shared[best] == own[best] else ""


def names_in(source: str) -> frozenset[str]:
    """The names that a source gives a value at the outermost level, one a statement."""
    return frozenset(defined or given for defined, given in _NAME.findall(source))
