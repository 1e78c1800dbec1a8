"""One bar for each layer; and how far something got on a scale with its marks."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from markupsafe import Markup

from autograder.language import _, percent
from autograder.reports.pictures import svg

HEIGHT, FLOOR, ROOF = 170.0, 146.0, 14.0
DECADES = 6.0  # the most that a picture of sizes spans
ALIKE = 0.01
CROWDED = 16  # layers: not every one has room for its number


class Signal(msgspec.Struct, frozen=True):
    """The sizes after each layer."""

    yours: list[svg.Value] | None = None
    right: list[svg.Value] | None = None


class Scale(msgspec.Struct, frozen=True):
    """What was reached, and the marks."""

    reached: svg.Value
    marks: list[svg.Value]


def draw_signal(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """Bars beside each other, ten times as large a step up the same way each time."""
    signal = msgspec.convert(data, Signal)
    mine, other = signal.yours or [], signal.right or []
    layers = max(len(mine), len(other))
    sizes = [each for each in (*mine, *other) if each is not None and each > 0]
    top = math.log10(max(sizes, default=1.0))
    bottom = max(math.log10(min(sizes, default=0.1)) - 0.3, top - DECADES)
    width = (svg.WIDTH - 16) / max(1, layers)
    parts = [svg.line([(8, FLOOR), (svg.WIDTH - 8, FLOOR)], "zero")]
    for kind, values, shift in (("yours", mine, 0.1), ("right", other, 0.5)):
        for layer, size in enumerate(values):
            if size is None or size <= 0:
                continue
            share = (math.log10(size) - bottom) / max(top - bottom, 1e-9)
            tall = min(max(share, 0.01), 1.0) * (FLOOR - ROOF)
            x = 8 + (layer + shift) * width
            parts.append(svg.rectangle(x, FLOOR - tall, 0.38 * width, tall, f"bar-of {kind}"))
    for layer in range(0, layers, 1 + layers // CROWDED):
        parts.append(svg.text(8 + (layer + 0.5) * width, FLOOR + 15, str(layer + 1), "middle"))
    return svg.picture(HEIGHT, _of_layers(mine, other), parts), (svg.yours(), svg.right())


def _of_layers(mine: list[svg.Value], other: list[svg.Value]) -> str:
    if len(mine) != len(other):
        return _("Your answer has not one size for each layer.")
    far = [
        layer
        for layer, (a, b) in enumerate(zip(mine, other, strict=True), start=1)
        if a is None or b is None or abs(a - b) > ALIKE * abs(b)
    ]
    if not far:
        return _("Your sizes are the right ones. The scale is logarithmic.")
    text = _("Your sizes differ after these layers: {layers}. The scale is logarithmic.")
    return text.format(layers=", ".join(map(str, far)))


def draw_scale(data: dict[str, Any]) -> tuple[Markup, tuple[str, ...]]:
    """A bar from the least that is of interest to all, with a line at each mark."""
    scale = msgspec.convert(data, Scale)
    marks = [mark for mark in scale.marks if mark is not None and 0 <= mark <= 1]
    reached = min(max(scale.reached or 0.0, 0.0), 1.0)
    least = 0.0 if min([reached, *marks], default=0.0) < 0.8 else 0.8
    width = svg.WIDTH - 16

    def place(share: float) -> float:
        return 8 + (max(share, least) - least) / (1 - least) * width

    parts = [
        svg.rectangle(8, 26, width, 16, "whole"),
        svg.rectangle(8, 26, max(place(reached) - 8, 1), 16, "bar-of yours"),
        svg.text(8, 60, percent(least)),
        svg.text(svg.WIDTH - 8, 60, percent(1.0), "end"),
        svg.text(min(max(place(reached), 30), 290), 16, percent(reached, 1), "middle strong"),
    ]
    before = -100.0
    for mark in sorted(marks):
        parts.append(svg.line([(place(mark), 22), (place(mark), 46)], "mark"))
        if place(mark) - before > 44 and 40 < place(mark) < 280:
            parts.append(svg.text(place(mark), 60, percent(mark, 1), "middle"))
            before = place(mark)
    text = _("Reached: {reached}. The marks: {marks}.")
    said = text.format(reached=percent(reached, 1), marks=", ".join(percent(m, 1) for m in marks))
    return svg.picture(66, said, parts), ()
