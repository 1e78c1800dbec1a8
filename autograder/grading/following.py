"""The search for what the examination of a question needs: statement by statement, name by name.

From the names that a question's checks ask for, and those that its answer cell takes, it follows
every name to all statements above that give it a value, and to all that may alter what has it:
whoever reads a list may add to it. What cannot be altered (a number, a library, a function that
keeps nothing) is only followed to where it comes from. A cell that runs may end early, or never:
so what its other statements take is followed, too.
"""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from autograder.course.identity import ID
from autograder.grading.records import ExerciseContext
from autograder.kits.registry import libraries
from autograder.notebooks.cells import Cell
from autograder.notebooks.followed import Followed, Statement, followed
from autograder.notebooks.kinds import ANSWER, CHECK, DISPLAY, GIVEN
from autograder.notebooks.studied import names_of
from autograder.notebooks.unwritten import asked_names
from autograder.personal import ID_NAME

Step = tuple[Cell, bool]  # a cell with the questions to examine after it, and whether it runs
# In the place of names: all who draw share randomness, and all who paint share the settings.
RANDOMNESS, PICTURES = "random numbers", "pictures"
SHARED = frozenset({RANDOMNESS, PICTURES})
EVERYWHERE = SHARED.union(dir(builtins), ["display"])
# Nothing in these changes what other code does, but randomness, where only parts are asked for that
# are no modules and hold nothing. The kits share it: their settings go with it.
LIBRARIES = {
    "cmath", "collections", "copy", "fractions", "functools", "itertools", "math", "numpy",
    "operator", "random", "statistics", "string", "time", "typing",
}  # fmt: skip
PAINTS = "matplotlib"
DRAW = ("numpy.random", "random")
MOST_PATHS = 1000  # that are remembered


class NotFollowed(Exception):
    """A name is nowhere, or it cannot be seen where it comes from."""


@dataclass(frozen=True, eq=False)
class _Node:
    """A statement in its cell; or the examination of a question, which reads what it may ask for.

    Of that it needs only what is `expected`: no text in a check is asked for only because some cell
    has a variable of the same name.
    """

    place: int
    said: Statement
    question: str = ""
    expected: frozenset[str] = frozenset()


class Search:
    """Names are followed until no new one turns up; raises NotFollowed."""

    def __init__(self, steps: list[Step], context: ExerciseContext) -> None:
        self._steps = steps
        self._context = context
        self._cells = {i: _follow(cell) for i, (cell, runs) in enumerate(steps) if runs}
        self._imports: dict[str, set[str]] = defaultdict(set)
        for cell in self._cells.values():
            for name, path in cell.imports:
                self._imports[name].add(path)
        self._nodes = []
        self._in_cell: dict[int, list[_Node]] = defaultdict(list)
        for i, cell in self._cells.items():
            shared = self._shared(cell, is_ours=steps[i][0].is_ours)
            for said in cell.statements:
                more = frozenset[str]().union(
                    *(shared[name] for name in shared.keys() & said.reads)
                )
                node = _Node(i, replace(said, reads=said.reads | more) if more else said)
                self._nodes.append(node)
                self._in_cell[i].append(node)
        self._givers: dict[str, list[_Node]] = defaultdict(list)
        for node in self._nodes:
            for name in node.said.given:
                self._givers[name].append(node)
        handed_out = _handed_out(context)
        self._exams = {
            name: self._examination(name, i, handed_out)
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
        self._altering = set[_Node]()  # those that may alter what they read, and what they give
        self._beside = set[int]()  # cells that run for whatever stands in them
        self._waiting: list[tuple[str, bool]] = []
        if context.personal and ID_NAME in self._givers:
            self._waiting.append((ID_NAME, False))

    def _shared(self, cell: Followed, *, is_ours: bool) -> dict[str, frozenset[str]]:
        """The names by which a cell uses what all share; raises NotFollowed where a student takes a
        part of a library from which one gets anywhere."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, parts in cell.paths:
            for path in self._imports.get(name, ()):
                whole = f"{path}.{parts}" if parts else path
                if not is_ours and not _is_harmless(whole):
                    raise NotFollowed
                if _draws(whole):
                    found[name].add(RANDOMNESS)
                if _within(whole, PAINTS):
                    found[name].add(PICTURES)
        return {name: frozenset(each) for name, each in found.items()}

    def _examination(self, question: str, place: int, handed_out: frozenset[str]) -> _Node:
        """It asks for the names that the question asks for, and those that its checks mention."""
        mentioned = self._context.mentions[question].parts & self._givers.keys()
        own = asked_names(question, self._context.release)
        asked = Statement(frozenset(), own | mentioned)
        return _Node(place, asked, question, own | (mentioned & handed_out))

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
        self._ask(questions)
        for i, found in self._cells.items():
            cell, _runs = self._steps[i]
            is_given = cell.raw.kind == ID or (cell.role == GIVEN and cell.raw.kind != DISPLAY)
            if is_given or found.imports:
                self._take_cell(i)
        while self._waiting:
            name, is_altered = self._waiting.pop()
            if is_altered:
                self._find_readers(name)
            else:
                self._find_givers(name)

    def _ask(self, questions: Iterable[str]) -> None:
        """Examine these, and all that their checks are built on."""
        waiting = list(questions)
        while waiting:
            name = waiting.pop()
            if self._exams[name] not in self._taken:
                self._take(self._exams[name])
                mentions = self._context.mentions[name]
                if mentions.builds_on_others:
                    waiting += mentions.parts & self._exams.keys()

    def _find_givers(self, name: str) -> None:
        if name in self._names:
            return
        self._names.add(name)
        givers = self._givers.get(name, [])
        if not givers and name not in EVERYWHERE:
            raise NotFollowed
        for node in givers:
            self._take(node)
        if name in SHARED or not all(node.said.is_still for node in givers):
            self._waiting.append((name, True))

    def _find_readers(self, name: str) -> None:
        """Whoever reads what can be altered may alter it, and what it gives may lead there."""
        if name in self._altered:
            return
        self._altered.add(name)
        self._waiting.append((name, False))
        if name == RANDOMNESS:  # an examination sets seeds
            self._ask(self._exams)
        for node in self._readers.get(name, ()):
            if node.question and node not in self._taken:
                raise NotFollowed  # what it leaves behind is there until its child has ended
            self._take(node)
            if node not in self._altering:
                self._altering.add(node)
                self._waiting += [(given, True) for given in node.said.given]

    def _take(self, node: _Node) -> None:
        if node in self._taken:
            return
        self._taken.add(node)
        if not node.question:
            self._waiting += [(name, False) for name in node.said.reads]
            self._take_cell(node.place)
            return
        self._waiting += [(name, False) for name in node.expected]
        for i in self._cells:
            cell, _runs = self._steps[i]
            if cell.role in (ANSWER, CHECK) and cell.question == node.question:
                self._take_cell(i)

    def _take_cell(self, place: int) -> None:
        """Run a cell. Its statements may end it, by what they take; what they draw or paint is
        followed only where it is needed. In a cell of ours, what it has given itself is there."""
        if place in self._beside:
            return
        self._beside.add(place)
        cell, _runs = self._steps[place]
        there = set(SHARED)
        for node in self._in_cell[place]:
            self._waiting += [(name, False) for name in node.said.reads - there]
            if cell.is_ours:
                there |= node.said.given

    @property
    def examined(self) -> frozenset[str]:
        """The questions that have to be examined, when all names have been followed."""
        return frozenset(node.question for node in self._taken) - {""}

    @property
    def places(self) -> frozenset[int]:
        """The places of the cells that have to run."""
        return frozenset(self._beside)


def _handed_out(context: ExerciseContext) -> frozenset[str]:
    """The names that an exercise asks for, or gives in cells that nobody may change: what its
    checks may ask of a student. Where one asks for another all the same, `Needed.holds` finds out.
    """
    names = frozenset[str]()
    for cell in context.release.cells:
        if cell.locked and not cell.is_grade and cell.kind != DISPLAY:
            names |= names_of(cell.source).given
    return names.union(*(asked_names(each, context.release) for each in context.questions))


def _follow(cell: Cell) -> Followed:
    found = followed(cell.raw.source, is_ours=cell.is_ours)
    if found is None:
        raise NotFollowed
    known = LIBRARIES.union([PAINTS], libraries())
    if not cell.is_ours and any(
        path.partition(".")[0] not in known for _name, path in found.imports
    ):
        raise NotFollowed
    return found


@lru_cache(MOST_PATHS)
def _draws(path: str) -> bool:
    return any(_within(path, each) for each in (*DRAW, *libraries()))


@lru_cache(MOST_PATHS)
def _is_harmless(path: str) -> bool:
    """Whether a part of a library is no module, from which one gets anywhere, and nothing that all
    who use it could fill. The kits' libraries and those that paint are not imported on this side.
    """
    library, *parts = path.split(".")
    if library not in LIBRARIES:
        return True
    found: object = import_module(library)
    while parts and isinstance(found, ModuleType) and _within(found.__name__, library):
        found = vars(found).get(parts.pop(0), found)  # what it would first have to load is none
    return not isinstance(found, ModuleType | dict | list | set)


def _within(path: str, library: str) -> bool:
    return f"{path}.".startswith(f"{library}.")
