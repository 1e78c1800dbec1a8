"""Values as people and as JSON read them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checking import show
from autograder.wire.values import Opaque


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (np.bool_(True), True),
        (3, 3),
        (np.int64(3), 3),
        (2.0, 2),
        (1 / 3, 0.3333333),
        (np.float32(0.1), 0.1),
        (1.23456789e12, 1.234568e12),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        ("text", "text"),
        ("x" * 500, "x" * 100),
        (np.array([[1.5, np.nan]]), [[1.5, "nan"]]),
        ((1, [2.5]), [1, [2.5]]),
        ({"a": np.ones(1)}, {"a": [1]}),
        (np.zeros((100, 100)), "array of shape (100, 100)"),
        ([0] * 100, "list of length 100"),
        (Opaque("set", "{1}"), "set: {1}"),
        (Opaque("set", "x" * 400), "set: " + "x" * 95),
        (object(), "object"),
    ],
)
def test_plain(value: Any, plain: Any) -> None:
    found = show.plain(value)
    assert found == plain
    assert type(found) is type(plain)
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((np.array([1.0, 2.5]),), "f([1, 2.5])"),
        ((1, "relu", (2.0,)), "f(1, 'relu', (2,))"),
        (([np.ones((1, 2)), None],), "f([[[1, 1]], None])"),
        ((np.float64(0.1), math.inf), "f(0.1, inf)"),
        ((), "f()"),
    ],
)
def test_a_call_as_it_would_be_written(arguments: tuple[Any, ...], shown: str) -> None:
    assert show.call("f", arguments) == shown


@pytest.mark.parametrize("value", ["x" * 1000, [1.5] * 60, tuple(range(60)), np.zeros(60)])
def test_text_is_short(value: Any) -> None:
    shown = show.text(value)
    assert len(shown) <= 105


class Counted(list[Any]):
    """A list that counts how many of its items are looked at."""

    looked = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            Counted.looked += 1
            yield item


class CountedDict(dict[str, Any]):
    """The same for a dictionary."""

    def values(self) -> Any:
        return Counted(super().values())

    def items(self) -> Any:
        return Counted(super().items())


def many(make: Callable[[], Any]) -> Any:
    return Counted([make() for _n in range(10_000)])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (many(list), "Counted of length 10000"),
        (many(tuple), "Counted of length 10000"),
        (many(dict), "Counted of length 10000"),
        (many(lambda: np.zeros((1000, 0))), "Counted of length 10000"),
        (many(lambda: Counted([0.0])), "Counted of length 10000"),
        (Counted([many(list)]), "Counted of length 1"),
        (Counted([many(list)] * 60), "Counted of length 60"),
        (Counted([[[[many(list)]]]]), "Counted of length 1"),
        (CountedDict({str(n): 0 for n in range(10_000)}), "CountedDict of length 10000"),
        (CountedDict({"a": CountedDict({"b": many(list)})}), "CountedDict of length 1"),
        (Counted(["x" * 10_000] * 65), "Counted of length 65"),
        (np.zeros((100_000, 0)), "array of shape (100000, 0)"),
        (np.zeros((0, 10_000)), "array of shape (0, 10000)"),
    ],
)
def test_the_work_is_that_of_what_is_shown(value: Any, shown: str) -> None:
    Counted.looked = 0
    assert show.plain(value) == shown
    assert len(show.text(value)) <= 105
    assert Counted.looked < 1_000


def test_what_is_empty_is_shown() -> None:
    assert show.plain([[], (), {}, np.zeros((2, 0)), np.zeros(0)]) == [[], [], {}, [[], []], []]
    assert show.plain({"k" * 500: [1]}) == {"k" * 100: [1]}
    assert show.text([[], ()]) == "[[], ()]"
