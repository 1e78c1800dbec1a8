"""Points in a sheet, with the decimal sign that the sheet itself has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.reports.values import plain_points

_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
_WITH_COMMA, _WITH_POINT = re.compile(r"-?[0-9]+,[0-9]+"), re.compile(r"-?[0-9]+\.[0-9]+")


def number_in(text: str) -> float | None:
    """The number that a cell holds; None where it holds something else."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace(",", "."))


def has_comma(cells: Iterable[str]) -> bool | None:
    """Whether numbers in these cells have a decimal comma; None where no cell tells."""
    known = list(cells)
    if any(_WITH_POINT.fullmatch(each) for each in known):
        return False
    return True if any(_WITH_COMMA.fullmatch(each) for each in known) else None


def written(value: float, *, comma: bool) -> str:
    """Points for a cell."""
    return plain_points(value).replace(".", "," if comma else ".")


def is_same(text: str, value: float) -> bool:
    """Whether a cell says these points already, as exactly as they would be written."""
    there = number_in(text)
    return there is not None and plain_points(there) == plain_points(value)
