"""Lines of code that no student may see, and whether a grading shows one."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from autograder.course import Exercise
from autograder.grading import Graded
from autograder.notebooks.built import built

FILES = ("checks.py", "solution.py")
LONG_ENOUGH = 20  # characters; shorter lines are anybody's


def hidden_lines(exercise: Exercise) -> frozenset[str]:
    """The lines of the hidden checks and of the reference that are not released."""
    released = built(exercise.release_notebook).decode()
    lines = {
        line.strip()
        for name in FILES
        for line in exercise.file(name).read_text(encoding="utf-8").splitlines()
    }
    return frozenset(line for line in lines if _is_code(line) and _as_json(line) not in released)


def shown_of(hidden: Iterable[str], graded: Graded) -> list[str]:
    """Those of the hidden lines that stand in the report or in the graded notebook."""
    shown = msgspec.json.encode(graded.report).decode() + graded.notebook.decode()
    return sorted(line for line in hidden if _as_json(line) in shown)


def _is_code(line: str) -> bool:
    """Whether it says something that only our files say; a table of numbers may well be shown."""
    return len(line) >= LONG_ENOUGH and any(map(str.isalpha, line))


def _as_json(line: str) -> str:
    return msgspec.json.encode(line).decode()[1:-1]
