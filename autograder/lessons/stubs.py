"""The plain Python files of an exercise: the stubs that students fill in, and the visible checks.

exercises/NAME.py         the same questions as in the notebook
exercises/test_NAME.py    the visible checks; `pytest exercises` runs them
"""

from __future__ import annotations

import ast
import builtins
import textwrap

from autograder.course.questions import FunctionQuestion, Question
from autograder.errors import CourseError
from autograder.language import _, speaking
from autograder.lessons import choices
from autograder.lessons.compose import INDENT, Composed, heading
from autograder.lessons.lesson import LessonCell
from autograder.notebooks.kinds import CHECK, WRITTEN
from autograder.pysource import literals
from autograder.pysource.parse import indent, parse
from autograder.pysource.scopes import bound_names, free_names
from autograder.pysource.translate import write_comment


def stub(composed: Composed) -> str:
    """The file in which a student writes the answers."""
    name = composed.exercise.name
    with speaking(composed.exercise.language):
        note = _(
            "Write your code below the docstring of each function, in place of `raise\n"
            "NotImplementedError`, and in place of each None. To try it, run\n"
            "`pytest test_{name}.py` in this folder.\n"
            "\n"
            "Teachers: `autograder build` writes this file from solutions/{name}/;\n"
            "make changes there."
        ).format(name=name)
    parts = [write_comment(f"{composed.exercise.title}\n\n{note}")]
    if composed.solution.imports:
        parts.append("\n" + "\n".join(composed.solution.imports))
    parts += ["\n" + source for source in (composed.own_id, composed.given) if source]
    parts += ["\n\n" + _question(composed, each) for each in composed.solution.questions]
    parts += [
        "\n\n" + _written(cell, composed.exercise.language)
        for cell in composed.cells
        if cell.kind == WRITTEN
    ]
    language = composed.exercise.language
    parts += [
        "\n\n" + choices.as_comments(cell.name, composed.exercise.choices[cell.name], language)
        for cell in composed.cells
        if cell.kind in choices.KINDS
    ]
    return "\n".join(parts) + "\n"


def visible_checks(composed: Composed) -> str:
    """The check cells as a pytest file, one test for each question."""
    exercise, solution = composed.exercise, composed.solution
    answers = [name for question in solution.questions for name in question.names]
    known = {*answers, *solution.given_names}
    imports = _imports(composed)
    needed: set[str] = set()
    tests = []
    for cell in composed.cells:
        if cell.kind == CHECK:
            question = solution[cell.name]
            needed |= _needed(cell, known, {name for names, _ in imports for name in names})
            needed |= set(question.names)
            tests.append(_test(question, cell, exercise.name, exercise.language))
    with speaking(exercise.language):
        note = _(
            "The visible checks for {name}.py. To run them, type\n"
            "`pytest test_{name}.py` in this folder.\n"
            "\n"
            "Teachers: `autograder build` writes this file from solutions/{name}/;\n"
            "make changes there."
        ).format(name=exercise.name)
    parts = [write_comment(f"{exercise.title}\n\n{note}") + "\n"]
    chosen = [line for names, line in imports if needed & set(names)]
    if chosen:
        parts.append("\n".join(chosen) + "\n")
    wanted = [name for name in (*solution.given_names, *answers) if name in needed]
    parts.append(_import_from(exercise.name, wanted))
    return "\n".join(parts) + "".join(f"\n\n{test}\n" for test in tests)


def _question(composed: Composed, question: Question) -> str:
    text = heading(question, composed.translate)
    if isinstance(question, FunctionQuestion):
        return f"{text}\n{INDENT}raise NotImplementedError"
    return "\n".join([text, *(f"{name} = None" for name in question.names)])


def _written(cell: LessonCell, language: str) -> str:
    """A question that is answered in words, as a text in a variable."""
    with speaking(language):
        note = _("The question “{name}” of the lesson, answered in your own words.").format(
            name=cell.name
        )
    return f'{write_comment(note)}\n{cell.name} = """\n{cell.source}\n"""'


def _test(question: Question, cell: LessonCell, module: str, language: str) -> str:
    lines = [f"def test_{question.name}():"]
    if not isinstance(question, FunctionQuestion):
        for name in question.names:
            with speaking(language):
                text = _("{name} has no value yet: give it one in {file}.").format(
                    name=name, file=f"{module}.py"
                )
            start = f"{INDENT}assert {name} is not None, "
            lines.append(start + literals.write(text, False, start))
    return "\n".join([*lines, indent(cell.source, INDENT)])


def _imports(composed: Composed) -> list[tuple[tuple[str, ...], str]]:
    """The import lines of the exercise with the names that they bring."""
    source = "\n".join([*composed.solution.imports, composed.own_imports])
    return [
        (bound_names([node]), ast.unparse(node))
        for node in ast.parse(source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def _needed(cell: LessonCell, known: set[str], imported: set[str]) -> set[str]:
    """The names that a check takes from outside."""
    tree = parse(cell.source, cell.place)
    bound = set(bound_names(tree.body))
    if not bound and not cell.source.strip():
        raise CourseError(
            f"`{cell.fence}` is empty.",
            where=cell.place.at(0),
            todo="Write asserts that show a student what is right.",
        )
    if bound & known:
        raise CourseError(
            f"`{cell.fence}` gives {', '.join(sorted(bound & known))} a new value.",
            where=cell.place.at(1),
            todo="Use a name of its own.",
        )
    names = free_names(tree)
    unknown = names - known - imported - set(dir(builtins))
    if unknown:
        raise CourseError(
            f"`{cell.fence}` uses {', '.join(sorted(unknown))}, which is no import, no plain "
            "assignment of solution.py, no question, and not made in this cell.",
            where=cell.place.at(1),
            todo="A visible check runs outside the notebook too: make what it uses inside it.",
        )
    return names & (known | imported)


def _import_from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}\n"
    if len(line) <= literals.WIDTH + 1:
        return line
    rows = textwrap.fill(
        ", ".join(names) + ",", literals.WIDTH, initial_indent=INDENT, subsequent_indent=INDENT
    )
    return f"from {module} import (\n{rows}\n)\n"
