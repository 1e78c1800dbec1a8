"""Find the texts that need a translation, in an exercise and in the engine itself."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.questions import FunctionQuestion
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import read_wrong_answers
from autograder.errors import CourseError
from autograder.lessons.lesson import OWN_WORDS, read_cells
from autograder.pysource.parse import Place, docstring, parse_file
from autograder.pysource.translate import is_mark, marked_literal, passages

CHECKS = {"value_check", "range_check", "property_check", "edge_check"}
DRAWS = {"draws"}
TEMPLATE = ".jinja"


@dataclass(frozen=True)
class Message:
    """A text to translate, and for the translator where it comes from. `marked` texts stand in
    `_("…")`, and what they hold in braces is filled in."""

    text: str
    origin: str
    marked: bool = False


def exercise_messages(folder: Path, language: str) -> Iterator[Message]:
    """The texts of an exercise in the order of its files. Files that are not there are left out.

    `language`: the one in which they are written.
    """
    solution, checks = folder / "solution.py", folder / "checks.py"
    lesson, pictures = folder / f"lesson.{language}.md", folder / "pictures.py"
    if solution.is_file():
        yield from _solution(solution)
    if lesson.is_file():
        yield from _lesson(lesson)
    if checks.is_file():
        yield from _checks(checks)
    if pictures.is_file():
        yield from _captions(pictures)
    if solution.is_file():
        yield from _mistakes(folder)


def engine_messages(package: Path) -> Iterator[Message]:
    """The texts of all modules and page templates below a package folder."""
    for path in sorted(package.rglob("*.py")):
        yield from _marked(path, path.relative_to(package).as_posix())
    for path in sorted(package.rglob("templates/*")):
        if path.suffix == TEMPLATE:
            yield from _template(path, path.relative_to(package).as_posix())


def _solution(path: Path) -> Iterator[Message]:
    solution = read_solution(path)
    for passage in passages(solution.own_id, Place(path, solution.own_id_line)):
        yield Message(passage.message, "solution.py: a comment on the id")
    for passage in passages(solution.given, Place(path, solution.given_line)):
        yield Message(passage.message, "solution.py: a comment of the given values")
    for question in solution.questions:
        if isinstance(question, FunctionQuestion):
            yield Message(question.docstring, f"solution.py: the docstring of {question.name}")
        else:
            yield Message(question.contract, f"solution.py: the contract of {question.name}")


def _lesson(path: Path) -> Iterator[Message]:
    for cell in read_cells(path):
        if cell.kind not in OWN_WORDS:
            for passage in passages(cell.source, cell.place):
                origin = f"lesson: a {passage.kind} in `{cell.kind} {cell.name}`"
                yield Message(passage.message, origin, passage.kind == "text")


def _checks(path: Path) -> Iterator[Message]:
    tree = parse_file(path)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and _is_marked(node, CHECKS) and docstring(node):
            yield Message(docstring(node), f"checks.py: what {node.name} looks at")
    yield from _marked(path, "checks.py")


def _mistakes(folder: Path) -> Iterator[Message]:
    for wrong in read_wrong_answers(folder, read_solution(folder / "solution.py")):
        yield Message(wrong.hint, f"mistakes/{wrong.question}.py: the hint of {wrong.name}")


def _captions(path: Path) -> Iterator[Message]:
    for node in parse_file(path).body:
        if isinstance(node, ast.FunctionDef) and _is_marked(node, DRAWS) and docstring(node):
            yield Message(docstring(node), f"pictures.py: the caption of {node.name}")
    yield from _marked(path, "pictures.py")


def _is_marked(node: ast.FunctionDef, names: set[str]) -> bool:
    """Whether one of these stands above a function."""
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in names:
            return True
    return False


def _marked(path: Path, origin: str) -> Iterator[Message]:
    """The texts in `_("…")`, in the order in which they stand."""
    place, tree = Place(path), parse_file(path)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_mark(node)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        literal = marked_literal(node, place)
        if not isinstance(literal, ast.Constant):
            raise CourseError(
                '_(f"…") is looked up after its values are filled in, and never found.',
                where=place.at(node.lineno),
                todo='Write _("… {x} …").format(x=x).',
            )
        yield Message(str(literal.value), origin, marked=True)


def _template(path: Path, origin: str) -> Iterator[Message]:
    from jinja2.ext import babel_extract

    with path.open("rb") as file:
        found: Iterable[tuple[int, str, object, list[str]]] = babel_extract(file, ["_"], [], {})
        for _line, _function, text, _comments in found:
            if isinstance(text, str):
                yield Message(text, origin, marked=True)
