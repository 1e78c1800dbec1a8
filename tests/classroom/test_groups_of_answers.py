"""Answers that do the same stand together, whatever their last digits are."""

from __future__ import annotations

import msgspec
import pytest

from autograder.checking.deeds import Deed, Deeds
from autograder.classroom.without_hint.groups import name_of, same, together


def deed(*numbers: float, off: float | None = 10.0, **more: object) -> Deed:
    made = Deed(asked="f([1])", kind="numbers", shape=(len(numbers),), numbers=numbers, off=off)
    return msgspec.structs.replace(made, **more)


ONE = (deed(1.0, 2.0), deed(3.0))


@pytest.mark.parametrize(
    "other",
    [
        ONE,
        (deed(1.0, 2.0 + 1e-8), deed(3.0)),  # another order of additions
        (deed(1.0, 2.001), deed(3.0)),  # another small constant
    ],
)
def test_what_is_the_same(other: Deeds) -> None:
    assert same(ONE, other)


@pytest.mark.parametrize(
    "other",
    [
        ONE[:1],
        (),
        (deed(1.0, 2.0), deed(3.1)),
        (deed(1.0, 2.001, off=0.002), deed(3.0)),  # nearly right in another way
        (deed(1.0, float("nan")), deed(3.0)),
        (deed(1.0, float("inf")), deed(3.0)),
    ],
)
def test_what_is_not(other: Deeds) -> None:
    assert not same(ONE, other)


def test_what_is_not_finite_is_the_same_as_itself() -> None:
    nans = (deed(float("nan"), float("inf")),)
    assert same(nans, (deed(float("nan"), float("inf")),))
    assert name_of(nans) == name_of((deed(float("nan"), float("inf")),))


@pytest.mark.parametrize(
    "more",
    [
        {"asked": "f([2])"},
        {"kind": "text"},
        {"said": "tuple"},
        {"shape": (1, 2)},
        {"printed": True},
        {"changed": True},
    ],
)
def test_groups_differ_in_all_that_can_be_seen(more: dict[str, object]) -> None:
    other = (deed(1.0, 2.0, **more), deed(3.0))
    assert together([("a", ONE), ("b", other), ("c", ONE)]) == [["a", "c"], ["b"]]


def test_of_whom_nothing_is_known_stand_apart() -> None:
    assert together([("a", ()), ("b", ()), ("c", ONE), ("d", ONE)]) == [["c", "d"], ["a"], ["b"]]


def test_a_name_does_not_depend_on_last_digits() -> None:
    assert name_of(ONE) == name_of((deed(1.0, 2.0 + 1e-8), deed(3.0)))
    assert name_of(ONE) != name_of((deed(1.0, 2.5), deed(3.0)))
    assert len(name_of(ONE)) == 6
