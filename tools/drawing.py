"""The rooms as a picture: an SVG that is readable on a light page and on a dark one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from textwrap import wrap

from tools.house import Room, floors, ground, student_side, upstairs
from tools.layers import Place, arranged, shortened

WIDTH, MARGIN = 860, 16
INSIDE = WIDTH - 2 * MARGIN
LETTER = 6.2  # the width of a small letter, on average and with something to spare
NAME_LETTER = 8.3  # the same of a room's name
LINE = 14
BETWEEN = 46  # floors
STYLE = """
  text { font: 11px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #333d47 }
  .name { font-size: 13px; font-weight: 600; fill: #14202b }
  .page { fill: #fbfbfa; stroke: #d5d9dd }
  .room { fill: #e8eff7; stroke: #6f88a3 }
  .beside { fill: #fbead2; stroke: #b98a45 }
  .ground { fill: #ececea; stroke: #a0a3a6 }
  .arrow { fill: none; stroke: #6b7885; stroke-width: 1.1 }
  .head { fill: #6b7885 }
  @media (prefers-color-scheme: dark) {
    text { fill: #c3ccd5 }
    .name { fill: #f0f3f6 }
    .page { fill: #15191e; stroke: #343c45 }
    .room { fill: #203040; stroke: #6c8bab }
    .beside { fill: #43331c; stroke: #b98a45 }
    .ground { fill: #2a2d30; stroke: #6c7075 }
    .arrow { stroke: #8794a1 }
    .head { fill: #8794a1 }
  }
"""
LEGEND = {
    "room": "stands above all that it imports; an arrow leads to what it imports, "
    "and is not drawn where a longer way leads there, too",
    "beside": "copied to the student side, where it runs beside a student's code",
    "ground": "small modules, which any room may import: no arrows are drawn to them",
}


def draw(rooms: Mapping[str, Room]) -> str:
    """The picture as text, the same for the same rooms."""
    above = upstairs(dict(rooms))
    beside = student_side(dict(rooms))
    levels = [[room.name for room in floor] for floor in reversed(floors(above))]
    arrows = shortened({name: room.imports for name, room in above.items()})
    needs = {name: 16 + len(room.path) * NAME_LETTER for name, room in above.items()}
    rows = arranged(levels, arrows, needs, INSIDE)
    base = [rooms[name] for name in sorted(ground(dict(rooms)))]
    there = {"room": True, "beside": beside, "ground": base}
    legend = {kind: says for kind, says in LEGEND.items() if there[kind]}
    parts: list[str] = [*_legend(legend)]
    top = MARGIN + len(legend) * 19.0 + 14
    tops = []
    for row in rows:
        height = max(_height(above[place.name], place.width) for place in row if place.name)
        tops.append((top, height))
        top += height + BETWEEN
    for row in rows:
        for place in row:
            parts += _ways(place, tops)
    for row, (y, height) in zip(rows, tops, strict=True):
        for place in row:
            if place.name:
                kind = "beside" if place.name in beside else "room"
                x = MARGIN + place.middle - place.width / 2
                parts += _box(above[place.name], kind, x, y, place.width, height)
    whole = top - BETWEEN + MARGIN
    if base:
        size = (INSIDE - (len(base) - 1) * 6) / len(base)
        height = max(_height(room, size) for room in base)
        for number, room in enumerate(base):
            parts += _box(room, "ground", MARGIN + number * (size + 6), top, size, height)
        whole = top + height + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:.0f}" '
            f'width="{WIDTH}" height="{whole:.0f}" role="img" aria-label="The rooms and imports">',
            "<!-- Written by python -m tools.rooms: do not edit. -->",
            f"<style>{STYLE}</style>",
            f'<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{whole - 1:.0f}" '
            'rx="8"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _legend(legend: Mapping[str, str]) -> Iterator[str]:
    for number, (kind, says) in enumerate(legend.items()):
        y = MARGIN + number * 19.0
        yield f'<rect class="{kind}" x="{MARGIN}" y="{y:.1f}" width="22" height="13" rx="3"/>'
        yield f'<text x="{MARGIN + 30}" y="{y + 10.5:.1f}">{escape(says)}</text>'


def _lines(room: Room, width: float) -> list[str]:
    return wrap(room.says.replace("`", ""), int((width - 16) / LETTER))


def _height(room: Room, width: float) -> float:
    return 26.0 + LINE * len(_lines(room, width))


def _box(room: Room, kind: str, x: float, y: float, width: float, height: float) -> Iterator[str]:
    yield (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="5"/>'
    )
    yield f'<text class="name" x="{x + 8:.1f}" y="{y + 17:.1f}">{escape(room.path)}</text>'
    for number, line in enumerate(_lines(room, width), 1):
        yield f'<text x="{x + 8:.1f}" y="{y + 19 + number * LINE - 2:.1f}">{escape(line)}</text>'


def _ways(start: Place, tops: list[tuple[float, float]]) -> Iterator[str]:
    """The arrows that begin at a box, each through the gaps of the rows that it passes."""
    if not start.name:
        return
    for first in start.below:
        way = [start, first]
        while not way[-1].name:
            way += way[-1].below
        points = []
        for upper, lower in pairwise(way):
            points += [
                (_at(upper, upper.below, lower), sum(tops[upper.row])),
                (_at(lower, lower.above, upper), tops[lower.row][0]),
            ]
        points[-1] = (points[-1][0], points[-1][1] - 6)
        yield f'<path class="arrow" d="{_curve(points)}"/>'
        x, y = points[-1]
        yield f'<path class="head" d="M{x - 3.5:.1f} {y - 1:.1f}h7l-3.5 7z"/>'


def _at(place: Place, neighbours: list[Place], one: Place) -> float:
    """Where an arrow leaves or reaches a box: spread in the order of where they come from."""
    if not place.name:
        return MARGIN + place.middle
    order = sorted(neighbours, key=lambda each: each.middle)
    share = (order.index(one) + 1) / (len(order) + 1)
    return MARGIN + place.middle + place.width * (share - 0.5) * 0.8


def _curve(points: list[tuple[float, float]]) -> str:
    """Straight down along a row, and in a bow from one row to the next."""
    x, y = points[0]
    text = f"M{x:.1f} {y:.1f}"
    for number, (right, low) in enumerate(points[1:]):
        if number % 2:
            text += f"V{low:.1f}"
        else:
            middle = (y + low) / 2
            text += f"C{x:.1f} {middle:.1f} {right:.1f} {middle:.1f} {right:.1f} {low:.1f}"
        x, y = right, low
    return text
