"""Whatever a student's function gives, a picture is a bounded number of plain numbers."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from toy_course import MakeCourse

from autograder.checking import pictures
from autograder.checking.collect import collect_one
from autograder.checking.written import call
from autograder.errors import CourseError
from autograder.results import Picture

X = np.linspace(-1.0, 1.0, 5)
ODD: list[Any] = [
    None,
    "text",
    7,
    [],
    [1.0],
    [[1.0], [2.0, 3.0]],
    {"a": 1},
    np.full(5, 1e300),
    np.full(5, np.nan),
    np.array([np.inf, -np.inf, np.nan, 10**400, 1], dtype=object),
    np.zeros(10_000_000),
    [0.0] * 10_000_000,
    np.zeros((3000, 3000)),
    np.zeros((40, 40, 3)),
    np.zeros((5, 0)),
    np.full((5, 5), 1 + 2j),
    np.full(5, "a"),
    10**400,
]
MAKERS = [
    lambda odd: pictures.curve(X, odd, X, points=odd),
    lambda odd: pictures.path(odd, np.zeros((3, 2)), odd, (0, 1, 0, 1)),
    lambda odd: pictures.regions(odd, odd, (0, 1, 0, 1)),
    lambda odd: pictures.signal(odd, [1.0, 0.5]),
    lambda odd: pictures.images(("a", odd, odd)),
    lambda odd: pictures.scale(odd, [0.9, 0.95]),
    lambda odd: pictures.matrix(odd, np.eye(3), ("a", "b", "c")),
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_any_value_is_bounded(make: Any, odd: Any) -> None:
    picture = make(odd)
    assert isinstance(picture, Picture)
    written = msgspec.json.encode(picture)
    assert len(written) < 20_000
    assert msgspec.json.decode(written, type=Picture) == picture


def test_numbers_of_four_digits_and_gaps() -> None:
    picture = pictures.curve(X, [1 / 3, np.inf, np.nan, 1e40, -2], X)
    assert picture.data["yours"] == [0.3333, None, None, None, -2.0]


def test_another_shape_is_no_line() -> None:
    picture = pictures.curve(X, np.zeros(4), X)
    assert picture.data["yours"] is None
    assert picture.data["right"] == list(X)


def test_a_class_that_is_none() -> None:
    cells = pictures.regions([[0, 1.5], [np.nan, 99]], None, (0, 1, 0, 1)).data["cells"]
    assert cells == [[0, -1], [-1, -1]]


def test_a_large_picture_is_shown_by_some_of_its_pixels() -> None:
    image = np.zeros((64, 96), dtype=np.uint8)
    image[:, 90:] = 255
    (only,) = pictures.images(("", image, image)).data["images"]
    assert len(only["yours"]) == 22
    assert only["yours"][0] == "00" * 30 + "ff" * 2


PLAIN = [
    (np.array([[0.5, 1.0]]), "np.array([[0.5, 1.0]])"),
    (np.array([1, 2], dtype=np.uint8), "np.array([1, 2], dtype=np.uint8)"),
    (np.array([np.nan, -np.inf]), "np.array([np.nan, -np.inf])"),
    (np.zeros((0, 2)), "np.array([], dtype=np.float64)"),
    ((1,), "(1,)"),
    ([True, None, "a'b"], '[True, None, "a\'b"]'),
]


@pytest.mark.parametrize(("value", "text"), PLAIN)
def test_a_call_that_can_be_pasted(value: Any, text: str) -> None:
    assert call("f", (value,)) == f"f({text})"
    again = eval(text, {"np": np})
    if np.size(value):
        assert type(again) is type(value)
        np.testing.assert_array_equal(np.asarray(again), np.asarray(value))


@pytest.mark.parametrize("value", [np.zeros(100), {1: 2}, object(), "a" * 500])
def test_no_call_where_it_would_be_long_or_strange(value: Any) -> None:
    assert not call("f", (value,))


DRAWN = '''
from autograder.checking.pictures import curve, draws

@draws("{question}")
def shape({asks}):
    """{caption}"""
'''


def drawn(question: str = "double", asks: str = "student", caption: str = "Yours") -> str:
    return DRAWN.format(question=question, asks=asks, caption=caption)


def test_an_exercise_says_what_to_draw(make_toy: MakeCourse) -> None:
    exercise = make_toy(pictures=drawn()).exercise("toy")
    ((name, (only,)),) = collect_one(exercise).drawings.items()
    assert (name, only.name, only.caption) == ("double", "shape", "Yours")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (drawn("triple"), "triple"),
        (drawn(asks="secret_rng"), "secret_rng"),
        (drawn(caption=""), "no docstring"),
    ],
)
def test_what_is_wrong_is_said(make_toy: MakeCourse, text: str, said: str) -> None:
    exercise = make_toy(pictures=text).exercise("toy")
    with pytest.raises(CourseError, match=said):
        collect_one(exercise)
