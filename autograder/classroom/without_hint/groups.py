"""Answers that do the same, together: pure functions over what they do on the same inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from autograder.checking.behaviour import FAR_NEARER, NEAR
from autograder.checking.compare import ATOL, RTOL
from autograder.checking.deeds import Deed, Deeds

NAME_DIGITS = 6
ROUGHLY = 3  # digits of the numbers that a name is made of

Member = TypeVar("Member", bound=Hashable)


def together(members: Iterable[tuple[Member, Deeds]]) -> list[list[Member]]:
    """Those that do the same, the largest group first. Of what somebody does of whom nothing could
    be asked, nobody knows whether it is the same."""
    by_outline: dict[bytes, list[list[tuple[Member, Deeds]]]] = {}
    for member, deeds in members:
        groups = by_outline.setdefault(_outline(deeds), [])
        own = next((each for each in groups if deeds and same(each[0][1], deeds)), None)
        if own is None:
            groups.append([(member, deeds)])
        else:
            own.append((member, deeds))
    found = [[member for member, _ in group] for same in by_outline.values() for group in same]
    return sorted(found, key=len, reverse=True)


def same(one: Deeds, other: Deeds) -> bool:
    """Whether two answers do the same: what a known mistake would be recognised by in both."""
    return len(one) == len(other) and all(map(_same, one, other))


def name_of(deeds: Deeds) -> str:
    """A short name for what an answer does. Two that do the same may have two names, where their
    numbers differ in the last digits: a group answers to those of all its members."""
    rough = [
        (each.asked, each.kind, each.said, each.shape, each.changed, _rough(each.numbers))
        for each in deeds
    ]
    return hashlib.blake2b(msgspec.msgpack.encode(rough)).hexdigest()[:NAME_DIGITS]


def _outline(deeds: Deeds) -> bytes:
    plain = [
        (each.asked, each.kind, each.said, each.shape, each.printed, each.changed) for each in deeds
    ]
    return hashlib.blake2b(msgspec.msgpack.encode(plain)).digest()


def _same(one: Deed, other: Deed) -> bool:
    """Whether one deed is another, whose outline is the same."""
    if len(one.numbers) != len(other.numbers):
        return False
    left, right = np.array(one.numbers), np.array(other.numbers)
    with np.errstate(all="ignore"):
        if np.allclose(left, right, rtol=RTOL, atol=ATOL, equal_nan=True):
            return True
        away, size = np.abs(left - right).max(), np.abs(right).max()
    if not np.isfinite([away, size]).all() or away > NEAR * size:
        return False
    return one.off is None or other.off is None or min(one.off, other.off) > FAR_NEARER * away


def _rough(numbers: Sequence[float]) -> list[str]:
    return [f"{number + 0.0:.{ROUGHLY}g}" for number in numbers]
