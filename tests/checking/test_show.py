"""Values as people and as JSON read them."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from autograder.checking import show
from autograder.protocol.values import Opaque


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
