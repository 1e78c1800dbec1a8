"""Names that differ in case, or by one letter."""

from __future__ import annotations

import pytest

from autograder.wire.names import CYRILLIC, LATIN, first_cyrillic, is_close


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
        ("relu", "r\u0435lu", True),  # Cyrillic letters that look like Latin ones
        ("softmax", "s\u043eftm\u0430\u0445", True),
        ("T", "\u0422", True),
        ("x", "\u044f", False),
    ],
)
def test_names_that_are_nearly_the_same(one: str, other: str, close: bool) -> None:
    assert is_close(one, other) is close
    assert is_close(other, one) is close


def test_the_first_cyrillic_letter() -> None:
    assert first_cyrillic("relu") == first_cyrillic("") == (0, "")
    assert first_cyrillic("r\u0435l\u0443") == (2, "\u0435")


def test_all_letters_that_look_alike_are_cyrillic_and_latin() -> None:
    assert len(CYRILLIC) == len(LATIN)
    assert {first_cyrillic(letter)[0] for letter in CYRILLIC} == {1}
    assert LATIN.isascii()
