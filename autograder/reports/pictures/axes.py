"""A frame with two axes, and the places of numbers in it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.reports.pictures import svg

LEFT, TOP, BOTTOM = 40.0, 8.0, 24.0
MARGIN = 0.06


@dataclass(frozen=True)
class Axes:
    """A frame in which the numbers from `left` to `right` and from `low` to `high` have places."""

    left: float
    right: float
    low: float
    high: float
    height: float = 190.0

    def across(self, x: float) -> float:
        """The place of a number of the first axis."""
        share = (min(max(x, self.left), self.right) - self.left) / (self.right - self.left)
        return LEFT + share * (svg.WIDTH - LEFT - TOP)

    def up(self, y: float) -> float:
        """The place of a number of the second axis; what is out of the frame stands at its edge."""
        share = (min(max(y, self.low), self.high) - self.low) / (self.high - self.low)
        return self.height - BOTTOM - share * (self.height - BOTTOM - TOP)

    def place(self, x: float, y: float) -> svg.Point:
        """Both."""
        return self.across(x), self.up(y)

    def drawn(self, across: str = "", up: str = "") -> str:
        """The frame, the lines through 0, the ends of both axes, and what they are called."""
        left, right = self.across(self.left), self.across(self.right)
        low, high = self.up(self.low), self.up(self.high)
        parts = [svg.rectangle(left, high, right - left, low - high, "frame")]
        if self.low < 0 < self.high:
            parts.append(svg.line([(left, self.up(0)), (right, self.up(0))], "zero"))
        if self.left < 0 < self.right:
            parts.append(svg.line([(self.across(0), low), (self.across(0), high)], "zero"))
        below = low + 15
        parts += [
            svg.text(left, below, svg.said_number(self.left)),
            svg.text(right, below, svg.said_number(self.right), "end"),
            svg.text(left - 5, low, svg.said_number(self.low), "end"),
            svg.text(left - 5, high + 9, svg.said_number(self.high), "end"),
        ]
        if across:
            parts.append(svg.text((left + right) / 2, below, across, "middle"))
        if up:
            parts.append(svg.text(left - 5, (low + high) / 2, up, "end"))
        return "".join(parts)


def around(left: float, right: float, wanted: Iterable[float], others: Iterable[float]) -> Axes:
    """Axes with room for all that is `wanted`, and for what is not much farther of the `others`."""
    main, more = list(wanted), list(others)
    low, high = _ends(main or more)
    span = high - low
    near = [y for y in more if low - span <= y <= high + span]
    low, high = min([low, *near]), max([high, *near])
    room = MARGIN * (high - low)
    return Axes(left, right, _short(low - room), _short(high + room))


def _ends(values: list[float]) -> tuple[float, float]:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if high - low < 1e-9 * max(1.0, abs(low), abs(high)):
        room = max(1.0, abs(low) / 2)
        return low - room, high + room
    return low, high


def _short(value: float) -> float:
    """A number of two digits or so, as the end of an axis."""
    return float(f"{value:.3g}") if math.isfinite(value) else 0.0
