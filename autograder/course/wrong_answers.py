"""The folder `mistakes/` of an exercise: known wrong answers, read as source and never run here.

It has a file for each question, named after it: a decorated function is a mistake, and its
docstring is the hint. Files that begin with an underscore hold what several others need.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.questions import Solution
from autograder.errors import CourseError
from autograder.pysource.parse import Place, docstring, parse_file

FOLDER = "mistakes"
MISTAKE = "mistake"  # the name of the decorator


@dataclass(frozen=True)
class WrongAnswer:
    """A function of `mistakes/QUESTION.py`. `hint` is what its author should read, as it
    stands there; `instead_of` names what any function can do wrong and this says better; `tree`
    is the file that the function stands in."""

    name: str
    question: str
    hint: str
    instead_of: tuple[str, ...]
    function: ast.FunctionDef
    tree: ast.Module


def mistake_files(folder: Path, solution: Solution) -> dict[str, Path]:
    """The files with known mistakes in an exercise's folder, by question, in its order."""
    names = [question.name for question in solution.questions]
    found = {path.stem: path for path in sorted((folder / FOLDER).glob("[!_]*.py"))}
    for name in found.keys() - names:
        raise CourseError(
            f"There is no question '{name}' in solution.py.",
            where=found[name],
            todo=f"Name the file after its question: {', '.join(names)}.",
        )
    return {name: found[name] for name in names if name in found}


def read_wrong_answers(folder: Path, solution: Solution) -> Iterator[WrongAnswer]:
    """The known mistakes of an exercise in order; raises CourseError for one without a hint, and
    for two of one name."""
    for question, path in mistake_files(folder, solution).items():
        place, tree = Place(path), parse_file(path)
        texts = _texts(tree, path)
        seen: set[str] = set()
        for node, decorator in decorated(tree, MISTAKE, place):
            if node.name in seen:
                raise two_functions(node.name, place.at(node.lineno))
            seen.add(node.name)
            given = _given(decorator, "hint")
            hint = docstring(node) if given is None else _text(given, texts, place)
            if not hint:
                raise no_hint(node.name, place.at(node.lineno))
            instead_of = _names(_given(decorator, "instead_of"), place)
            yield WrongAnswer(node.name, question, in_one_line(hint), instead_of, node, tree)


def decorated(
    tree: ast.Module, name: str, place: Place
) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    """The functions of a file that have this decorator, `@name` or `@name(…)`, each with it. Raises
    CourseError where it stands above something else."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if isinstance(called, ast.Name) and called.id == name:
                    if not isinstance(node, ast.FunctionDef):
                        raise CourseError(
                            f"What stands below @{name} is no plain function: {node.name}.",
                            where=place.at(node.lineno),
                            todo="Write it with def.",
                        )
                    yield node, decorator


def in_one_line(hint: str) -> str:
    """A hint as its reader and its translator see it: a docstring is wrapped for the file only."""
    return " ".join(line.strip() for line in hint.strip().splitlines())


def no_hint(name: str, where: str) -> CourseError:
    """What is said where a mistake has no hint."""
    return CourseError(
        f"The mistake '{name}' has no hint.",
        where=where,
        todo="Write it as the docstring of the function, or as hint=….",
    )


def two_functions(name: str, where: str) -> CourseError:
    """What is said where two answers in one file have the same name."""
    return CourseError(
        f"There are two functions {name}.", where=where, todo="Give one of them another name."
    )


def _given(decorator: ast.expr, name: str) -> ast.expr | None:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return next((each.value for each in keywords if each.arg == name), None)


def _names(node: ast.expr | None, place: Place) -> tuple[str, ...]:
    """The texts in a tuple; none where nothing is given."""
    if node is None:
        return ()
    parts = node.elts if isinstance(node, ast.Tuple) else []
    names = [each.value for each in parts if isinstance(each, ast.Constant)]
    found = tuple(name for name in names if isinstance(name, str))
    if not found or len(found) < len(parts):
        raise CourseError(
            f"These names cannot be read: {ast.unparse(node)}.",
            where=place.at(node.lineno),
            todo='Write a tuple of texts: instead_of=("prints",).',
        )
    return found


def _text(node: ast.expr, texts: Mapping[str, str], place: Place) -> str:
    """The text that is given as a hint, itself or by its name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name) and node.id in texts:
        return texts[node.id]
    raise CourseError(
        f"This hint cannot be read: {ast.unparse(node)}.",
        where=place.at(node.lineno),
        todo="Write the text here, or the name of a text that stands at the top of this file or of "
        "one whose name begins with an underscore.",
    )


def _texts(tree: ast.Module, path: Path) -> dict[str, str]:
    """The texts that have a name in a file, its own and those that it takes from one beside it."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            beside = path.with_name(f"{node.module}.py")
            if beside.is_file():
                there = _constants(parse_file(beside).body)
                names = {alias.name: alias.asname or alias.name for alias in node.names}
                found |= {names[name]: there[name] for name in names if name in there}
    return found | _constants(tree.body)


def _constants(statements: Iterable[ast.stmt]) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in statements
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
