"""The student's id in an exercise whose numbers are each student's own.

solution.py holds it in the line `STUDENT_ID = "…"`. In the notebook that line has a cell of its
own, which the student edits; the cell with the given values begins with the generator.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Sequence

from autograder.course.questions import FunctionQuestion, Question
from autograder.errors import CourseError
from autograder.language import _, speaking
from autograder.personal import ID_NAME, personal_number, plain_id
from autograder.pysource.parse import Place, docstring_node, loaded_names
from autograder.pysource.scopes import bound_names, free_names
from autograder.pysource.translate import write_comment

ID = "id"  # the kind of the cell
GENERATOR_IMPORT = "from autograder.personal import personal_number"
GENERATOR = (plain_id, personal_number)


def is_id(node: ast.stmt) -> bool:
    """Whether a statement gives the id a value."""
    return ID_NAME in bound_names([node])


def check_id(nodes: Sequence[ast.stmt], place: Place) -> None:
    """The id stands there once at most, as `STUDENT_ID = "…"`; raises CourseError."""
    if len(nodes) > 1 or not all(map(_is_plain, nodes)):
        raise CourseError(
            f"{ID_NAME} is no plain text, or stands here twice.",
            where=place.at(nodes[-1].lineno),
            todo=f'Write one line: {ID_NAME} = "example".',
        )


def _is_plain(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and node.lineno == node.end_lineno
    )


def personal_questions(given: Iterable[ast.stmt], questions: Sequence[Question]) -> frozenset[str]:
    """The questions whose right answers depend on the id, directly or through other values."""
    depending = {ID_NAME}
    for node in given:
        if loaded_names(node) & depending:
            depending |= set(bound_names([node]))
    personal = set()
    for question in questions:
        signature = f"{question.signature}\n" if isinstance(question, FunctionQuestion) else ""
        if free_names(ast.parse(signature + question.body)) & depending:
            personal.add(question.name)
            depending |= set(question.names)
    return frozenset(personal)


def generator(language: str) -> str:
    """The generator as students get it: the source that runs here, without the docstrings."""
    with speaking(language):
        note = _(
            "This makes numbers out of an id: for one id always the same ones, on every computer,\n"
            "and for another id others. Capital letters and extra spaces do not matter."
        )
    functions = "\n\n\n".join(map(_without_docstring, GENERATOR))
    imports = "import builtins\nimport hashlib\nimport unicodedata"
    return f"{write_comment(note)}\n{imports}\n\n\n{functions}\n"


def _without_docstring(function: object) -> str:
    source = inspect.getsource(function)  # type: ignore[arg-type]
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    text = docstring_node(node)
    assert text is not None
    lines = source.splitlines()
    return "\n".join([*lines[node.lineno - 1 : text.lineno - 1], *lines[text.end_lineno :]])
