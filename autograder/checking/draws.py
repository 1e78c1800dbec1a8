"""Fresh numbers for every submission: a check keeps its constants, and wraps them in `near`.

What a check asks comes from the secret seed of the submission, so a table of questions and answers
that somebody has filled from earlier feedback is worth nothing. The same bytes meet the same
numbers again. What the student is shown comes from a second draw, which is not scored.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np

SPREAD = 0.3  # how far a number moves, as a share of its size
WHOLE_SPREAD, SMALL_WHOLE = 0.6, 10  # small whole numbers move further: there are few of them
GAP = 0.45  # of the way to a neighbour, a threshold or zero: so the order stays
LARGEST, ALL_WHOLE = sys.float_info.max, 2.0**53  # beyond the second, all numbers are whole
STEPS = 1000  # as many numbers can be drawn at least, so no table holds them


@dataclass
class Draws:
    """The random numbers of one check on one submission.

    `used` once the check has asked for some. Those of a training do not count: nobody is shown what
    is expected there, and to train once more for other words would cost seconds.
    """

    rng: np.random.Generator
    used: bool = field(default=False)


_draws: ContextVar[Draws | None] = ContextVar("draws", default=None)


@contextmanager
def drawing(rng: np.random.Generator) -> Iterator[Draws]:
    """Inside the `with` block, `near` and the like draw from `rng`."""
    draws = Draws(rng)
    token = _draws.set(draws)
    try:
        yield draws
    finally:
        _draws.reset(token)


def fresh() -> np.random.Generator:
    """The random numbers of the check that is running: other ones for each submission.

    Outside of a grading, as when pytest runs `checks.py` alone, always the same.
    """
    draws = _draws.get()
    if draws is None:
        return np.random.default_rng(0)
    draws.used = True
    return draws.rng


def near(
    *values: Any,
    thresholds: Sequence[float] = (),
    low: float = -math.inf,
    high: float = math.inf,
) -> Any:
    """Other numbers in place of these, near them: an array, a list, a number; or several, as tuple.

    What a check is about stays: the sign, zero, whole or broken, which numbers are equal, the order
    of all the numbers in one call, and the side of each of the `thresholds`. What is `low`, `high`
    or a threshold stays as it is, and nothing leaves that range. Text, True and False stay, and
    nan and the infinities.
    """
    found: set[float] = set()
    for value in values:
        found |= _numbers_in(value)
    fixed = {0.0, low, high, *thresholds}
    drawn = _draw(sorted(found), sorted(fixed), fresh())
    results = tuple(_replace(value, drawn) for value in values)
    return results[0] if len(results) == 1 else results


def rearranged(x: Any, y: Any) -> tuple[Any, Any]:
    """The same data in another order: rows shuffled, columns permuted, some with another sign.

    `x` has shape (n, features), `y` has n rows. To a network whose weights begin around zero it is
    the same task, so a loss that was measured for the one can be reached for the other.
    """
    draws = _draws.get()
    rng = np.random.default_rng(0) if draws is None else draws.rng
    x, y = np.asarray(x), np.asarray(y)
    rows, columns = rng.permutation(len(x)), rng.permutation(x.shape[1])
    return (x * rng.choice([-1, 1], x.shape[1]))[rows][:, columns], y[rows]


def _draw(numbers: list[float], fixed: list[float], rng: np.random.Generator) -> dict[float, float]:
    """A new number for each of the sorted `numbers`; those that are `fixed` stay."""
    edges = sorted({*numbers, *fixed})
    drawn = {}
    for before, number, after in zip(
        [-math.inf, *edges[:-1]], edges, [*edges[1:], math.inf], strict=True
    ):
        if number in fixed:
            drawn[number] = number
            continue
        is_whole = number.is_integer()
        spread = SPREAD * abs(number)
        if is_whole and abs(number) <= SMALL_WHOLE:
            spread = WHOLE_SPREAD * abs(number) + 1
        least = max(number - spread, number - GAP * (number - before), -LARGEST)
        most = min(number + spread, number + GAP * (after - number), LARGEST)
        drawn[number] = _whole(least, most, rng) if is_whole else _broken(least, most, rng)
    return drawn


def _whole(least: float, most: float, rng: np.random.Generator) -> float:
    if max(-least, most) >= ALL_WHOLE:
        return float(rng.uniform(least, most))
    return float(rng.integers(math.ceil(least), math.floor(most), endpoint=True))


def _broken(least: float, most: float, rng: np.random.Generator) -> float:
    """A number with as few digits as leave enough of them to choose from."""
    digits = math.ceil(math.log10(STEPS / (most - least)))
    step = 10.0**-digits
    number = round(float(rng.uniform(least, most)), digits)
    if number.is_integer() or not least <= number <= most:
        middle = (least + most) / 2
        number = round(number + math.copysign(step, middle - number), digits)
    return number


def _numbers_in(value: Any) -> set[float]:
    if isinstance(value, bool | np.bool_ | str) or value is None:
        return set()
    if isinstance(value, np.ndarray):
        flat = [] if value.dtype.kind == "b" else map(float, value.flat)
        return set(filter(math.isfinite, flat))
    if isinstance(value, list | tuple):
        return set().union(*map(_numbers_in, value))
    return {float(value)} if math.isfinite(value) else set()


def _replace(value: Any, drawn: dict[float, float]) -> Any:
    if isinstance(value, bool | np.bool_ | str) or value is None:
        return value
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "b":
            return value.copy()
        flat = [drawn.get(each, each) for each in map(float, value.flat)]
        return np.array(flat, dtype=value.dtype).reshape(value.shape)
    if isinstance(value, list | tuple):
        return type(value)(_replace(each, drawn) for each in value)
    return type(value)(drawn.get(float(value), value))
