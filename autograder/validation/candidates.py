"""Answers whose verdict is known: read from `mistakes.py` and `alternatives.py`, or made here.

They are read as source, with `ast`: what a candidate does is seen only in the sandbox.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from autograder.course import Exercise
from autograder.errors import CourseError, UsageError
from autograder.notebooks.questions import FunctionQuestion, Question, Solution, ValueQuestion
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.solution import read_solution


class Sort(StrEnum):
    """What kind of answer a candidate is, and so what its verdict has to be."""

    REFERENCE = "reference"
    STUB = "stub"
    MISTAKE = "mistake"
    ALTERNATIVE = "alternative"
    BLIND = "blind"  # does not look at the question: a constant, an echo, a uniform answer


@dataclass(frozen=True)
class Candidate:
    """Answers by question; the questions that are not named keep the stub.

    `is_right` marks a blind answer that happens to be what is asked, such as an echo for f(x) = x.
    `turn` tells apart the several ids for which an answer with personal numbers is proved.
    """

    sort: Sort
    name: str
    question: str
    answers: dict[str, str]
    is_right: bool = False
    turn: int = 0

    @property
    def key(self) -> str:
        """A name that no other candidate has; it is also the id that hands it in."""
        words = [self.sort, self.question, self.name, str(self.turn or "")]
        return "-".join(filter(None, words))


IDS = 3  # for how many ids an answer with personal numbers is proved
COPYING = ("np.array", "np.asarray", "np.copy")
ECHO = "its_argument"
BLIND_VALUES = ("0.0", "1.0", "0.5")
BLIND_RESULTS = {
    "zero": "0.0",
    "one": "1.0",
    "half": "0.5",
    "an_empty_list": "[]",
    "the_text_of_the_argument": "str(args[0])",
    ECHO: "args[0]",
    "zeros": "np.zeros_like(np.asarray(args[0], dtype=float))",
    "ones": "np.ones_like(np.asarray(args[0], dtype=float))",
    "uniform": "np.full(np.shape(args[0]), 1.0 / np.shape(args[0])[-1])",
}


def candidates(exercise: Exercise, question: str | None = None) -> Iterator[Candidate]:
    """All candidates of an exercise: reference, stub, alternatives, mistakes, blind answers.

    With `question`, only those of that question, beside the reference and the stub.
    """
    solution = read_solution(exercise.file("solution.py"))
    if question is not None and solution.question(question) is None:
        raise UsageError(
            f"There is no question '{question}' in {exercise.name}.",
            todo=f"The questions are: {', '.join(each.name for each in solution.questions)}.",
        )
    for candidate in _all(exercise, solution):
        if question is None or candidate.question in ("", question):
            asked = solution.personal & {candidate.question or each for each in candidate.answers}
            yield from (replace(candidate, turn=turn) for turn in range(IDS if asked else 1))


def _all(exercise: Exercise, solution: Solution) -> Iterator[Candidate]:
    right = reference_answers(exercise)
    yield Candidate(Sort.REFERENCE, "reference", "", right)
    yield Candidate(Sort.STUB, "stub", "", {})
    for sort, file in ((Sort.ALTERNATIVE, "alternatives.py"), (Sort.MISTAKE, "mistakes.py")):
        for name, asked, source in answers_in(exercise.file(file), sort, solution):
            yield Candidate(sort, name, asked, {**right, asked: source})
    for question in solution.questions:
        for name, source in blind_answers(question):
            is_right = name == ECHO and _is_echo(question)
            yield Candidate(Sort.BLIND, name, question.name, {question.name: source}, is_right)


def reference_answers(exercise: Exercise) -> dict[str, str]:
    """The reference's answer cell for each question, from the source notebook."""
    try:
        notebook = read_notebook(exercise.source_notebook.read_bytes())
    except OSError as error:
        raise CourseError(
            "There is no source notebook.",
            where=exercise.source_notebook,
            todo="Run `autograder build` first.",
        ) from error
    return {
        cell.grade_id: cell.source for cell in notebook.cells if cell.grade_id and not cell.locked
    }


def answers_in(path: Path, sort: Sort, solution: Solution) -> Iterator[tuple[str, str, str]]:
    """The decorated functions of a file: name, question, and the source of an answer cell."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Import)
        or (isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("autograder"))
    ]
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        name = _question_of(node, sort)
        if name is None:
            continue
        question = solution.question(name)
        if question is None:
            raise CourseError(
                f"There is no question '{name}' in solution.py.", where=f"{path}:{node.lineno}"
            )
        yield node.name, name, "\n".join([*imports, "", _answer(node, question)])


def blind_answers(question: Question) -> Iterator[tuple[str, str]]:
    """Answers that do not look at the question."""
    if isinstance(question, ValueQuestion):
        for value in BLIND_VALUES:
            lines = [f"{name} = {value}" for name in question.names]
            yield f"all_{value}", "\n".join(lines)
        return
    for name, result in BLIND_RESULTS.items():
        body = f"def {question.name}(*args, **options):\n    return {result}"
        yield name, f"import numpy as np\n\n{body}"


def _is_echo(question: Question) -> bool:
    """Whether the reference itself gives back its only argument, as for f(x) = x."""
    if not isinstance(question, FunctionQuestion):
        return False
    function = ast.parse(f"{question.signature}\n{question.body}").body[0]
    assert isinstance(function, ast.FunctionDef)
    arguments, last = function.args.args, function.body[-1]
    if len(arguments) != 1 or len(function.body) != 1 or not isinstance(last, ast.Return):
        return False
    value = last.value
    while isinstance(value, ast.Call) and ast.unparse(value.func) in COPYING and value.args:
        value = value.args[0]
    return isinstance(value, ast.Name) and value.id == arguments[0].arg


def _question_of(node: ast.FunctionDef, sort: Sort) -> str | None:
    for decorator in node.decorator_list:
        if (
            isinstance(decorator, ast.Call)
            and isinstance(decorator.func, ast.Name)
            and decorator.func.id == sort.value
            and decorator.args
            and isinstance(decorator.args[0], ast.Constant)
        ):
            return str(decorator.args[0].value)
    return None


def _answer(node: ast.FunctionDef, question: Question) -> str:
    if isinstance(question, FunctionQuestion):
        node.name, node.decorator_list = question.name, []
        return ast.unparse(node)
    own = "\n".join(ast.unparse(statement) for statement in node.body)
    return f"{question.body}\n{own}"
