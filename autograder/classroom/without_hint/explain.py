"""Make a group of wrong answers a known mistake: written into the exercise, to be proved there."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.without_hint.as_mistake import Written, as_mistake
from autograder.classroom.without_hint.gather import Gathered
from autograder.classroom.without_hint.writable import MODULES
from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion, Question, Solution
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import FOLDER, MISTAKE
from autograder.errors import UsageError, did_you_mean
from autograder.files import write_atomically
from autograder.language import _
from autograder.pysource.parse import parse_file, read_text


class Explained(NamedTuple):
    """What was written: where, under which name. It is a draft, and no mistake yet, where the hint
    or the code is left to be written."""

    question: str
    size: int
    path: Path
    line: int
    name: str
    is_draft: bool
    has_code: bool


def group_called(groups: Collection[Gathered], exercise: Exercise, wanted: str) -> Gathered:
    """The group that answers to this name; raises UsageError where there is none."""
    for each in groups:
        if wanted in each.names:
            return each
    names = [each.shown.name for each in groups]
    text = _("There is no group “{name}” of wrong answers to {exercise}.")
    todo = _("`autograder unexplained {exercise}` lists them.").format(exercise=exercise.name)
    raise UsageError(
        text.format(name=wanted, exercise=exercise.name), todo=did_you_mean(wanted, names) or todo
    )


def explain(exercise: Exercise, group: Gathered, name: str = "", hint: str = "") -> Explained:
    """Write a group into `mistakes/QUESTION.py` as a known mistake. Without a `name` it is called
    like the group; without a `hint` there is a place for it, and a line to be taken up when it is
    filled: until then it is no mistake, so nobody gets a hint without words.

    Raises UsageError for a name that cannot be, and CourseError where the file cannot be read.
    """
    shown = group.shown
    solution = read_solution(exercise.file("solution.py"))
    question = solution.named(shown.question, exercise.folder)
    path = exercise.folder / FOLDER / f"{question.name}.py"
    before = read_text(path) if path.is_file() else _beginning(question.name)
    taken = _functions(path) if path.is_file() else set[str]()
    name = name or shown.name.replace("-", "_")
    _see_that_it_can_be(name, taken, path)
    written = as_mistake(
        group.code,
        question,
        name,
        " ".join(hint.split()),
        by_sign=group.by_sign,
        given=_given(solution, question),
    )
    text = _with_imports(before, written).rstrip("\n") + "\n\n\n"
    write_atomically(path, f"{text}{written.text}".encode())
    line = text.count("\n") + 1
    return Explained(
        question.name, shown.size, path, line, name, written.is_draft, written.has_code
    )


def _given(solution: Solution, question: Question) -> set[str]:
    """The names that a mistake in values may read: those of the reference. A function gets nothing
    but its arguments."""
    if isinstance(question, FunctionQuestion):
        return set()
    return {*solution.given_names, *(name for each in solution.questions for name in each.names)}


def _beginning(question: str) -> str:
    return f'"""Known wrong answers to `{question}`, each with its hint."""\n'


def _functions(path: Path) -> set[str]:
    return {node.name for node in parse_file(path).body if isinstance(node, ast.FunctionDef)}


def _see_that_it_can_be(name: str, taken: Collection[str], path: Path) -> None:
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise UsageError(
            _("{name} cannot be the name of a mistake.").format(name=repr(name)),
            todo=_("Take a name that a function can have, such as softmax_sums_down."),
        )
    if name in taken:
        raise UsageError(
            _("There is a mistake “{name}” already.").format(name=name),
            where=path,
            todo=_("Give this one another name: --name NAME."),
        )


def _with_imports(text: str, written: Written) -> str:
    """The text of a file, in which the names that the mistake needs are there."""
    there = {
        alias.asname or alias.name
        for node in ast.parse(text).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    wanted = [
        f"import {MODULES[name]}" + (f" as {name}" if name != MODULES[name] else "")
        for name in sorted(written.modules - there)
    ]
    if wanted and MISTAKE not in there:
        wanted.append("")
    if MISTAKE not in there:
        wanted.append(f"from autograder.checking import {MISTAKE}")
    if not wanted:
        return text
    return _below_its_docstring(text, wanted)


def _below_its_docstring(text: str, lines: Collection[str]) -> str:
    body = ast.parse(text).body
    first = body[0] if body else None
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    end = (first.end_lineno or 0) if is_docstring and first is not None else 0
    before, after = text.split("\n")[:end], text.split("\n")[end:]
    while after and not after[0]:
        after.pop(0)
    gap = [""] if before else []
    return "\n".join([*before, *gap, *lines, *([""] if after else []), *after])
