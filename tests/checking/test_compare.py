"""Comparing helpers: what they accept, and the sentence in which they say what differs."""

from __future__ import annotations

import contextlib
import tracemalloc
from typing import Any

import numpy as np
import pytest
from fake_responder import FakeResponder
from hypothesis import given
from hypothesis import strategies as st

from autograder.checking import compare
from autograder.checking.answers import (
    CheckFailed,
    arrays,
    integers,
    numbers,
    ones_for_true,
    require,
)
from autograder.checking.changed import ArgumentChanged, unchanged
from autograder.checking.compare import equal, same
from autograder.checking.mistakes import alike
from autograder.language import speaking
from autograder.student import Student
from autograder.wire.packing import pack_array
from autograder.wire.values import Opaque

TABLE = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def sentence(actual: Any, expected: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        equal(actual, expected, "f(x)")
    return caught.value.message


COMMA = "a comma in it be a decimal point, as in 0.5?"


@pytest.mark.parametrize(
    "actual",
    [
        TABLE,
        TABLE.astype(np.float32),
        TABLE.astype(np.float16),
        TABLE.astype(int),
        TABLE.astype(np.uint8),
        TABLE.tolist(),
        tuple(map(tuple, TABLE.tolist())),
        [np.array([1, 2, 3]), (4.0, 5, np.float32(6))],
        TABLE + 1e-7,
    ],
    ids=repr,
)
def test_a_table_may_come_in_many_forms(actual: Any) -> None:
    equal(actual, TABLE, "f(x)")
    equal(actual, TABLE.tolist(), "f(x)")


@pytest.mark.parametrize(
    "actual",
    [2.0, 2, np.float32(2), np.int64(2), np.array(2.0), np.array(2), 2.000001],
    ids=repr,
)
def test_a_number_may_come_in_many_forms(actual: Any) -> None:
    equal(actual, 2.0, "f(x)")
    equal(actual, np.float64(2), "f(x)")


# A text may come from a variable, whose name has no quotes to take away.
TEXT = "is text, not a number. Numbers and names of variables are written without quotes."


def test_a_list_of_arrays() -> None:
    weights = [np.ones((2, 2)), np.ones((2, 1))]
    equal([[[1, 1], [1, 1]], [[1], [1]]], weights, "w")
    equal((np.ones((2, 2)), np.ones((2, 1))), weights, "w")
    ragged = "w has rows of different lengths."
    for wrong, message in [
        ([np.ones((2, 2))], "w has 1 parts instead of 2."),
        ([np.ones((2, 2)), np.ones(2)], "w[1] has shape (2,) instead of (2, 1)."),
        ([np.ones((2, 2)), np.array([[1.0], [3.0]])], "w[1][1, 0] is 3; 1 is right."),
        ([[[1, 1], [1]], np.ones((2, 1))], ragged.replace("w ", "w[0] ")),
        (7, "w is one number, not a list."),
        (np.array(7), "w is one number, not a list."),
        (None, "w is None: is the `return` missing?"),
        ("text", f"w {TEXT}"),
    ]:
        with pytest.raises(CheckFailed) as caught:
            equal(wrong, weights, "w")
        assert caught.value.message == message


AS_FAR = "As far as it goes, it is right. If there is a loop, does `return` stand inside of it?"
PACKED = "in a list or an array of its own, shape"
PUT = "where things like keepdims=True, reshape or [ ] put it. Give back the number itself."
SINGLE = "where a single number is wanted."
ROW = "where an array of the shape"
FIRST = "f(x) is a tuple of 2 things. The first one is right: leave the others out."


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (np.ones(3), np.ones((2, 3)), "f(x) has shape (3,) instead of (2, 3)."),
        ([1.0], 1.0, f"f(x) is the right number, but {PACKED} (1,), {PUT}"),
        (np.ones((1, 1)), 1.0, f"f(x) is the right number, but {PACKED} (1, 1), {PUT}"),
        ([2.0], 1.0, f"f(x) is a list or an array of one number, shape (1,), {SINGLE}"),
        ([], 1.0, f"f(x) has the shape (0,), {SINGLE}"),
        (np.ones(3), 1.0, f"f(x) has the shape (3,), {SINGLE}"),
        (1.0, np.ones(1), f"f(x) is a single number, {ROW} (1,) is wanted."),
        ([], np.ones(1), "f(x) has shape (0,) instead of (1,)."),
        ([2.0], np.array([2.0, 1.0]), f"f(x) has shape (1,) instead of (2,). {AS_FAR}"),
        (
            [[1, 2]],
            np.array([[1, 2], [3, 4]]),
            f"f(x) has shape (1, 2) instead of (2, 2). {AS_FAR}",
        ),
        ([5.0], np.array([2.0, 1.0]), "f(x) has shape (1,) instead of (2,)."),
        (2.0, np.array([2.0, 1.0]), f"f(x) is a single number, {ROW} (2,) is wanted."),
        (None, 1.0, "f(x) is None: is the `return` missing?"),
        ("2.5", 2.5, f"f(x) {TEXT}"),
        (
            (1, 8263),
            1.8263,
            "f(x) is a pair of numbers, (1, 8263), instead of one number. "
            "In Python the decimal mark is a point: 1.5, not 1,5.",
        ),
        (
            (0, 5),
            -0.5,
            "f(x) is a pair of numbers, (0, 5), instead of one number. "
            "In Python the decimal mark is a point: 1.5, not 1,5.",
        ),
        ((1.5,), 2.0, "f(x) is a tuple with one thing in it, where no tuple is wanted."),
        ((1, 9), 1.8263, "f(x) is a tuple of 2 things, where one thing is wanted. Should " + COMMA),
        ((3, 2), 3.0, FIRST),
        ((-1, 5), 1.5, "f(x) is a tuple of 2 things, where one thing is wanted. Should " + COMMA),
        ((1.5, "cache"), 1.5, FIRST),
        ((TABLE, [1.0]), TABLE, FIRST),
        ((TABLE, TABLE), TABLE, FIRST),
        (({"a": 1}, TABLE), TABLE, FIRST.replace("The first one", "Number 2")),
        (
            (np.ones(2), np.ones(3)),
            np.zeros(2),
            "f(x) is a tuple of 2 things, where one thing is wanted.",
        ),
        (
            (2.5,),
            2.5,
            "f(x) is right, but a comma at its end has made a tuple of it: take it away.",
        ),
        (
            ([1.0, 2.0], 3),
            [1.0, 2.0, 3.0],
            "f(x) has 2 parts instead of 3.",
        ),
        ((1.0, 2.0), np.ones(3), "f(x) has shape (2,) instead of (3,)."),
        ([[1, 2], [3]], TABLE, "f(x) has rows of different lengths."),
        ([1, [2, 3]], np.ones(2), "f(x) has rows of different lengths."),
        (True, 1.0, "f(x) is True or False, where numbers are wanted."),
        ([True, False], np.ones(2), "f(x) is True or False, where numbers are wanted."),
        (["1", "2"], np.ones(2), "f(x) holds something that is not a number."),
        ([None, 1.0], np.ones(2), "f(x) holds something that is not a number."),
        ([Opaque("A")], np.ones(1), "f(x) holds something that is not a number."),
        (Opaque("Odd"), 1.0, "f(x) is of type Odd, where numbers are wanted."),
        (
            pack_array(np.array([1j])),
            np.ones(1),
            "f(x) holds values of type complex128, where ordinary numbers are wanted.",
        ),
        (
            pack_array(np.array([None, 1.0])),
            np.ones(2),
            "f(x) holds values of type object, where ordinary numbers are wanted.",
        ),
        (
            Opaque("array", "an array of shape (9, 9), which is too large"),
            1.0,
            "f(x) is of type array, where numbers are wanted.",
        ),
        ({"a": 1}, 1.0, "f(x) is of type dict, where numbers are wanted."),
        (float("nan"), 2.5, "f(x) is nan, “not a number”; 2.5 is right."),
        ([1.0, float("nan")], [1, 2], "f(x)[1] is nan, “not a number”; 2 is right."),
        (np.array([1, np.nan]), np.ones(2), "f(x)[1] is nan, “not a number”; 1 is right."),
        (float("inf"), 1.0, "f(x) is inf; 1 is right."),
        (np.array([1.0, 9.0]), np.ones(2), "f(x)[1] is 9; 1 is right."),
        ([[1, 2, 3], [4, 5.5, 7]], TABLE, "f(x)[1, 1] is 5.5; 5 is right."),
        (1.0001, 1.0, "f(x) is 1.0001; 1 is right."),
        (10**400, 1.0, "f(x) holds something that is not a number."),
    ],
)
def test_what_differs_is_said(actual: Any, expected: Any, message: str) -> None:
    assert sentence(actual, expected) == message


def test_both_answers_are_kept() -> None:
    with pytest.raises(CheckFailed) as caught:
        equal([1.0], 2.0, "x")
    assert (caught.value.actual, caught.value.expected) == ([1.0], 2.0)


def test_tolerances() -> None:
    equal(100.09, 100.0, "x", rtol=1e-3)
    equal(0.05, 0.0, "x", atol=0.1)
    for wrong in (100.2, 99.8):
        with pytest.raises(CheckFailed):
            equal(wrong, 100.0, "x", rtol=1e-3)
    with pytest.raises(CheckFailed):
        equal(1e-5, 0.0, "x")


def test_nan_is_never_right() -> None:
    with pytest.raises(CheckFailed):
        equal(np.nan, np.nan, "x")


def test_numbers_gives_floats() -> None:
    array = numbers([[1, 2]], "x")
    assert (array.dtype, array.shape) == (np.dtype(float), (1, 2))


def test_integers() -> None:
    for right in (3, [1, 2], np.uint8(3), np.array([[1], [2]])):
        np.testing.assert_array_equal(integers(right, "x", "not whole"), right)
    for wrong in (3.0, True, [1, 2.5], np.zeros(2), [], np.array([True])):
        with pytest.raises(CheckFailed, match="not whole"):
            integers(wrong, "x", "not whole")
    for odd in (None, "1", [[1], [2, 3]], ["1"], {"a": 1}, Opaque("Odd")):
        with pytest.raises(CheckFailed, match=r"^x "):
            integers(odd, "x", "not whole")


def test_ones_for_true() -> None:
    for value, ones in [
        (True, 1), ([True, False], [1, 0]), (np.array([[True]]), [[1]]), ((False,), [0]),
    ]:  # fmt: skip
        assert np.asarray(ones_for_true(value)).tolist() == ones
        assert np.asarray(ones_for_true(value)).dtype.kind == "i"
    for other in (
        None,
        "text",
        [[True], [True, False]],
        [1.5],
        3,
        {"a": True},
        [None],
        Opaque("O"),
    ):
        assert ones_for_true(other) is other


def test_arrays() -> None:
    assert [each.shape for each in arrays([[[1, 2]], 3.0], "w")] == [(1, 2), ()]
    assert arrays([], "w") == []
    for odd in (None, 5, "text", np.ones(2), {"a": 1}, [None], [[[1], [2, 3]]], Opaque("Odd")):
        with pytest.raises(CheckFailed, match=r"^w(\[0\])? "):
            arrays(odd, "w")


@pytest.mark.parametrize(
    "value",
    [
        ["x" * 10_000] + ["y"] * 99_999,
        [[1.0] * 1_000] * 50 + ["x" * 10_000] * 50,
        [{"k": "x" * 10_000}] * 1_000,
    ],
    ids=["texts", "rows and texts", "dictionaries"],
)
@pytest.mark.parametrize(
    "read",
    [lambda value: numbers(value, "x"), ones_for_true, lambda value: alike(value, 1.0)],
    ids=["numbers", "ones_for_true", "alike"],
)
def test_a_small_answer_does_not_become_a_large_one(value: Any, read: Any) -> None:
    """One long text among many short ones would be an array of long texts: 4 GB here."""
    tracemalloc.start()
    try:
        with contextlib.suppress(CheckFailed):
            read(value)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20_000_000


def test_require() -> None:
    require(1 < 2, "never said")
    with pytest.raises(CheckFailed, match="the sums") as caught:
        require(np.bool_(False), "the sums", expected=1, actual=2)
    assert (caught.value.expected, caught.value.actual) == (1, 2)


def test_sentences_in_russian() -> None:
    english = sentence(None, 1.0)
    with speaking("ru"):
        russian = sentence(None, 1.0)
    assert russian != english
    assert russian.startswith("f(x)")


@given(
    st.lists(st.sampled_from([0.0, 1.0, 1.000009, 1.1, -1.0, 1e-6, 1e300, np.inf, -np.inf, np.nan]),
             min_size=2, max_size=2),
    st.sampled_from([0.0, 1e-5]), st.sampled_from([0.0, 1e-6]),
)  # fmt: skip
def test_close_is_what_numpy_calls_close(pair: list[float], rtol: float, atol: float) -> None:
    found, wanted = map(np.array, pair)
    assert compare._close(found, wanted, rtol, atol) == np.isclose(found, wanted, rtol, atol)


NESTED = ([1.0, 2.0], ([3], {"rate": 0.5, "on": True}), "text", None, np.array([np.nan]))


def does(change: Any) -> Any:
    def f(*given: Any) -> float:
        change(given)
        return 1.0

    return f


@pytest.mark.parametrize(
    "change",
    [
        lambda given: given[0].__setitem__(0, 9.0),
        lambda given: given[0].__setitem__(0, True),
        lambda given: given[0].__setitem__(0, None),
        lambda given: given[0].append(3.0),
        lambda given: given[1][0].__setitem__(0, 4),
        lambda given: given[1][0].__setitem__(0, [3]),
        lambda given: given[1][1].__setitem__("rate", 0.25),
        lambda given: given[1][1].__setitem__("on", False),
        lambda given: given[1][1].clear(),
        lambda given: given[4].__setitem__(0, 1.0),
    ],
)
def test_a_part_of_an_argument_that_is_changed_is_seen(change: Any) -> None:
    function = Student(FakeResponder(f=does(change))).f
    with pytest.raises(ArgumentChanged, match=r"f\(…\) changes what it is given"):
        unchanged(function, *NESTED)


def test_what_is_left_alone_is_as_it_was() -> None:
    unchanged(Student(FakeResponder(f=does(lambda given: None))).f, *NESTED)
    little = does(lambda given: given[0].__setitem__(0, 1.0 + 1e-9))
    unchanged(Student(FakeResponder(f=little)).f, *NESTED, atol=1e-6)


def test_true_and_false_in_place_of_many_numbers() -> None:
    """Where an array is too long to be shown: what is wrong is the type, and no number of it."""
    wanted = np.resize([0.0, 1.0], 200)
    function = Student(FakeResponder(f=lambda x: x > 0)).f
    with pytest.raises(CheckFailed, match="is True or False, where numbers are wanted"):
        same(function, lambda x: np.where(x > 0, 1.0, 0.0), wanted)
