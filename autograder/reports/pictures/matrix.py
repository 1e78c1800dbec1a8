"""Which class was taken for which, as a table of counts."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _
from autograder.reports.pictures import svg

CELL, HEAD = 26.0, 18.0
STRENGTHS = 5  # that the style has


class Matrix(msgspec.Struct, frozen=True):
    """The counts, the right ones if there are any, and what the classes are called."""

    yours: list[list[svg.Value]] | None = None
    right: list[list[svg.Value]] | None = None
    names: list[str] = []


def draw(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """A row for each right class, a column for each answer."""
    matrix = msgspec.convert(data, Matrix)
    counts = matrix.yours or matrix.right or []
    names = matrix.names or [str(place) for place in range(len(counts))]
    left = 6.0 + 6.5 * max(map(len, names), default=1)
    cell = min(CELL, (svg.WIDTH - left - 4) / max(1, len(counts)))
    most = max((each or 0.0 for row in counts for each in row), default=0.0) or 1.0
    parts = []
    for i, row in enumerate(counts):
        y = HEAD + i * cell
        parts.append(svg.text(left - 5, y + cell / 2 + 4, names[i], "end"))
        parts.append(svg.text(left + (i + 0.5) * cell, HEAD - 6, names[i][:3], "middle"))
        for j, count in enumerate(row):
            x = left + j * cell
            kind = "same" if i == j else "taken"
            strength = min(STRENGTHS - 1, int((count or 0.0) / most * STRENGTHS)) if count else 0
            shade = f"{kind} strength{strength}" if count else "none"
            wrong = matrix.yours and matrix.right and matrix.right[i][j] != count
            parts.append(svg.rectangle(x, y, cell - 1, cell - 1, shade + " odd" * bool(wrong)))
            shown = "?" if count is None else f"{count:g}"
            if count != 0 or wrong:
                parts.append(svg.text(x + cell / 2, y + cell / 2 + 4, shown, "middle"))
    return svg.picture(HEAD + len(counts) * cell + 2, _said(matrix, names), parts), ()


def _said(matrix: Matrix, names: list[str]) -> str:
    if matrix.yours is None:
        return _("Your answer is no table of this shape, so the right one is drawn.")
    if matrix.right is not None:
        pairs = zip(matrix.yours, matrix.right, strict=False)
        if all(mine == other for mine, other in pairs):
            return _("Your counts are the right ones.")
        return _("Your counts differ from the right ones where a cell has a frame.")
    wrong = [
        (count, names[i], names[j])
        for i, row in enumerate(matrix.yours)
        for j, count in enumerate(row)
        if i != j and count
    ]
    if not wrong:
        return _("Nothing was taken for anything else.")
    count, true, answered = max(wrong)
    text = _("Most often, {true} was taken for {answered}: {count} times.")
    return text.format(true=true, answered=answered, count=f"{count:g}")
