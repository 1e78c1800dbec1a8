"""Ladders: hints below a task, folded one inside the other, each a step nearer to the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from autograder.course.questions import FunctionQuestion, Question, Solution
from autograder.errors import CourseError
from autograder.language import _, speaking
from autograder.lessons.lesson import LessonCell
from autograder.notebooks.kinds import ANSWER, LADDER, TEXT
from autograder.pysource.parse import indent, parse

_RUNG = re.compile(r"(?m)^---[ \t]*$")
INDENT = "    "


class Ladder(NamedTuple):
    """The three rungs: a question, what goes in and out, and lines with gaps."""

    nudge: str
    shape: str
    skeleton: str


def read_ladder(cell: LessonCell) -> Ladder:
    """The rungs of a ladder; raises CourseError where they are not three, or no code is last."""
    rungs = [rung.strip("\n") for rung in _RUNG.split(cell.source)]
    if len(rungs) != len(Ladder._fields) or not all(rung.strip() for rung in rungs):
        raise CourseError(
            f"`{cell.fence}` has not three rungs.",
            where=cell.place.at(1),
            todo="Write a nudge, the shapes, and a skeleton of the code, with lines of --- between "
            "them.",
        )
    ladder = Ladder(*rungs)
    parse(ladder.skeleton, cell.place)
    if "..." not in ladder.skeleton:
        raise CourseError(
            f"The skeleton of `{cell.fence}` leaves nothing to be filled in.",
            where=cell.place.at(1),
            todo="Write ... where the student has to think.",
        )
    return ladder


def check_ladders(solution: Solution, cells: tuple[LessonCell, ...]) -> None:
    """Each ladder belongs to a question and stands above its answer; its rungs can be read."""
    order = [cell.name for cell in cells if cell.kind == ANSWER]
    for number, cell in enumerate(cells):
        if cell.kind != LADDER:
            continue
        solution.named(cell.name, cell.place.at(0))
        below = [each.name for each in cells[number:] if each.kind == ANSWER]
        if cell.name in order and below[:1] != [cell.name]:
            raise CourseError(
                f"`{cell.fence}` does not stand above the answer to it.",
                where=cell.place.at(0),
                todo=f"Put it between the task and ```python answer {cell.name}.",
            )
        read_ladder(cell)


def skeleton_answer(question: Question, ladder: Ladder) -> str:
    """What is handed in by somebody who has only copied the skeleton."""
    if isinstance(question, FunctionQuestion):
        return f"{question.signature}\n{indent(ladder.skeleton, INDENT)}"
    return ladder.skeleton


def as_text(cell: LessonCell, language: str) -> LessonCell:
    """The ladder as a text cell that opens step by step."""
    ladder = read_ladder(cell)
    with speaking(language):
        first, second, third = (
            _("Hint 1: where to begin"),
            _("Hint 2: what goes in and out"),
            _("Hint 3: a skeleton of the code"),
        )
    source = "\n\n".join(
        [
            _fold(first, ladder.nudge),
            _fold(second, f"{ladder.shape}\n\n" + _fold(third, _code(ladder.skeleton))),
        ]
    )
    return replace(cell, kind=TEXT, name=f"{cell.name}-ladder", source=source)


def _fold(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def _code(text: str) -> str:
    return f"```python\n{text}\n```"
