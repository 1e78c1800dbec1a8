"""The parts of a rubric: what each of them is worth, read out of its text.

A part is an item of a list whose points stand in front of it, as in `- 0.5: one step too far`, or
in brackets at its end, as in `- one step too far (0.5).` What else stands there is for reading.
"""

from __future__ import annotations

import re

import msgspec

_ITEM = re.compile(r"^[ ]{0,3}[-*+][ ]+", re.MULTILINE)
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_IN_FRONT = re.compile(rf"^{_NUMBER}\s*[:—–-]\s+(.+)$", re.DOTALL)
_AT_THE_END = re.compile(rf"^(.+?)\s*\({_NUMBER}\)[.;]?$", re.DOTALL)
_MARKUP = re.compile(r"\*\*|__|`")
CLOSE = 1e-9


class Part(msgspec.Struct, frozen=True):
    """What a full answer says beside others, and its points."""

    points: float
    text: str


def parts_of(rubric: str, most: float) -> tuple[Part, ...]:
    """The parts of a rubric whose question is worth `most`; none where it has none, or where they
    come to more than that: then its author has meant something else."""
    found = [part for item in _items(rubric) if (part := _part(item)) is not None]
    if sum(part.points for part in found) > most + CLOSE:
        return ()
    return tuple(found)


def plain(rubric: str) -> str:
    """The text of a rubric without the marks of Markdown."""
    return _MARKUP.sub("", rubric).replace('\\"', '"').strip()


def _items(rubric: str) -> list[str]:
    """The items of its lists, each with the lines that go on below it."""
    starts = [match.end() for match in _ITEM.finditer(rubric)]
    ends = [match.start() for match in _ITEM.finditer(rubric)][1:]
    items = [rubric[start:end] for start, end in zip(starts, [*ends, len(rubric)], strict=False)]
    return [" ".join(item.partition("\n\n")[0].split()) for item in items]


def _part(item: str) -> Part | None:
    text = plain(item)
    if match := _IN_FRONT.match(text):
        number, said = match.groups()
    elif match := _AT_THE_END.match(text):
        said, number = match.groups()
    else:
        return None
    return Part(float(number.replace(",", ".")), said.strip())
