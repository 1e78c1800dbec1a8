"""Names that are nearly the same: both sides ask, the one to find them, the other to believe it."""

from __future__ import annotations

SHORTEST = 3  # below that, names with one other letter are simply two names


def is_same_but_for_case(one: str, other: str) -> bool:
    """Whether two names differ in large and small letters only, or in underscores: relu, ReLU."""
    return _plain(one) == _plain(other)


def is_close(one: str, other: str) -> bool:
    """Whether two names are nearly the same: but for case, or for one letter that is missing, too
    many, another one, or changed places with its neighbour."""
    if one == other:
        return False
    if is_same_but_for_case(one, other):
        return True
    one, other = _plain(one), _plain(other)
    if len(one) > len(other):
        one, other = other, one
    if len(one) < SHORTEST or len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])


def _plain(name: str) -> str:
    return name.lower().replace("_", "")
