"""Pictures made of pixels: a student's, and the right one beside it where they differ."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _
from autograder.reports.pictures import svg

TILE, GAP, LABEL = 94.0, 14.0, 17.0
SHADES, COLOUR_SHADES = 15, 10  # steps of grey, and of each of three colours


class Image(msgspec.Struct, frozen=True):
    """One picture: rows of hexadecimal digits."""

    name: str = ""
    yours: list[str] | None = None
    right: list[str] | None = None


class Images(msgspec.Struct, frozen=True):
    """All of them."""

    images: list[Image]


def draw(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """The pictures in rows of three, each with its name below."""
    images = msgspec.convert(data, Images).images
    tiles: list[tuple[str, list[str]]] = []
    for each in images:
        if each.yours is not None:
            tiles.append((_named(each.name, svg.yours() if each.right else ""), each.yours))
        if each.right is not None and each.right != each.yours:
            tiles.append((_named(each.name, svg.right()), each.right))
    parts = []
    for place, (name, rows) in enumerate(tiles):
        x, y = 5 + place % 3 * (TILE + GAP), place // 3 * (TILE + LABEL)
        parts.append(_pixels(rows, x, y))
        parts.append(svg.text(x + TILE / 2, y + TILE + 12, name, "middle"))
    height = math.ceil(len(tiles) / 3) * (TILE + LABEL) + 2
    return svg.picture(height, _said(images), parts), ()


def _named(name: str, whose: str) -> str:
    return f"{name}, {whose}" if name and whose else name or whose


def _pixels(rows: list[str], x: float, y: float) -> str:
    digits = 6 if len(rows[0]) >= 6 * len(rows) else 2
    shades = [_shades(row, digits) for row in rows]
    side = max(len(shades), len(shades[0]))
    paths = [
        f'<path d="{path}" stroke="#{shade:06x}"/>' for shade, path in svg.runs(shades).items()
    ]
    place = f"translate({svg.plain(x)} {svg.plain(y)}) scale({TILE / side:.3f}) translate(0 .5)"
    return f'<g class="cells" transform="{place}">{"".join(paths)}</g>'


def _near(steps: int) -> dict[str, int]:
    """Each number from 0 to 255, as two digits, and the step that is nearest to it."""
    step = 255 / steps
    return {f"{value:02x}": round(round(value / step) * step) for value in range(256)}


_GREYS = {digits: value * 0x010101 for digits, value in _near(SHADES).items()}
_PARTS = _near(COLOUR_SHADES)


def _shades(row: str, digits: int) -> list[int]:
    """The colours of a row as numbers, in steps, so that few pixels have one of their own."""
    try:
        if digits == 2:
            return [_GREYS[row[place : place + 2]] for place in range(0, len(row), 2)]
        parts = [_PARTS[row[place : place + 2]] for place in range(0, len(row), 2)]
    except KeyError as error:
        raise IndexError(row) from error
    colours = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [red << 16 | green << 8 | blue for red, green, blue in colours]


def _said(images: list[Image]) -> str:
    compared = [each for each in images if each.right is not None]
    wrong = [each.name for each in compared if each.yours != each.right]
    if not compared:
        return _("Pictures: {names}.").format(names="; ".join(each.name for each in images))
    if not wrong:
        return _("Your pictures are the right ones.")
    named = ", ".join(filter(None, wrong))
    if not named:
        return _("Your picture is not the right one.")
    return _("These are not the right ones: {names}.").format(names=named)
