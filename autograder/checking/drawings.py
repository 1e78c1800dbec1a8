"""Collect what is to be drawn of an exercise, as data, and let one picture be made."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.checking.load import load
from autograder.checking.pictures import MARK
from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.errors import CourseError

FILE = "pictures.py"
# What a picture may ask for by the name of an argument: nothing that is secret.
GIVEN = ("student", "reference", "setting", "datasets")


@dataclass(frozen=True)
class Drawing:
    """One function of pictures.py: its question, the caption, and what it asks for."""

    name: str
    question: str
    caption: str
    function: Callable[..., Any]
    asks_for: tuple[str, ...]


def collect_drawings(exercise: Exercise, solution: Solution) -> dict[str, list[Drawing]]:
    """The pictures of an exercise by question, in the order of the file; none where there is no
    such file. Raises CourseError where it is wrong."""
    found: dict[str, list[Drawing]] = {}
    if not (exercise.folder / FILE).is_file():
        return found
    for name, thing in vars(load(exercise, FILE)).items():
        if inspect.isfunction(thing) and hasattr(thing, MARK):
            drawing = _read(name, thing, exercise, solution)
            found.setdefault(drawing.question, []).append(drawing)
    return found


def _read(name: str, function: Any, exercise: Exercise, solution: Solution) -> Drawing:
    where = f"{exercise.folder / FILE}:{name}"
    question = solution.named(getattr(function, MARK), where).name
    asks_for = tuple(inspect.signature(function).parameters)
    others = [each for each in asks_for if each not in GIVEN]
    if others:
        raise CourseError(
            f"A picture cannot ask for {', '.join(others)}.",
            where=where,
            todo=f"It may take {', '.join(GIVEN)}; make what else it needs inside it.",
        )
    caption = inspect.getdoc(function)
    if not caption:
        raise CourseError(
            "This picture has no docstring for the student to read.",
            where=where,
            todo="Say in it what is drawn, such as: Your sigmoid over the right one.",
        )
    return Drawing(name, question, exercise.translate(caption), function, asks_for)
