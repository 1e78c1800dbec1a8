"""The statements at the margin of an author's Python files, and which of them a question reaches by
the names that stand in it. They are read, and nothing is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from autograder.course.remembered import remembered
from autograder.pysource.parse import parse_file, without_docstrings
from autograder.pysource.scopes import bound_names

WORD = re.compile(r"'([^\W\d]\w*)'")
# Where one of these stands, nobody can read which names are meant.
ANY_NAME = frozenset({"getattr", "vars", "globals", "locals", "eval", "exec", "__dict__"})


class Piece(NamedTuple):
    """A statement at the margin of a file: itself without comments, the names that it binds, and
    all words in it. One that binds no name concerns everything. `beside` are modules of the same
    folder that it imports from."""

    dump: str
    bound: frozenset[str]
    words: frozenset[str]
    decorators: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()


class Part:
    """What one question depends on, as it is gathered."""

    def __init__(self, question: str) -> None:
        self.words = {question}
        self.dumps: list[str] = []

    def take(self, piece: Piece) -> None:
        """This, too, belongs to it."""
        self.words |= piece.words
        self.dumps.append(piece.dump)

    def reach(self, pieces: Iterable[Piece]) -> None:
        """Take those of a file that are named, and what these name there."""
        left = list(pieces)
        while left:
            takes_all = not self.words.isdisjoint(ANY_NAME)
            new = [
                each
                for each in left
                if takes_all or not each.bound or not each.bound.isdisjoint(self.words)
            ]
            if not new:
                return
            left = [each for each in left if each not in new]
            for each in new:
                self.take(each)


def with_those_beside(folder: Path, question: str) -> list[Path]:
    """The file of a question, and those beside it that it takes something from."""
    found, waiting = list[Path](), [folder / f"{question}.py"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.append(path)
        names = sorted({name for piece in pieces(path) for name in piece.beside})
        waiting += [folder / f"{name}.py" for name in names]
    return found


@remembered
def pieces(path: Path) -> tuple[Piece, ...]:
    return tuple(_piece(node) for node in parse_file(path).body if not _is_text(node))


@remembered
def bare_pieces(path: Path) -> tuple[Piece, ...]:
    """The same without docstrings: those of the reference are for students."""
    tree = without_docstrings(parse_file(path))
    return tuple(_piece(node) for node in tree.body if not _is_text(node))


@remembered
def texts_in(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The texts in each statement at the margin, with the statement."""
    return tuple(
        (
            ast.dump(node),
            tuple(
                each.value
                for each in ast.walk(node)
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ),
        )
        for node in parse_file(path).body
    )


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _piece(node: ast.stmt) -> Piece:
    """Reading the words out of what `ast.dump` writes takes a third of the time of a walk. They are
    all that may be a name: also texts, since a check may ask for a name by one."""
    dump = ast.dump(node)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        bound = frozenset((node.name,))
    else:
        bound = frozenset(bound_names([node]))
    decorators = getattr(node, "decorator_list", [])
    is_beside = isinstance(node, ast.ImportFrom) and node.level == 1
    beside = [node.module, *(each.name for each in node.names)] if is_beside else []  # type: ignore[attr-defined]
    return Piece(
        dump,
        frozenset() if "*" in bound else bound,
        frozenset(WORD.findall(dump)),
        frozenset(word for each in decorators for word in WORD.findall(ast.dump(each))),
        tuple(name for name in beside if name),
    )
