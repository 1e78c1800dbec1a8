"""A student's line over the right one, and between them what differs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _
from autograder.reports.pictures import axes, svg

SAME = 1e-3  # of the height of the picture: nobody sees less


class Curve(msgspec.Struct, frozen=True):
    """The data of such a picture."""

    x: list[float]
    yours: list[svg.Value] | None = None
    right: list[svg.Value] | None = None
    points: list[tuple[svg.Value, svg.Value]] | None = None
    across: str = ""
    up: str = ""


def draw(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """The picture, and what its lines are called."""
    curve = msgspec.convert(data, Curve)
    places = [(x, y) for x, y in curve.points or () if x is not None and y is not None]
    frame = axes.around(
        min(curve.x),
        max(max(curve.x), min(curve.x) + 1e-9),
        _finite(curve.right),
        [*_finite(curve.yours), *(y for _x, y in places)],
    )
    parts = [frame.drawn(curve.across, curve.up)]
    parts += [_dot(*frame.place(x, y)) for x, y in places]
    parts += _between(curve, frame)
    parts += [svg.line(each, "line right") for each in _pieces(curve.x, curve.right, frame)]
    parts += [svg.line(each, "line yours") for each in _pieces(curve.x, curve.yours, frame)]
    keys = (svg.yours(), svg.right()) if curve.right else (svg.yours(),)
    return svg.picture(frame.height, _said(curve, frame), parts), keys


def _finite(values: list[svg.Value] | None) -> list[float]:
    return [each for each in values or () if each is not None]


def _dot(x: float, y: float) -> str:
    return f'<circle class="dot" cx="{svg.plain(x)}" cy="{svg.plain(y)}" r="2.5"/>'


def _pieces(
    x: list[float], values: list[svg.Value] | None, frame: axes.Axes
) -> list[list[svg.Point]]:
    """The stretches of a line without a gap."""
    pairs = zip(x, values or (), strict=False)
    return [
        [frame.place(place, value) for place, value in piece if value is not None]
        for there, piece in groupby(pairs, lambda pair: pair[1] is not None)
        if there
    ]


def _between(curve: Curve, frame: axes.Axes) -> list[str]:
    """What lies between both lines, where both are."""
    both = list(zip(curve.x, curve.yours or (), curve.right or (), strict=False))
    shaded = []
    for there, piece in groupby(both, lambda each: None not in each[1:]):
        known = list(piece)
        if not there or all(_alike(mine, other, frame) for _x, mine, other in known):
            continue
        way = [frame.place(x, mine) for x, mine, _other in known if mine is not None]
        back = [frame.place(x, other) for x, _mine, other in known if other is not None]
        shaded.append(svg.area([*way, *reversed(back)], "between"))
    return shaded


def _alike(mine: svg.Value, other: svg.Value, frame: axes.Axes) -> bool:
    if mine is None or other is None:
        return mine is other
    return abs(mine - other) <= SAME * (frame.high - frame.low)


def _said(curve: Curve, frame: axes.Axes) -> str:
    if curve.yours is None:
        return _("Your answer has not the shape of a line, so only the right one is drawn.")
    if curve.right is None:
        return _("Your line.")
    both = list(zip(curve.x, curve.yours, curve.right, strict=False))
    differ = [each for each in both if not _alike(each[1], each[2], frame)]
    if not differ:
        return _("Your line lies on the right one.")
    lost = [each for each in differ if each[1] is None]
    x, mine, other = max(differ, key=lambda each: abs((each[1] or 0.0) - (each[2] or 0.0)))
    if lost:
        x, mine, other = lost[0]
    text = _("Your line leaves the right one: at {x} it is {yours}, and {right} is right.")
    return text.format(x=svg.said_number(x), yours=_word(mine), right=_word(other))


def _word(value: svg.Value) -> str:
    return _("no number") if value is None else svg.said_number(value)
