"""Names that differ in case, or by one letter."""

from __future__ import annotations

import pytest

from autograder.protocol.names import is_close


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("relu", "ReLU", True),
        ("predict_class", "predictClass", True),
        ("relu", "rel", True),
        ("relu", "relux", True),
        ("sigmoid", "sigmiod", True),
        ("sigmoid", "sigmoyd", True),
        ("Y", "y", True),
        ("relu", "relu", False),
        ("relu", "tanh", False),
        ("x1", "x2", False),
        ("softmax", "softmaxes", False),
        ("relu", "uler", False),
    ],
)
def test_names_that_are_nearly_the_same(one: str, other: str, close: bool) -> None:
    assert is_close(one, other) is close
    assert is_close(other, one) is close
