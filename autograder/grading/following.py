"""The search for what the examination of a question needs: statement by statement, name by name.

From the names that a question's checks ask for, and those that its answer cell takes, it follows
every name to all statements above that give it a value, and to all that may alter what has it:
whoever reads a list may add to it. What cannot be altered (a number, a library, a function that
keeps nothing) is only followed to where it comes from.
"""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.course.identity import ID
from autograder.grading.records import ExerciseContext
from autograder.kits.registry import libraries
from autograder.notebooks.cells import Cell
from autograder.notebooks.followed import Followed, Statement, followed
from autograder.notebooks.kinds import ANSWER, DISPLAY, GIVEN
from autograder.notebooks.studied import names_of
from autograder.notebooks.unwritten import asked_names
from autograder.personal import ID_NAME

Step = tuple[Cell, bool]  # a cell with the questions to examine after it, and whether it runs
LUCK = "random numbers"  # in the place of a name: all who draw share them
EVERYWHERE = frozenset({*dir(builtins), "display", LUCK})
# Of these and the kits, nothing changes what other code does but the luck that they share.
LIBRARIES = {
    "cmath", "collections", "copy", "fractions", "functools", "itertools", "math", "matplotlib",
    "numpy", "operator", "random", "statistics", "string", "time", "typing",
}  # fmt: skip
DRAW = ("numpy.random", "random")
PICTURES = "matplotlib"  # what is set there changes no answer
MOST_PATHS = 1000  # that are remembered


class NotFollowed(Exception):
    """A name is nowhere, or it cannot be seen where it comes from."""


@dataclass(frozen=True, eq=False)
class _Node:
    """A statement in its cell; or the examination of a question, which reads what it asks for."""

    place: int
    said: Statement
    question: str = ""


class Search:
    """Names are followed until no new one turns up; raises NotFollowed."""

    def __init__(self, steps: list[Step], context: ExerciseContext) -> None:
        self._steps = steps
        self._context = context
        self._cells = {i: _follow(cell) for i, (cell, runs) in enumerate(steps) if runs}
        self._imports: dict[str, set[str]] = defaultdict(set)
        self._dotted = set[str]()  # a function of which an attribute is asked may keep something
        for cell in self._cells.values():
            self._dotted |= {*cell.stored, *(name for name, _part in cell.parts)}
            for name, path in cell.imports:
                self._imports[name].add(path)
        for cell in self._cells.values():
            if any(
                not _within(path, PICTURES) for name in cell.stored for path in self._imports[name]
            ):
                raise NotFollowed
        self._nodes = []
        for i, cell in self._cells.items():
            lucky = self._lucky(cell)
            for said in cell.statements:
                if not lucky.isdisjoint(said.reads):
                    said = replace(said, reads=said.reads | {LUCK})
                self._nodes.append(_Node(i, said))
        self._givers: dict[str, list[_Node]] = defaultdict(list)
        for node in self._nodes:
            for name in node.said.given:
                self._givers[name].append(node)
        self._exams = {
            name: _Node(i, Statement(frozenset(), self._asked(name)), name)
            for i, (cell, _runs) in enumerate(steps)
            for name in cell.examine
        }
        self._readers: dict[str, list[_Node]] = defaultdict(list)
        for node in (*self._nodes, *self._exams.values()):
            for name in node.said.reads:
                self._readers[name].append(node)
        self._names = set[str]()
        self._altered = set[str]()  # those of the names whose readers count, too
        self._taken = set[_Node]()
        self._waiting: list[tuple[str, bool]] = []
        if context.personal and ID_NAME in self._givers:
            self._waiting.append((ID_NAME, False))

    def _lucky(self, cell: Followed) -> set[str]:
        """The names in a cell by which it draws random numbers."""
        lucky = {name for name, paths in self._imports.items() if any(map(_draws, paths))}
        for name, part in cell.parts:
            if any(_draws(f"{path}.{part}") for path in self._imports.get(name, ())):
                lucky.add(name)
        return lucky

    def _asked(self, question: str) -> frozenset[str]:
        """The names that a question asks for, and those that its checks do."""
        mentioned = self._context.mentions[question].parts & self._givers.keys()
        return asked_names(question, self._context.release) | mentioned

    @property
    def names(self) -> frozenset[str]:
        """The names that have been followed."""
        return frozenset(self._names)

    @property
    def given(self) -> frozenset[str]:
        """All names that a cell gives a value."""
        return frozenset(self._givers)

    def follow(self, questions: Iterable[str]) -> None:
        """Follow all names on which the verdicts on some questions depend."""
        for question in questions:
            self._take(self._exams[question])
        while self._waiting:
            name, is_altered = self._waiting.pop()
            if is_altered:
                self._find_readers(name)
            else:
                self._find_givers(name)

    def _find_givers(self, name: str) -> None:
        if name in self._names:
            return
        self._names.add(name)
        givers = self._givers.get(name, [])
        if not givers and name not in EVERYWHERE:
            raise NotFollowed
        for node in givers:
            self._take(node)
        if name == LUCK or not self._is_still(name, givers):
            self._waiting.append((name, True))

    def _is_still(self, name: str, givers: list[_Node]) -> bool:
        keeps_something = name in self._dotted and name not in self._imports
        return all(node.said.is_still for node in givers) and not (givers and keeps_something)

    def _find_readers(self, name: str) -> None:
        """Whoever reads what can be altered may alter it, and what it gives may lead there."""
        if name in self._altered:
            return
        self._altered.add(name)
        self._waiting.append((name, False))
        for node in self._readers.get(name, ()):
            self._take(node)
            self._waiting += [(given, True) for given in node.said.given]
        if name == LUCK:  # an examination sets seeds
            for exam in self._exams.values():
                self._take(exam)

    def _take(self, node: _Node) -> None:
        if node in self._taken:
            return
        self._taken.add(node)
        self._waiting += [(name, False) for name in node.said.reads]
        if not node.question:
            return
        for other in self._nodes:
            cell, _runs = self._steps[other.place]
            if cell.role == ANSWER and cell.question == node.question:
                self._take(other)
        built_on = self._context.mentions[node.question].parts
        if "passed" in built_on:
            for name in built_on & self._exams.keys():
                self._take(self._exams[name])

    @property
    def examined(self) -> frozenset[str]:
        """The questions that have to be examined, when all names have been followed."""
        return frozenset(node.question for node in self._taken) - {""}

    def places(self) -> set[int]:
        """The places of the cells that have to run."""
        places = {node.place for node in self._taken if not node.question}
        examined = self.examined
        for i, followed_cell in self._cells.items():
            cell, _runs = self._steps[i]
            is_given = cell.raw.kind == ID or (cell.role == GIVEN and cell.raw.kind != DISPLAY)
            belongs = cell.question in examined
            if is_given or belongs or _imports_something(followed_cell):
                places.add(i)
        self._add_what_is_shown(places)
        return places

    def _add_what_is_shown(self, places: set[int]) -> None:
        """Add the cells whose names the others take, so that these show what they show in the whole
        notebook, though no verdict depends on it."""
        waiting, known = list(places), set[str]()
        while waiting:
            cell, _runs = self._steps[waiting.pop()]
            for name in (names_of(cell.raw.source).taken & self._givers.keys()) - known:
                known.add(name)
                new = {node.place for node in self._givers[name]} - places
                places |= new
                waiting += new


def _follow(cell: Cell) -> Followed:
    found = followed(cell.raw.source, is_ours=cell.is_ours)
    if found is None:
        raise NotFollowed
    known = LIBRARIES.union(libraries())
    if not cell.is_ours and any(
        path.partition(".")[0] not in known for _name, path in found.imports
    ):
        raise NotFollowed
    return found


@lru_cache(MOST_PATHS)
def _draws(path: str) -> bool:
    return any(_within(path, each) for each in (*DRAW, *libraries()))


def _within(path: str, library: str) -> bool:
    return f"{path}.".startswith(f"{library}.")


def _imports_something(cell: Followed) -> bool:
    names = {name for name, _path in cell.imports}
    return any(said.is_still and not names.isdisjoint(said.given) for said in cell.statements)
