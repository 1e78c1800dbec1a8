"""Numbers, lists and matrices as a person reads them. The decimal point stays a point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeGuard

from autograder.language import _, decimal
from autograder.reports.plain import ELLIPSIS, clean, shortened

DIGITS = 6
MANY_DIGITS = 12
TEXT_LIMIT = 1000
LIST_LIMIT = 8
MATRIX_LIMIT = 8
DEPTH_LIMIT = 5
NOT_FINITE = ("nan", "inf", "-inf")


@dataclass(frozen=True)
class Cell:
    """One number of a matrix, and whether it differs from the number that was expected there."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Shown:
    """A value as text, and as a table where it is a small matrix (else `rows` is empty)."""

    text: str
    rows: tuple[tuple[Cell, ...], ...] = ()
    shape: str = ""

    @property
    def columns(self) -> int:
        """The width of the table."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def differs(self) -> bool:
        """Whether any number of the table is marked."""
        return any(cell.differs for row in self.rows for cell in row)


def plain_points(value: float) -> str:
    """Points without needless zeros, for a program: 7, 1.5, 0.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(value: float) -> str:
    """The same for a reader, as the current language writes it: 1.5, or 1,5."""
    return decimal(plain_points(value))


def points_of(earned: float, possible: float) -> str:
    """So many points of so many, in the current language."""
    return _("{points} of {max_points}").format(points=points(earned), max_points=points(possible))


def number(value: float, digits: int = DIGITS) -> str:
    """A number with so many significant digits; a whole number in full while it is short."""
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10**MANY_DIGITS):
        return str(value)
    try:
        text = f"{value:.{digits}g}"
    except OverflowError:
        return "-inf" if value < 0 else "inf"
    return "0" if text == "-0" else text


def value_text(value: Any, digits: int = DIGITS) -> str:
    """A value as one line of code-like text, bounded in length; strings stand in quotes."""
    return shortened(_text(value, digits, DEPTH_LIMIT), TEXT_LIMIT)


def comparison(expected: Any, actual: Any) -> tuple[Shown | None, Shown | None]:
    """Both values for showing side by side; None stands for a value that the record lacks."""
    digits = DIGITS if _tell_apart(expected, actual, DIGITS) else MANY_DIGITS
    if not _tell_apart(expected, actual, digits):
        digits = DIGITS
    return _shown(expected, digits), _shown(actual, digits, expected)


def _tell_apart(expected: Any, actual: Any, digits: int) -> bool:
    return value_text(expected, digits) != value_text(actual, digits)


def _shown(value: Any, digits: int, model: Any = None) -> Shown | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Shown(clean(value, TEXT_LIMIT))
    if not _is_matrix(value):
        return Shown(value_text(value, digits))
    compare = _is_matrix(model) and _shape(model) == _shape(value)
    rows = tuple(
        tuple(
            Cell(_text(item, digits, 1), compare and not _close(item, other))
            for item, other in zip_longest(row, model_row)
        )
        for row, model_row in zip_longest(value, model if compare else (), fillvalue=())
    )
    return Shown(_aligned(rows), rows, str(_shape(value)))


def _aligned(rows: tuple[tuple[Cell, ...], ...]) -> str:
    width = max(len(cell.text) for row in rows for cell in row)
    lines = ["[" + ", ".join(cell.text.rjust(width) for cell in row) + "]" for row in rows]
    return "[" + ",\n ".join(lines) + "]"


def _text(value: Any, digits: int, depth: int) -> str:
    if isinstance(value, int | float):
        return number(value, digits)
    if isinstance(value, str):
        return value if value in NOT_FINITE else repr(value[: TEXT_LIMIT + 1])
    if isinstance(value, dict):
        pairs = [
            f"{_text(key, digits, 1)}: {_text(item, digits, depth - 1)}"
            for key, item in list(value.items())[:LIST_LIMIT]
        ]
        return "{" + ", ".join(_and_more(pairs, len(value))) + "}"
    if not isinstance(value, list | tuple):
        return shortened(repr(value), TEXT_LIMIT)
    if depth == 0:
        return f"[{ELLIPSIS}]"
    items = [_text(item, digits, depth - 1) for item in value[:LIST_LIMIT]]
    return "[" + ", ".join(_and_more(items, len(value))) + "]"


def _and_more(items: list[str], length: int) -> list[str]:
    return [*items, ELLIPSIS] if length > len(items) else items


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value in NOT_FINITE)


def _is_matrix(value: Any) -> TypeGuard[list[list[Any]]]:
    return (
        isinstance(value, list)
        and 0 < len(value) <= MATRIX_LIMIT
        and all(isinstance(row, list) and 0 < len(row) <= MATRIX_LIMIT for row in value)
        and all(len(row) == len(value[0]) for row in value)
        and all(_is_number(item) for row in value for item in row)
    )


def _shape(matrix: list[list[Any]]) -> tuple[int, int]:
    return len(matrix), len(matrix[0])


def _close(item: Any, other: Any) -> bool:
    """Equal for a reader's eye; the verdict itself stands in the record."""
    try:
        return math.isclose(float(item), float(other), rel_tol=1e-5, abs_tol=1e-6) or (
            math.isnan(float(item)) and math.isnan(float(other))
        )
    except OverflowError:
        return bool(item == other)
