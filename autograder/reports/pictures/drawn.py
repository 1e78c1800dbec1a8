"""Which kind of picture is drawn by what; and what all of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from autograder.reports.pictures import curve, matrix, path, pixels, regions, sizes
from autograder.reports.plain import one_line
from autograder.results import Picture, PictureKind

CAPTION_LIMIT = 200


@dataclass(frozen=True)
class Drawn:
    """A picture, ready to be shown: its caption, what is seen, and what its two colours are."""

    svg: Markup
    caption: str
    keys: tuple[str, ...]


_Draw = Callable[[dict[str, Any]], tuple[Markup, tuple[str, ...]]]
_KINDS: dict[str, _Draw] = {
    PictureKind.CURVE: curve.draw,
    PictureKind.PATH: path.draw,
    PictureKind.REGIONS: regions.draw,
    PictureKind.SIGNAL: sizes.draw_signal,
    PictureKind.IMAGES: pixels.draw,
    PictureKind.SCALE: sizes.draw_scale,
    PictureKind.MATRIX: matrix.draw,
}


def drawn(picture: Picture) -> Drawn | None:
    """A picture of a record, in the current language; None for a kind that nobody knows here, or
    where the numbers make none."""
    draw = _KINDS.get(picture.kind)
    if draw is None:
        return None
    try:
        svg, keys = draw(picture.data)
    except (ValueError, LookupError, ArithmeticError):  # a record of somebody else
        return None
    return Drawn(svg, one_line(picture.caption, CAPTION_LIMIT), keys)
