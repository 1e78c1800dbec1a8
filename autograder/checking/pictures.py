"""What an exercise lets be drawn of a student's functions: `pictures.py`, in a few lines each.

A picture is values alone: plain numbers, bounded in number, whatever a function gives. Who makes
the page draws them. A picture is made when all verdicts stand, and has no say in any.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from autograder.checking import show
from autograder.results import Picture, PictureKind

MARK = "__autograder_draws__"
MAX_POINTS = 121  # of a curve, a path, or points beside it
MAX_SIDE = 32  # of a table of cells or pixels
MAX_IMAGES = 10
MAX_BARS = 24
MAX_CLASSES = 12
MAX_NAME = 60
DIGITS = 4
HUGE = 1e30  # what is farther from 0 is drawn as not there
NOT_THERE = -1  # among classes

Function = TypeVar("Function", bound=Callable[..., Any])


def draws(question: str) -> Callable[[Function], Function]:
    """Mark a function that gives back a picture for this question. Its docstring is the caption."""

    def marked(function: Function) -> Function:
        setattr(function, MARK, question)
        return function

    return marked


def curve(
    x: Any,
    yours: Any,
    right: Any = None,
    *,
    points: Any = None,
    across: str = "",
    up: str = "",
) -> Picture:
    """A student's line over the right one, at the same places; `points` lie beside the lines, an
    (n, 2) table. `across` and `up` say what the axes are."""
    places = _table(x, (min(len(x), MAX_POINTS),))
    data = {
        "x": places,
        "yours": _table(yours, (len(places or ()),)),
        "right": _table(right, (len(places or ()),)),
        "points": _points(points, 2),
        "across": across[:MAX_NAME],
        "up": up[:MAX_NAME],
    }
    return Picture(kind=PictureKind.CURVE, data=data)


def path(yours: Any, right: Any, ground: Any, box: Sequence[float]) -> Picture:
    """Two ways over a surface: tables of shape (n, 2). `ground` holds the heights over `box`: the
    least and the most of the first number, and of the second one; its first row is the least."""
    data = {
        "yours": _points(yours, 2),
        "right": _points(right, 2),
        "ground": _cut(ground),
        "box": _table(box, (4,)),
    }
    return Picture(kind=PictureKind.PATH, data=data)


def regions(cells: Any, points: Any, box: Sequence[float]) -> Picture:
    """Which class is given where: a square of class numbers over `box`, its first row the least of
    the second number; and points with their right class, an (n, 3) table."""
    data = {
        "cells": _classes(cells),
        "points": _points(points, 3),
        "box": _table(box, (4,)),
    }
    return Picture(kind=PictureKind.REGIONS, data=data)


def signal(yours: Any, right: Any = None) -> Picture:
    """One size for each layer, from the first to the last, beside the right ones."""
    wanted = min(len(right), MAX_BARS) if right is not None else MAX_BARS
    data = {"yours": _row(yours, wanted), "right": _row(right, wanted)}
    return Picture(kind=PictureKind.SIGNAL, data=data)


def images(*shown: tuple[str, Any, Any]) -> Picture:
    """Pictures with their names: a student's and the right one, of numbers from 0 to 255; grey, or
    with red, green and blue. Either may be None."""
    data = [
        {"name": name[:MAX_NAME], "yours": _pixels(yours), "right": _pixels(right)}
        for name, yours, right in shown[:MAX_IMAGES]
    ]
    return Picture(kind=PictureKind.IMAGES, data={"images": data})


def scale(reached: Any, marks: Sequence[float]) -> Picture:
    """The share that was reached, from 0 to 1, and the marks that were to be reached."""
    data = {"reached": _table(reached, ()), "marks": _row(marks, MAX_BARS)}
    return Picture(kind=PictureKind.SCALE, data=data)


def matrix(yours: Any, right: Any = None, names: Sequence[str] = ()) -> Picture:
    """How often which class (a row) was taken for which (a column)."""
    side = min(len(names) or MAX_CLASSES, MAX_CLASSES)
    data = {
        "yours": _table(yours, (side, side)),
        "right": _table(right, (side, side)),
        "names": [name[:MAX_NAME] for name in names[:side]],
    }
    return Picture(kind=PictureKind.MATRIX, data=data)


def _array(value: Any, most: int) -> np.ndarray[Any, Any] | None:
    """A value as finite numbers, and NaN where one is none; None where it is no such table, or one
    of more numbers than can be drawn."""
    if value is None or show.cells(value, most) > most:
        return None
    try:
        found = np.asarray(value)
        if found.dtype.kind not in "biuf":
            return None
        found = found.astype(float)
    except (ValueError, TypeError, OverflowError):
        return None
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(found) <= HUGE, found, np.nan)


def _plain(array: np.ndarray[Any, Any]) -> Any:
    """The same as lists: numbers of four digits, and None for NaN."""
    if array.ndim:
        return [_plain(each) for each in array]
    value = float(array)
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _table(value: Any, shape: tuple[int, ...]) -> Any:
    """The numbers of just this shape; None where the value has another one."""
    found = _array(value, math.prod(shape))
    return None if found is None or found.shape != shape else _plain(found)


def _row(value: Any, most: int) -> Any:
    """A row of at most so many numbers."""
    found = _array(value, most)
    return None if found is None or found.ndim != 1 else _plain(found)


def _points(value: Any, columns: int) -> Any:
    found = _array(value, MAX_POINTS * columns)
    return None if found is None or found.ndim != 2 or found.shape[1] != columns else _plain(found)


def _cut(value: Any) -> Any:
    found = _array(value, MAX_SIDE * MAX_SIDE)
    return None if found is None or found.ndim != 2 else _plain(found)


def _classes(value: Any) -> list[list[int]] | None:
    """Rows of class numbers; what is none is `NOT_THERE`."""
    found = _array(value, MAX_SIDE * MAX_SIDE)
    if found is None or found.ndim != 2:
        return None
    sound = np.isfinite(found) & (found == np.round(found)) & (found >= 0) & (found < MAX_CLASSES)
    rows: list[list[int]] = np.where(sound, found, NOT_THERE).astype(int).tolist()
    return rows


def _pixels(value: Any) -> list[str] | None:
    """A row of text for each row of pixels, two hexadecimal digits for each of its numbers. A
    larger picture is shown by some of its pixels; what is no number from 0 to 255 is 0 or 255."""
    if not isinstance(value, np.ndarray) or value.ndim not in (2, 3) or 0 in value.shape:
        return None
    if value.dtype.kind not in "biuf" or (value.ndim == 3 and value.shape[2] != 3):
        return None
    height, width = value.shape[:2]
    step = math.ceil(max(height, width) / MAX_SIDE)
    found = np.nan_to_num(value[::step, ::step].astype(float), posinf=255.0, neginf=0.0)
    whole = np.clip(np.round(found), 0, 255).astype(np.uint8)
    return [row.tobytes().hex() for row in whole]
