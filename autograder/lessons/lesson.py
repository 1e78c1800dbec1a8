"""Read a lesson: the Markdown of lesson.<language>.md as text cells and code cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograder.course import Exercise
from autograder.course.choices import PREDICT, RECALL
from autograder.course.identity import ID
from autograder.errors import CourseError
from autograder.notebooks.kinds import (
    ANSWER,
    CHECK,
    CODE,
    DATA,
    DISPLAY,
    GIVEN,
    IMPORTS,
    LADDER,
    OUTCOME,
    TEXT,
    WRITTEN,
)
from autograder.pysource.parse import Place, read_text

KINDS = (IMPORTS, ID, GIVEN, DATA, CODE, DISPLAY, ANSWER, CHECK, PREDICT, OUTCOME, RECALL)
OWN_WORDS = (TEXT, WRITTEN, LADDER)  # what each language writes for itself
FOLDED = "folded"  # behind the name of a cell: JupyterLab shows its code at a click
CAN_BE_FOLDED = (GIVEN, CODE, DISPLAY)
_FOLDS = f" Behind the name of {' or '.join(CAN_BE_FOLDED)} may stand {FOLDED}."
PYTHON, MARKDOWN = "python", "markdown"  # the first word of a fence that becomes a cell
FENCES = (PYTHON, MARKDOWN, LADDER)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,49}")


@dataclass(frozen=True)
class LessonCell:
    """A cell of a lesson: `kind` is "text", "written", "ladder", or one of KINDS. `place` is where
    its source begins; the code of one that is `folded` is shown at a click."""

    kind: str
    name: str
    source: str
    place: Place
    folded: bool = False

    @property
    def fence(self) -> str:
        """What the author writes behind the backticks in the first line of the cell."""
        if self.kind == LADDER:
            return f"{LADDER} {self.name}"
        return f"{MARKDOWN if self.kind == WRITTEN else PYTHON} {self.kind} {self.name}"


def read_lesson(exercise: Exercise) -> tuple[LessonCell, ...]:
    """The cells of the lesson in the exercise's language; their code comes from the lesson in its
    source language."""
    source = read_cells(exercise.lesson(exercise.source_language))
    if exercise.language == exercise.source_language:
        return source
    cells = read_cells(exercise.lesson(exercise.language))
    _compare(source, cells)
    code = {(cell.kind, cell.name): cell for cell in source}
    return tuple(
        cell if cell.kind in OWN_WORDS else _with_code(cell, code[cell.kind, cell.name])
        for cell in cells
    )


def read_cells(path: Path) -> tuple[LessonCell, ...]:
    """The cells of one file, as they stand there."""
    try:
        text = read_text(path)
    except OSError as error:
        raise CourseError(
            f"The lesson cannot be read: {error.strerror or error}.",
            where=path,
            todo="Write it; docs/authors.md says what stands in it.",
        ) from error
    if not text.startswith("# "):
        raise CourseError(
            "The lesson has no title.", where=f"{path}:1", todo="Begin the first line with `# `."
        )
    cells = tuple(_Splitter(path, text).cells())
    seen: set[tuple[str, str]] = set()
    for cell in cells:
        if cell.kind != TEXT and (cell.kind, cell.name) in seen:
            raise CourseError(
                f"`{cell.fence}` stands here for the second time.",
                where=cell.place.at(0),
                todo="Give each code cell a name of its own.",
            )
        seen.add((cell.kind, cell.name))
    return cells


class _Splitter:
    """Cuts the text at code cells, headings and lines of `---`."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        markdown = MarkdownIt("commonmark").disable("lheading")
        self.blocks = [token for token in markdown.parse(text) if token.level == 0 and token.map]
        self.texts = 0

    def cells(self) -> list[LessonCell]:
        cells: list[LessonCell] = []
        start = 0
        for token in self.blocks:
            first, end = token.map or [0, 0]
            words = token.info.split()
            if token.type == "fence" and len(words) > 1 and words[0] in FENCES:
                cells += [*self._text(start, first), self._fenced(token, words, first, end)]
                start = end
            elif token.type == "heading_open":
                cells += self._text(start, first)
                start = first
            elif token.type == "hr":
                cells += self._text(start, first)
                start = end
        return cells + self._text(start, len(self.lines))

    def _text(self, start: int, end: int) -> list[LessonCell]:
        while start < end and not self.lines[start].strip():
            start += 1
        source = "\n".join(self.lines[start:end]).rstrip()
        if not source:
            return []
        self.texts += 1
        return [LessonCell(TEXT, str(self.texts), source, Place(self.path, start + 1))]

    def _fenced(self, token: Token, words: list[str], first: int, end: int) -> LessonCell:
        here = f"{self.path}:{first + 1}"
        if words[0] == LADDER:
            words.insert(1, LADDER)
        folded = words[3:] == [FOLDED] and words[1] in CAN_BE_FOLDED
        kinds = KINDS if words[0] == PYTHON else (WRITTEN,) if words[0] == MARKDOWN else (LADDER,)
        if folded:
            del words[3:]
        if len(words) != 3 or words[1] not in kinds or not _NAME.fullmatch(words[2]):
            raise CourseError(
                f"'{self.lines[first].strip()}' is not the first line of a cell.",
                where=here,
                todo=f"Write ```{words[0]} KIND NAME, where KIND is one of: {', '.join(kinds)}; "
                f"NAME is made of letters, digits, - and _.{_FOLDS if words[0] == PYTHON else ''}",
            )
        if self.lines[end - 1].strip() != token.markup:
            raise CourseError(
                "This cell has no end.", where=here, todo=f"Close it with {token.markup}."
            )
        place = Place(self.path, first + 2)
        return LessonCell(words[1], words[2], token.content.strip("\n"), place, folded)


def _compare(source: tuple[LessonCell, ...], cells: tuple[LessonCell, ...]) -> None:
    """Both lessons have the same code cells in the same order."""
    other = source[0].place.path.name
    pairs = zip_longest(
        (cell for cell in source if cell.kind != TEXT),
        (cell for cell in cells if cell.kind != TEXT),
    )
    for original, cell in pairs:
        if original is not None and cell is not None and original.fence == cell.fence:
            continue
        if cell is None:
            assert original is not None
            what = f"`{original.fence}` of {original.place.at(0)} is missing at the end."
        elif original is None:
            what = f"`{cell.fence}` stands here, where {other} has no more code cells."
        else:
            what = (
                f"`{cell.fence}` stands here, where {other} has `{original.fence}` "
                f"({original.place.at(0)})."
            )
        raise CourseError(
            what,
            where=cell.place.at(0) if cell is not None else cells[-1].place.path,
            todo="Repeat the first line of each code cell in the same order.",
        )


def _with_code(cell: LessonCell, original: LessonCell) -> LessonCell:
    if cell.source.strip():
        raise CourseError(
            f"Code stands in `{cell.fence}`.",
            where=cell.place.at(1),
            todo=f"Leave it empty: the code comes from {original.place.path.name}.",
        )
    return replace(cell, source=original.source, place=original.place, folded=original.folded)
