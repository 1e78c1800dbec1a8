"""Two ways over a bowl: the heights as shades, and the points of both ways."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _
from autograder.reports.pictures import svg
from autograder.reports.pictures.axes import Axes

SHADES = 12
NEAR = 0.02  # of the width of the picture


class Path(msgspec.Struct, frozen=True):
    """The data of such a picture."""

    box: tuple[float, float, float, float]
    ground: list[list[svg.Value]] | None = None
    yours: list[tuple[svg.Value, svg.Value]] | None = None
    right: list[tuple[svg.Value, svg.Value]] | None = None


def draw(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """The picture, and what its ways are called."""
    path = msgspec.convert(data, Path)
    frame = Axes(*path.box, height=230.0)
    parts = [_ground(path.ground or [], frame), frame.drawn("w₁", "w₂")]
    for kind, way in (("right", path.right), ("yours", path.yours)):
        places = [frame.place(x, y) for x, y in _known(way)]
        parts.append(svg.line(places, "halo"))
        parts.append(svg.line(places, f"line {kind}"))
        parts += [_step(x, y, kind) for x, y in places]
    return svg.picture(frame.height, _said(path), parts), (svg.yours(), svg.right())


def _known(way: list[tuple[svg.Value, svg.Value]] | None) -> list[tuple[float, float]]:
    return [(x, y) for x, y in way or () if x is not None and y is not None]


def _step(x: float, y: float, kind: str) -> str:
    return f'<circle class="step {kind}" cx="{svg.plain(x)}" cy="{svg.plain(y)}" r="2.2"/>'


def _ground(rows: list[list[svg.Value]], frame: Axes) -> str:
    heights = [each for row in rows for each in row if each is not None]
    if not heights:
        return ""
    low, span = min(heights), (max(heights) - min(heights)) or 1.0
    shades = [
        [-1 if each is None else int((((each - low) / span) ** 0.5) * (SHADES - 1)) for each in row]
        for row in rows
    ]
    across = (frame.across(frame.right) - frame.across(frame.left)) / max(map(len, rows))
    up = (frame.up(frame.low) - frame.up(frame.high)) / len(rows)
    found = svg.runs(shades).items()
    paths = [f'<path d="{path}" stroke="{_shade(shade)}"/>' for shade, path in found if shade >= 0]
    place = f"translate({svg.plain(frame.across(frame.left))} {svg.plain(frame.up(frame.low))})"
    return (
        f'<g class="cells" transform="{place} scale({across:.3f} {-up:.3f}) translate(0 .5)">'
        + "".join(paths)
        + "</g>"
    )


def _shade(shade: int) -> str:
    """From dark to light: the same by day and by night, since the words name it."""
    light = 45 + round(200 * shade / (SHADES - 1))
    return f"#{light * 3 // 4:02x}{light * 7 // 8:02x}{light:02x}"


def _said(path: Path) -> str:
    mine, other = _known(path.yours), _known(path.right)
    if not mine or not other:
        return _("Your answer is no table of points, so only the right way is drawn.")
    gaps = [max(abs(a - c), abs(b - d)) for (a, b), (c, d) in zip(mine, other, strict=False)]
    width = path.box[1] - path.box[0]
    if len(mine) == len(other) == len(path.yours or ()) and max(gaps) <= NEAR * width:
        return _("Your way lies on the right one.")
    text = _("Your way ends at ({x}, {y}); the right one ends at ({right_x}, {right_y}).")
    (x, y), (right_x, right_y) = mine[-1], other[-1]
    names = {"x": x, "y": y, "right_x": right_x, "right_y": right_y}
    return text.format(**{name: svg.said_number(value) for name, value in names.items()})
