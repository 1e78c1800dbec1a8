"""A toy course, written by hand: its folder, its notebooks, and answers to fill in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toy_files import ALTERNATIVES, CHECKS, MANIFEST, MISTAKES, SOLUTION, STUB

from autograder.course import Course, load_course
from autograder.results import QuestionResult

if TYPE_CHECKING:
    from autograder.grading import Graded
    from autograder.sandbox.session import Session

# What the fixtures give.
OpenSession = Callable[..., "Session"]
MakeCourse = Callable[..., Course]
Examine = Callable[..., QuestionResult]
GradeHere = Callable[..., "Graded"]

ANSWERS = {
    "by_hand": "A = 2.5",
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(x):\n    return sum(x)",
}
STUBS = {
    "by_hand": "A = None",
    "double": "def double(x):\n    raise NotImplementedError",
    "total": "def total(x):\n    raise NotImplementedError",
}
VISIBLE = {
    "by_hand": "assert A == 2.5, 'A is 5 times x1'",
    "double": "assert double(4.0) == 8.0",
    "total": "assert total(np.array([1.0, 2.0])) == 3.0",
}

Json = dict[str, Any]


def code(source: str, **nbgrader: Any) -> Json:
    """A code cell; the keywords become nbgrader's metadata."""
    metadata = {"nbgrader": nbgrader} if nbgrader else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def answer(question: str, source: str) -> Json:
    """The answer cell of a question."""
    return code(source, grade_id=question, locked=False, grade=False)


def visible_check(question: str, source: str | None = None) -> Json:
    """The locked cell with the visible check of a question."""
    text = VISIBLE[question] if source is None else source
    return code(text, grade_id=f"{question}-checks", locked=True, grade=True, points=1)


def cells(answers: dict[str, str] | None = None) -> list[Json]:
    """The cells of the toy notebook; the questions that are not named keep the stub."""
    sources = {**STUBS, **(answers or {})}
    made = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Toy\n", "Do it."]},
        code("import numpy as np\nx1 = 0.5", grade_id="given", locked=True, grade=False),
    ]
    for question, source in sources.items():
        made += [answer(question, source), visible_check(question)]
    return made


def filled(*extra: tuple[int, str], **answers: str) -> list[Json]:
    """The toy's cells with right answers, but for these; and other cells before these places."""
    made = cells({**ANSWERS, **answers})
    for place, source in reversed(extra):
        made.insert(place, code(source))
    return made


def notebook(its_cells: list[Json] | None = None, **answers: str) -> bytes:
    """A notebook file of these cells, or of the toy's cells with these answers."""
    content = {
        "cells": cells(answers) if its_cells is None else its_cells,
        "metadata": {"autograder": {"exercise": "toy"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content).encode()


def more_mistakes(question: str, text: str) -> dict[str, str]:
    """The toy's mistakes with this text below those of one question."""
    return {**MISTAKES, question: MISTAKES[question] + text}


def other_mistakes(question: str, old: str, new: str) -> dict[str, str]:
    """The toy's mistakes with another text in the file of one question."""
    assert old in MISTAKES[question]
    return {**MISTAKES, question: MISTAKES[question].replace(old, new)}


def write_mistakes(place: Path, mistakes: Mapping[str, str]) -> None:
    """Write an exercise's mistakes, a file for each question."""
    (place / "mistakes").mkdir()
    for question, text in mistakes.items():
        (place / "mistakes" / f"{question}.py").write_text(text, encoding="utf-8")


def write_course(folder: Path, mistakes: Mapping[str, str] = MISTAKES, **files: str) -> Course:
    """Write the toy course; `checks=...` and the like replace the text of one file."""
    texts = {
        "solution": SOLUTION,
        "checks": CHECKS,
        "alternatives": ALTERNATIVES,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.toml").write_text(files.pop("manifest", MANIFEST), encoding="utf-8")
    place = folder / "solutions" / "toy"
    place.mkdir(parents=True)
    for name, text in {**texts, **files}.items():
        (place / f"{name}.py").write_text(text, encoding="utf-8")
    write_mistakes(place, mistakes)
    for name, content in (
        ("release/toy/toy.ipynb", notebook()),
        ("source/toy/toy.ipynb", notebook(**ANSWERS)),
        ("exercises/toy.py", STUB.encode()),
    ):
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return load_course(folder)
