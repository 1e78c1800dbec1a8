"""Where the boxes of a layered drawing stand, so that its arrows are short and cross seldom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 40
GAP = 18.0  # between two boxes of a row
LANE = 8.0  # the width of an arrow that passes a row
MOST = 230.0  # the width of a box


@dataclass(eq=False)
class Place:
    """A box in a row, or the point where an arrow passes the row between boxes."""

    row: int
    name: str = ""  # empty where an arrow passes
    above: list[Place] = field(default_factory=list)
    below: list[Place] = field(default_factory=list)
    middle: float = 0.0
    width: float = LANE


def shortened(arrows: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The arrows without those whose end a longer way reaches, too."""

    def reached(name: str) -> set[str]:
        return {each for to in arrows[name] for each in {to, *reached(to)}}

    return {
        name: sorted(ends - {each for to in ends for each in reached(to)})
        for name, ends in arrows.items()
    }


def arranged(
    rows: Sequence[Sequence[str]],
    arrows: Mapping[str, Sequence[str]],
    needs: Mapping[str, float],
    width: float,
) -> list[list[Place]]:
    """The places of each row from left to right, within `width`; the first row is the top one.

    No box is narrower than it `needs`.
    """
    boxes = {name: Place(row, name) for row, names in enumerate(rows) for name in names}
    found = [[boxes[name] for name in names] for names in rows]
    for name, ends in arrows.items():
        for end in ends:
            way = [Place(row) for row in range(boxes[name].row + 1, boxes[end].row)]
            for place in way:
                found[place.row].append(place)
            for upper, lower in pairwise([boxes[name], *way, boxes[end]]):
                upper.below.append(lower)
                lower.above.append(upper)
    best = _ordered(found)
    _spread(best, needs, width)
    return best


def _ordered(rows: list[list[Place]]) -> list[list[Place]]:
    """The same rows, each in the order of its neighbours' places: the order that crosses least."""
    best, least = rows, _crossings(rows)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            _number(rows)
            row.sort(key=lambda place: _mean(place.above if down else place.below, place.middle))
        if (count := _crossings(rows)) < least:
            best, least = [list(row) for row in rows], count
    return best


def _number(rows: list[list[Place]]) -> None:
    for row in rows:
        for number, place in enumerate(row):
            place.middle = (number + 0.5) / len(row)


def _mean(places: Sequence[Place], otherwise: float) -> float:
    return sum(place.middle for place in places) / len(places) if places else otherwise


def _crossings(rows: list[list[Place]]) -> int:
    _number(rows)
    return sum(
        (one.middle - other.middle) * (end.middle - last.middle) < 0
        for row in rows
        for number, one in enumerate(row)
        for other in row[:number]
        for end in one.below
        for last in other.below
    )


def _spread(rows: list[list[Place]], needs: Mapping[str, float], width: float) -> None:
    """Give each place a width and a middle, near its neighbours and apart from those beside it."""
    for row in rows:
        boxes = sorted((place for place in row if place.name), key=lambda each: -needs[each.name])
        free = width - (len(row) - len(boxes)) * LANE - (len(row) - 1) * GAP
        for number, place in enumerate(boxes):  # who needs more than an equal share comes first
            place.width = max(needs[place.name], min(MOST, free / (len(boxes) - number)))
            free -= place.width
    _number(rows)
    for row in rows:
        for place in row:
            place.middle *= width
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            for place in row:
                place.middle = _mean([*place.above, *place.below], place.middle)
            _apart(row, width)


def _apart(row: list[Place], width: float) -> None:
    """Move what overlaps, as little as it takes; nothing leaves the page."""
    for _ in range(SWEEPS):
        for left, right in pairwise(row):
            over = (left.width + right.width) / 2 + GAP - (right.middle - left.middle)
            if over > 0:
                left.middle -= over / 2
                right.middle += over / 2
        row[0].middle = max(row[0].middle, row[0].width / 2)
        row[-1].middle = min(row[-1].middle, width - row[-1].width / 2)
    edge = 0.0
    for place in row:
        place.middle = max(place.middle, edge + place.width / 2)
        edge = place.middle + place.width / 2 + GAP
    edge = width
    for place in reversed(row):
        place.middle = min(place.middle, edge - place.width / 2)
        edge = place.middle - place.width / 2 - GAP
