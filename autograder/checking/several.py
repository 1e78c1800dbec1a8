"""A tuple where one thing is wanted: what it is, in a sentence that claims no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking import show
from autograder.language import _


def several_things(found: tuple[Any, ...], is_right: Callable[[Any], bool], what: str) -> str:
    """The sentence for a tuple of several things; `is_right` tells whether a part is wanted."""
    right = [place for place, part in enumerate(found, start=1) if is_right(part)]
    if right and len(found) == 1:
        text = _("{what} is right, but a comma at its end has made a tuple of it: take it away.")
    elif len(found) == 1:
        text = _("{what} is a tuple with one thing in it, where no tuple is wanted.")
    elif right[:1] == [1]:
        text = _("{what} is a tuple of {n} things. The first one is right: leave the others out.")
    elif right:
        text = _("{what} is a tuple of {n} things. Number {place} is right: leave the others out.")
    elif type(found[0]) is int:
        text = _(
            "{what} is a tuple of {n} things, where one thing is wanted. Should a comma in it be a "
            "decimal point, as in 0.5?"
        )
    else:
        text = _("{what} is a tuple of {n} things, where one thing is wanted.")
    return text.format(what=what, n=len(found), place=right[0] if right else 0)


def decimal_comma(found: tuple[Any, ...], wanted: float, what: str) -> str:
    """The sentence for 1,5 where 1.5 is right; empty where the digits are not those of `wanted`."""
    if len(found) != 2 or not all(type(part) is int for part in found):
        return ""
    whole, digits = found
    decimals = len(str(digits))
    value = abs(whole) + digits / 10**decimals
    half_a_digit = 0.501 / 10**decimals
    if digits < 0 or not abs(value - abs(wanted)) <= half_a_digit:
        return ""
    if whole and (whole < 0) != (wanted < 0):
        return ""
    text = _(
        "{what} is a pair of numbers, {value}, instead of one number. "
        "In Python the decimal mark is a point: 1.5, not 1,5."
    )
    return text.format(what=what, value=show.text(found))


def is_row_of_numbers(found: tuple[Any, ...]) -> bool:
    """Whether a tuple holds plain numbers only, as a list of them might."""
    return all(isinstance(part, int | float | np.number) for part in found)
