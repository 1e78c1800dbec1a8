"""A candidate as the Python file of its exercise, in which a student may work instead."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from autograder.course import Exercise
from autograder.course.solution import read_solution
from autograder.notebooks.built import built, read_built
from autograder.notebooks.studied import parsed
from autograder.personal import with_id
from autograder.pysource.scopes import bound_names

Names = tuple[str, ...]


def files_of(exercise: Exercise) -> Callable[[Mapping[str, str], str], bytes]:
    """Makes files of answers by question and an id, which counts where numbers are each student's
    own. A question that is not named keeps what the file was given out with."""
    text = built(exercise.stub).decode()
    asked = {
        each.name: each.names for each in read_solution(exercise.file("solution.py")).questions
    }

    def file_of(answers: Mapping[str, str], id: str) -> bytes:
        wanted = {name: answers[name] for name in asked if name in answers}
        return with_id(_filled(text, asked, wanted), id).encode()

    return file_of


def only_in_notebooks(exercise: Exercise) -> frozenset[str]:
    """The names that a cell of the lesson gives, such as a display, and the file does not: an
    answer that uses one is another one there."""
    cells = read_built(exercise.release_notebook).cells
    trees = [parsed(cell.source) for cell in cells if cell.type == "code"]
    given = {name for tree in trees if tree is not None for name in bound_names(tree.body)}
    return frozenset(given.difference(bound_names(ast.parse(built(exercise.stub)).body)))


def _filled(text: str, asked: Mapping[str, Names], answers: Mapping[str, str]) -> str:
    """The file with answers in the places of what is to be replaced."""
    lines = text.split("\n")
    places = _places(text)
    for question, answer in answers.items():
        own = [places[name] for name in asked[question]]
        for node in own:
            start, end = node.lineno - 1, node.end_lineno or node.lineno
            lines[start:end] = [""] * (end - start)
        lines[own[0].lineno - 1] = answer
    return "\n".join(lines)


def _places(text: str) -> dict[str, ast.stmt]:
    """By name, the last statement that gives it: a function, or a name that is None."""
    places: dict[str, ast.stmt] = {}
    for node in ast.parse(text).body:
        match node:
            case ast.FunctionDef(name):
                places[name] = node
            case ast.Assign([ast.Name(name)], ast.Constant(None)):
                places[name] = node
            case _:
                pass
    return places
