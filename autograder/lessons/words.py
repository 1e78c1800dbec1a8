"""How many words of a lesson a student reads, and how far it is to the next thing to do.

A formula is one word, and so is a piece of code within a sentence. Code cells, what is folded and
what a picture shows to those who cannot see it are not counted; a choice question is, with its
options.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from autograder.course import Exercise
from autograder.course.choices import PREDICT, RECALL
from autograder.lessons.lesson import LessonCell, read_cells
from autograder.notebooks.kinds import ANSWER, LADDER, TEXT, WRITTEN
from autograder.pysource.parse import Place

CHOICES = (PREDICT, RECALL)
ASKED = (ANSWER, WRITTEN, *CHOICES)  # where a student answers, and does not only look

_LEFT_OUT = re.compile(r"<!--.*?-->|<br\b[^>]*>|!\[[^\]]*\]\([^)]*\)", re.DOTALL)
_DETAILS = re.compile(r"<details[^>]*>(?:(?!<details).)*?</details>", re.DOTALL)  # the innermost
_ONE_WORD = re.compile(
    r"(?P<ticks>`+).+?(?P=ticks)|\$\$.+?\$\$|\$(?:[^$\n]|\n(?!\s*\n))+\$", re.DOTALL
)
_SHOWN = re.compile(r"\[(?P<link>[^\]]*)\]\([^)]*\)|\{term:(?P<term>[^}|]*)(?:\|[^}]*)?\}")
_TAG = re.compile(r"</?[A-Za-z][^>]*>")


@dataclass(frozen=True)
class Stretch:
    """What is read without a break: where it begins, and the cell at which it ends; None where that
    is the end of the lesson."""

    words: int
    begins: Place
    ends: LessonCell | None

    def __str__(self) -> str:
        end = f"`{self.ends.fence}`" if self.ends is not None else "the end"
        return f"{self.words} words from {self.begins.path.name}:{self.begins.line} to {end}"


@dataclass(frozen=True)
class Reading:
    """A lesson as it is read: each cell with the words that are read in it or right above it."""

    cells: tuple[tuple[LessonCell, int], ...]

    @property
    def words(self) -> int:
        """All words of the lesson."""
        return sum(words for _cell, words in self.cells)

    def stretches(self, kinds: Collection[str] | None = None) -> tuple[Stretch, ...]:
        """What is read up to each cell of these kinds, or of any, and from the last to the end."""
        return tuple(_stretches(self.cells, kinds))

    def longest(self, kinds: Collection[str] | None = None) -> Stretch:
        """The longest of these."""
        return max(self.stretches(kinds), key=lambda each: each.words)


def reading(exercise: Exercise, language: str | None = None) -> Reading:
    """The lesson of an exercise in one of its languages, or in the one in which it is given."""
    language = language or exercise.language
    return reading_of(read_cells(exercise.lesson(language)), choice_texts(exercise, language))


def reading_of(cells: Sequence[LessonCell], choices: Mapping[str, str]) -> Reading:
    """These cells as they are read, with the texts of the choice questions by name."""
    return Reading(tuple((cell, _words_of(cell, choices)) for cell in cells))


def choice_texts(exercise: Exercise, language: str) -> dict[str, str]:
    """What is read of each choice question of an exercise: the question and its options."""
    said = {name: choice.texts[language] for name, choice in exercise.choices.items()}
    return {name: "\n".join([each.question, *each.options]) for name, each in said.items()}


def count(text: str) -> int:
    """The words of some Markdown."""
    lines = text.split("\n")
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence" and token.map:
            first, end = token.map
            lines[first:end] = [""] * (end - first)
    plain = _LEFT_OUT.sub(" ", "\n".join(lines))
    while (unfolded := _DETAILS.sub(" ", plain)) != plain:
        plain = unfolded
    plain = _ONE_WORD.sub("x", plain)
    shown = _SHOWN.sub(lambda found: found["link"] or found["term"] or "", plain)
    tokens = _TAG.sub("", shown).replace("|", " ").split()
    return sum(any(map(str.isalnum, token)) for token in tokens)


def _words_of(cell: LessonCell, choices: Mapping[str, str]) -> int:
    if cell.kind in CHOICES:
        return count(choices.get(cell.name, ""))
    return count(cell.source) if cell.kind == TEXT else 0


def _stretches(
    cells: Sequence[tuple[LessonCell, int]], kinds: Collection[str] | None
) -> Iterator[Stretch]:
    words, begins = 0, cells[0][0].place
    for cell, more in cells:
        begins = begins if words else cell.place
        words += more
        if cell.kind in (TEXT, LADDER) or (kinds is not None and cell.kind not in kinds):
            continue
        yield Stretch(words, begins, cell)
        words = 0
    yield Stretch(words, begins, None)
