"""The few elements of SVG that the pictures are made of. Colours are the page's: see the style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from autograder.language import _, decimal
from autograder.reports.plain import one_line
from autograder.reports.values import number

WIDTH = 320
NAME_LIMIT = 24
Value = float | None
Point = tuple[float, float]


def yours() -> str:
    """The name of the student's part of a picture."""
    return _("yours")


def right() -> str:
    """The name of the right one's."""
    return _("right")


def picture(height: float, said: str, parts: Iterable[str]) -> Markup:
    """The whole picture; `said` is what is to be seen in it."""
    head = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">')
    return head.format(WIDTH, plain(height), said) + Markup("".join(parts)) + Markup("</svg>")


def plain(value: float) -> str:
    """A coordinate, to a tenth."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def said_number(value: float, digits: int = 3) -> str:
    """A number in a sentence or at an axis."""
    return decimal(number(round(value, 10), digits)).replace("-", "−")


def line(points: Sequence[Point], kind: str) -> str:
    """A line through points; nothing where there is but one."""
    if len(points) < 2:
        return ""
    return f'<path class="{kind}" d="M{_through(points)}"/>'


def area(points: Sequence[Point], kind: str) -> str:
    """What lies within a line that ends where it begins."""
    return f'<path class="{kind}" d="M{_through(points)}z"/>'


def rectangle(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle."""
    place = f'x="{plain(x)}" y="{plain(y)}" width="{plain(width)}" height="{plain(height)}"'
    return f'<rect class="{kind}" {place}/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    """A few words; `kind` says how they stand there: `middle` or `end`."""
    shown = escape(one_line(words, NAME_LIMIT))
    return f'<text x="{plain(x)}" y="{plain(y)}" class="{kind}">{shown}</text>'


def runs(rows: Sequence[Sequence[int]]) -> dict[int, str]:
    """For each value in a table of cells, one path through all of its cells: a line of the width 1
    at each stretch of a row."""
    paths: dict[int, list[str]] = {}
    for y, row in enumerate(rows):
        start = 0
        for x in range(1, len(row) + 1):
            if x == len(row) or row[x] != row[start]:
                paths.setdefault(row[start], []).append(f"M{start} {y}h{x - start}")
                start = x
    return {value: "".join(path) for value, path in paths.items()}


def _through(points: Sequence[Point]) -> str:
    return "L".join(f"{plain(x)} {plain(y)}" for x, y in points)
