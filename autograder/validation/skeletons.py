"""The skeletons that lessons show as a last hint, handed in as they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.lessons.ladders import read_ladder, skeleton_answer
from autograder.lessons.lesson import read_cells
from autograder.notebooks.kinds import LADDER


def skeletons(exercise: Exercise, solution: Solution) -> Iterator[tuple[str, str]]:
    """By question, the source of an answer cell; once where languages have the same code."""
    seen = set[tuple[str, str]]()
    lessons = [exercise.lesson(language) for language in exercise.languages]
    for lesson in (each for each in lessons if each.is_file()):  # answers alone can be proved, too
        for cell in read_cells(lesson):
            if cell.kind == LADDER:
                source = skeleton_answer(
                    solution.named(cell.name, cell.place.at(0)), read_ladder(cell)
                )
                key = cell.name, ast.dump(ast.parse(source))
                if key not in seen:
                    seen.add(key)
                    yield cell.name, source
