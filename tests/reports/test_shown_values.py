"""Numbers, lists and matrices as a person reads them."""

import pytest

from autograder.language import percent, speaking
from autograder.reports.values import (
    comparison,
    number,
    plain_points,
    points,
    points_of,
    value_text,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(7.0, "7"), (1.5, "1.5"), (0.0, "0"), (-0.0, "0"), (10.0, "10"), (1 / 3, "0.33")],
)
def test_points_have_no_needless_zeros(value, text):
    assert points(value) == text


def test_points_and_shares_are_written_as_the_language_writes_them():
    with speaking("ru"):
        assert (points(1.25), points_of(1.25, 10)) == ("1,25", "1,25 из 10")
        assert (percent(0.955, 1), percent(1)) == ("95,5 %", "100 %")
        assert plain_points(1.25) == "1.25"
        assert number(1.25) == "1.25"  # as in code
    assert (percent(0.955, 1), points_of(1.25, 10)) == ("95.5%", "1.25 of 10")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.123456789, "0.123457"),
        (3.0, "3"),
        (-0.0, "0"),
        (1e-9, "1e-09"),
        (952410, "952410"),
        (10**400, "inf"),
        (True, "True"),
    ],
)
def test_numbers_have_six_significant_digits(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([[0.0, 0.0]], "[[0, 0]]"),
        (["nan", "inf", 1.0], "[nan, inf, 1]"),
        ("relu", "'relu'"),
        ("\x1b[31m\u202e", r"'\x1b[31m\u202e'"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, 6, 7, …]"),
        ({"units": 2}, "{'units': 2}"),
        (None, "None"),
    ],
)
def test_values_look_like_code(value, text):
    assert value_text(value) == text


def test_a_deep_or_huge_value_stays_short():
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep, deep]
    assert len(value_text(deep)) <= 1000
    assert len(value_text("x" * 10**6)) <= 1000


def test_a_matrix_becomes_a_table_that_marks_what_differs():
    expected, actual = comparison([[1.0, 2.0], [3.0, "nan"]], [[1.0, 2.5], [3.0 + 1e-9, "nan"]])
    assert [[cell.text for cell in row] for row in expected.rows] == [["1", "2"], ["3", "nan"]]
    assert [[cell.differs for cell in row] for row in actual.rows] == [[False, True], [False] * 2]
    assert actual.shape == "(2, 2)"
    assert actual.text == "[[  1, 2.5],\n [  3, nan]]"
    assert not expected.differs


def test_matrices_of_different_shapes_are_not_marked():
    _, actual = comparison([[1.0, 2.0]], [[1.0], [3.0]])
    assert actual.rows and not actual.differs


@pytest.mark.parametrize("value", [[1.0, 2.0], [[1.0], [1.0, 2.0]], [[0.0] * 9], [["a"]], [[]], []])
def test_what_is_no_small_matrix_is_text(value):
    shown, _ = comparison(value, None)
    assert shown.rows == () and shown.text == value_text(value)


def test_more_digits_where_six_would_look_equal():
    expected, actual = comparison(0.12345678, 0.12345679)
    assert (expected.text, actual.text) == ("0.12345678", "0.12345679")


def test_a_text_is_cleaned_and_an_absent_value_is_none():
    expected, actual = comparison(None, "\x1b[31ma list")
    assert expected is None
    assert actual.text == "a list"
