"""The answers that an author has written beside the reference, as sources of answer cells.

They are read as source, with `ast`: what an answer does is seen only in the sandbox.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion, Question, Solution
from autograder.course.wrong_answers import decorated, read_wrong_answers, two_functions
from autograder.pysource.parse import Place, docstring_node, loaded_names, parse_file

Answer = tuple[str, str, str]  # a name, the question, and the source of an answer cell
ALTERNATIVES, ALTERNATIVE = "alternatives.py", "alternative"


def mistakes_of(exercise: Exercise, solution: Solution) -> Iterator[Answer]:
    """The wrong answers that an author has written, in order. Their docstrings are hints, and no
    part of an answer."""
    for wrong in read_wrong_answers(exercise.folder, solution):
        node = wrong.function
        if docstring_node(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        yield wrong.name, wrong.question, _cell(node, solution[wrong.question], wrong.tree)


def alternatives_of(exercise: Exercise, solution: Solution) -> Iterator[Answer]:
    """The other right answers, in the order of their file."""
    path = exercise.file(ALTERNATIVES)
    tree = parse_file(path)
    seen: set[str] = set()
    place = Place(path)
    for node, decorator in decorated(tree, ALTERNATIVE, place):
        where = place.at(node.lineno)
        name = _first_argument(decorator)
        question = solution.named(name, where)
        if node.name in seen:
            raise two_functions(node.name, where)
        seen.add(node.name)
        yield node.name, name, _cell(node, question, tree)


def _first_argument(decorator: ast.expr) -> str:
    arguments = decorator.args if isinstance(decorator, ast.Call) else []
    return str(arguments[0].value) if arguments and isinstance(arguments[0], ast.Constant) else ""


def _cell(node: ast.FunctionDef, question: Question, tree: ast.Module) -> str:
    """The answer cell: the imports of the file, and the function under the question's name, with
    the helpers that it calls inside; or what stands in it, where the question is about values.

    Helpers are inside since those of two answers in one notebook may have the same name."""
    if isinstance(question, FunctionQuestion):
        node.body = [*_helpers(node, tree), *node.body]
        node.name, node.decorator_list = question.name, []
        answer = ast.unparse(node)
    else:
        own = "\n".join(ast.unparse(statement) for statement in node.body)
        answer = f"{question.body}\n{own}"
    return "\n".join([*_imports(tree), "", answer])


def _helpers(answer: ast.FunctionDef, tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions `_helper` of the file that an answer calls, directly or through others."""
    known = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }
    used: set[str] = set()
    waiting = list(answer.body)
    while waiting:
        new = (loaded_names(waiting.pop()) & known.keys()) - used
        used |= new
        waiting += [known[name] for name in new]
    return [node for name, node in known.items() if name in used]


def _imports(tree: ast.Module) -> list[str]:
    """The imports of libraries."""
    return [
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Import)
        or (
            isinstance(node, ast.ImportFrom)
            and node.level == 0
            and not (node.module or "").startswith("autograder")
        )
    ]
