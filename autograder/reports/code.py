"""A student's code with its words told apart, and the line that an error names marked."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections.abc import Collection

from markupsafe import Markup, escape

_SORTS = {tokenize.STRING: "s", tokenize.COMMENT: "c", tokenize.NUMBER: "n"}
_OF_TEXT = ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")  # as later Pythons read f"…"
_SORTS |= {getattr(tokenize, name): "s" for name in _OF_TEXT if hasattr(tokenize, name)}
_DEFINES = ("def", "class")
_LONGEST = 20_000  # characters: what is longer stands there as it is

Place = tuple[int, int]


def highlighted(code: str, errors: Collection[str] = (), label: str = "") -> Markup:
    """The code as HTML; each line that is one of `errors`, but for blanks around it, is marked, and
    `label` says so to whoever does not see that."""
    lines = code.split("\n")
    sorts: list[list[tuple[int, int, str]]] = [[] for _line in lines]
    if len(code) <= _LONGEST:
        for start, end, sort in _words(code):
            _note(sorts, lines, start, end, sort)
    wanted = {each.strip() for each in errors if each.strip()}
    shown = []
    for line, words in zip(lines, sorts, strict=True):
        html = _line(line, words)
        if line.strip() in wanted:
            html = Markup('<mark class="line">{}<span class="unseen"> {}</span></mark>').format(
                html, f"# {label}" if label else ""
            )
        shown.append(html)
    return Markup("\n").join(shown)


def _words(code: str) -> list[tuple[Place, Place, str]]:
    """The words that have a colour, as far as Python can read the code."""
    found: list[tuple[Place, Place, str]] = []
    before = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            sort = _SORTS.get(token.type, "")
            if token.type == tokenize.NAME:
                if keyword.iskeyword(token.string):
                    sort = "k"
                elif before in _DEFINES:
                    sort = "d"
                before = token.string
            if sort:
                found.append((token.start, token.end, sort))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # what comes before is told apart
    return found


def _note(
    sorts: list[list[tuple[int, int, str]]], lines: list[str], start: Place, end: Place, sort: str
) -> None:
    """Note a word at each line that it has a part of."""
    for row in range(start[0], min(end[0], len(lines)) + 1):
        left = start[1] if row == start[0] else 0
        right = end[1] if row == end[0] else len(lines[row - 1])
        sorts[row - 1].append((left, right, sort))


def _line(line: str, words: list[tuple[int, int, str]]) -> Markup:
    pieces, place = [], 0
    for left, right, sort in words:
        pieces.append(escape(line[place:left]))
        pieces.append(Markup('<span class="{}">{}</span>').format(sort, line[left:right]))
        place = right
    return Markup("").join([*pieces, escape(line[place:])])
