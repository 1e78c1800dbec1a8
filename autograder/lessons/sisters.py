"""Sister sections: the same part of a lesson in two languages, and whether they were read together.

`sisters.jsonl` keeps the digest of each section beside those of its sisters, as they were when
somebody last read them side by side. Who changes one is told to look at the other; code decides
nothing here, since it stands in the source language alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.lessons.lesson import OWN_WORDS, LessonCell, read_cells
from autograder.notebooks.kinds import TEXT
from autograder.pysource.parse import read_text

FILE = "sisters.jsonl"
DIGEST_BYTES = 8
_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<text>[^\n]*)")


class Section(NamedTuple):
    """A heading with what stands below it, up to the next one. `shape` is what sisters have in
    common: the level of the heading, and the cells."""

    heading: str
    where: str
    shape: tuple[str, ...]
    digest: str


def sections(path: Path) -> list[Section]:
    """The sections of a lesson, in order."""
    parts: list[list[LessonCell]] = []
    for cell in read_cells(path):
        if cell.kind == TEXT and _HEADING.match(cell.source):
            parts.append([])
        parts[-1].append(cell)
    return [_section(part) for part in parts]


def notes(exercise: Exercise) -> list[str]:
    """What an author should look at, a line each: sections that have no sister, and those whose
    sister has changed since they were last read side by side."""
    found = list(_unlike(exercise))
    return found or list(_changed(exercise))


def as_read(exercise: Exercise) -> dict[Path, bytes]:
    """The file that says that the lessons, as they are now, were read side by side; none where they
    are written in one language. Raises CourseError where a section has no sister."""
    for what in _unlike(exercise):
        raise CourseError(what, where=exercise.folder, todo="Give each section its sister first.")
    languages = _written(exercise)
    if len(languages) < 2:
        return {}
    lessons = [sections(exercise.lesson(language)) for language in languages]
    lines = []
    for sisters in zip(*lessons, strict=True):
        digests = {name: each.digest for name, each in zip(languages, sisters, strict=True)}
        lines.append(msgspec.json.encode({"section": sisters[0].heading, **digests}))
    return {exercise.folder / FILE: b"\n".join([*lines, b""])}


def _section(cells: list[LessonCell]) -> Section:
    heading = _HEADING.match(cells[0].source)
    assert heading is not None  # a lesson begins with its title
    fences = [cell.fence for cell in cells if cell.kind != TEXT]
    words = [word for cell in cells if cell.kind in OWN_WORDS for word in cell.source.split()]
    text = "\n".join([*fences, *words]).encode()
    return Section(
        heading["text"].strip(),
        f"{cells[0].place.path.name}:{cells[0].place.line}",
        (heading["marks"], *fences),
        hashlib.blake2b(text, digest_size=DIGEST_BYTES).hexdigest(),
    )


def _written(exercise: Exercise) -> list[str]:
    """The languages in which there is a lesson, the source language first."""
    return [each for each in exercise.languages if exercise.lesson(each).is_file()]


def _unlike(exercise: Exercise) -> Iterator[str]:
    """For each language, the first section that is not like its sister in the source language."""
    source, *others = _written(exercise) or [exercise.source_language]
    original = sections(exercise.lesson(source)) if others else []
    for language in others:
        for first, second in zip_longest(original, sections(exercise.lesson(language))):
            if first is not None and second is not None and first.shape == second.shape:
                continue
            if second is None:
                yield f"{_said(first)} has no sister in {exercise.lesson(language).name}."
            elif first is None:
                yield f"{_said(second)} has no sister in {exercise.lesson(source).name}."
            else:
                yield f"{_said(second)} is not like {_said(first)}: {_unlike_in(first, second)}"
            break


def _unlike_in(first: Section, second: Section) -> str:
    """In what a section differs from its sister."""
    level, *cells = first.shape
    other_level, *others = second.shape
    if level != other_level:
        return f"its heading has {other_level}, and there it is {level}."
    missing = [cell for cell in cells if others.count(cell) < cells.count(cell)]
    more = [cell for cell in others if cells.count(cell) < others.count(cell)]
    parts = [f"it lacks `{missing[0]}`"] if missing else []
    parts += [f"`{more[0]}` stands in it alone"] if more else []
    return f"{', and '.join(parts or ['its cells stand in another order'])}."


def _changed(exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / FILE
    if not path.is_file():
        return
    kept = [*_kept(path)]
    source, *others = _written(exercise)
    for language in others:
        read = [(each.get(source), each.get(language)) for each in kept]
        known = [{each[0] for each in read}, {each[1] for each in read}]
        lessons = (sections(exercise.lesson(each)) for each in (source, language))
        for first, second in zip(*lessons, strict=True):
            if (first.digest, second.digest) in read:
                continue
            stays = [first.digest in known[0], second.digest in known[1]]
            if stays == [False, True]:
                yield _look(second, first)
            elif stays == [True, False]:
                yield _look(first, second)
            else:
                yield (
                    f"{_said(first)} and {_said(second)} have not been read side by side as they "
                    "are now."
                )


def _kept(path: Path) -> Iterator[dict[str, str]]:
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        try:
            yield msgspec.json.decode(line, type=dict[str, str])
        except msgspec.DecodeError as error:
            raise CourseError(
                "This line cannot be read.",
                where=f"{path}:{number}",
                todo="Read the lessons side by side, and run `autograder build EXERCISE --read`.",
            ) from error


def _look(section: Section, changed: Section) -> str:
    return (
        f"{_said(section)}: its sister, {_said(changed)}, has changed since they were read side by "
        "side."
    )


def _said(section: Section | None) -> str:
    assert section is not None
    return f"“{section.heading}” ({section.where})"
