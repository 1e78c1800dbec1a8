"""Which class is given where, and points with their right class: by colour and by shape."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _
from autograder.reports.pictures import svg
from autograder.reports.pictures.axes import Axes

COLOURS = 6  # that the style has; further classes begin again
RADIUS = 3.6


class Regions(msgspec.Struct, frozen=True):
    """The data of such a picture."""

    cells: list[list[int]]
    box: tuple[float, float, float, float]
    points: list[tuple[svg.Value, svg.Value, svg.Value]] | None = None


def draw(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """The picture; its colours are told by the shapes of the points."""
    regions = msgspec.convert(data, Regions)
    frame = Axes(*regions.box, height=260.0)
    points = [
        (x, y, int(kind))
        for x, y, kind in regions.points or ()
        if x is not None and y is not None and kind is not None
    ]
    parts = [_cells(regions.cells, frame), frame.drawn("x₁", "x₂")]
    parts += [_point(*frame.place(x, y), kind) for x, y, kind in points]
    return svg.picture(frame.height, _said(regions, points), parts), ()


def _cells(rows: list[list[int]], frame: Axes) -> str:
    across = (frame.across(frame.right) - frame.across(frame.left)) / max(map(len, rows))
    up = (frame.up(frame.low) - frame.up(frame.high)) / len(rows)
    paths = [
        f'<path class="area{kind % COLOURS}" d="{path}"/>'
        for kind, path in sorted(svg.runs(rows).items())
        if kind >= 0
    ]
    place = f"translate({svg.plain(frame.across(frame.left))} {svg.plain(frame.up(frame.low))})"
    return (
        f'<g class="cells" transform="{place} scale({across:.3f} {-up:.3f}) translate(0 .5)">'
        + "".join(paths)
        + "</g>"
    )


def _point(x: float, y: float, kind: int) -> str:
    """A circle, a square, a triangle, a rhomb: the colour alone would not tell it to everybody."""
    r, name = RADIUS, f"point{kind % COLOURS}"
    if kind % 4 == 0:
        return f'<circle class="{name}" cx="{svg.plain(x)}" cy="{svg.plain(y)}" r="{r}"/>'
    corners = {
        1: [(-r, -r), (r, -r), (r, r), (-r, r)],
        2: [(0, -r * 1.3), (r * 1.2, r), (-r * 1.2, r)],
        3: [(0, -r * 1.4), (r * 1.4, 0), (0, r * 1.4), (-r * 1.4, 0)],
    }[kind % 4]
    return svg.area([(x + dx, y + dy) for dx, dy in corners], name)


def _said(regions: Regions, points: list[tuple[float, float, int]]) -> str:
    found = sorted({each for row in regions.cells for each in row if each >= 0})
    if not found:
        return _("Your answer gives no class anywhere.")
    left, right, low, high = regions.box
    rows, columns = len(regions.cells), max(map(len, regions.cells))
    hits = 0
    for x, y, kind in points:
        row = min(max(int((y - low) / (high - low) * rows), 0), rows - 1)
        column = min(max(int((x - left) / (right - left) * columns), 0), columns - 1)
        hits += regions.cells[row][column] == kind
    text = _(
        "Classes that are given: {classes}. Points in an area of their own class: {hits} of {n}."
    )
    return text.format(classes=", ".join(map(str, found)), hits=hits, n=len(points))
