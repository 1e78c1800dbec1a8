"""A hint states its claim, and is shown only where the claim is true of what was seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import toy_course as toy
from toy_course import Examine

from autograder.checking.claims import is_right
from autograder.student import SeenCall

ROWS_ONLY = """

@mistake(explains=raises("ValueError", "truth value of an array"){more})
def double_rows_only(x):
    "A row works, a table does not."
    return np.array([2 * each if each > 0 else 2 * each for each in x])
"""
SQUARES = "@mistake\ndef double_squares(x):\n    '''You square.'''\n    return x**2"
POWERS = (
    '@mistake(variants={"power": (3, 4)})\n'
    "def double_squares(x, *, power=2):\n    '''You take a power.'''\n    return x**power"
)
ROWS_RIGHT = "def double(x):\n    return np.array([2 * e if e > 0 else 2 * e for e in x])"
NOTHING_RIGHT = "def double(x):\n    return np.array([3 * e if e > 0 else 3 * e for e in x])"


def mistakes(more: str) -> dict[str, str]:
    return toy.more_mistakes("double", "\n\nfrom autograder.checking import raises\n" + more)


def test_a_hint_stands_beside_the_check_that_it_explains(examine: Examine) -> None:
    result = examine("double", ROWS_RIGHT, mistakes=mistakes(ROWS_ONLY.format(more="")))
    assert [check.mistake for check in result.checks] == [None, "double_rows_only", None, None]
    assert result.checks[1].hint == "A row works, a table does not."


def test_what_is_not_explained_has_to_be_right(examine: Examine) -> None:
    result = examine("double", NOTHING_RIGHT, mistakes=mistakes(ROWS_ONLY.format(more="")))
    assert not any(check.mistake for check in result.checks)
    assert {check.points for check in result.checks} == {0.0}


def test_a_hint_may_be_true_whatever_else_is_wrong(examine: Examine) -> None:
    any_else = ROWS_ONLY.format(more=', elsewhere="any"')
    result = examine("double", NOTHING_RIGHT, mistakes=mistakes(any_else))
    assert [check.mistake for check in result.checks] == [None, "double_rows_only", None, None]


def test_the_error_has_to_be_the_one_that_is_meant(examine: Examine) -> None:
    source = "def double(x):\n    if x.ndim > 1: raise ValueError('no')\n    return 2 * x"
    result = examine("double", source, mistakes=mistakes(ROWS_ONLY.format(more="")))
    assert not any(check.mistake for check in result.checks)


def test_a_predicate_about_everything_is_held_to_the_rest(examine: Examine) -> None:
    """It sees one call with a symptom; the others are neither like that nor right."""
    none = (
        '\n\n@mistake(hint="Nothing comes back for a table.",\n'
        "         when=lambda seen: any(call.value is None for call in seen.calls))\n"
        "def double_forgets_tables(x):\n    return 2 * x if x.ndim == 1 else None\n"
    )
    forgets = "def double(x):\n    return {} * x if x.ndim == 1 else None"
    right = examine("double", forgets.format(2), mistakes=toy.more_mistakes("double", none))
    assert [check.mistake for check in right.checks][1] == "double_forgets_tables"


def test_a_predicate_is_not_shown_where_the_rest_is_wrong(examine: Examine) -> None:
    none = (
        '\n\n@mistake(hint="Nothing comes back for a table.",\n'
        "         when=lambda seen: any(call.value is None for call in seen.calls))\n"
        "def double_forgets_tables(x):\n    return 2 * x if x.ndim == 1 else None\n"
    )
    source = "def double(x):\n    return 5 * x if x.ndim == 1 else None"
    result = examine("double", source, mistakes=toy.more_mistakes("double", none))
    assert not any(check.mistake for check in result.checks)


def test_another_constant(examine: Examine) -> None:
    powers = toy.other_mistakes("double", SQUARES, POWERS)
    result = examine("double", "def double(x):\n    return x**3", mistakes=powers)
    assert result.checks[0].mistake == "double_squares"


def test_a_constant_that_no_variant_names(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return x**5")
    assert not any(check.mistake for check in result.checks)


def test_nearly_the_same_is_the_same_where_the_right_answer_is_far_away(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return x**2 + 1e-4")
    assert result.checks[0].mistake == "double_squares"


def test_nearly_the_same_and_nearly_right_is_nothing(examine: Examine) -> None:
    mistake = (
        '\n\n@mistake(hint="A little more.")\ndef double_and_a_bit(x):\n    return 2.0003 * x\n'
    )
    mistakes = toy.more_mistakes("double", mistake)
    result = examine("double", "def double(x):\n    return 2.0005 * x", mistakes=mistakes)
    assert not any(check.mistake for check in result.checks)


@pytest.mark.parametrize(
    ("value", "expected", "right"),
    [
        (2.0, 2.0, True),
        (2.0, 3.0, False),
        (np.ones(2), [1.0, 1.0], True),
        (np.ones(2), True, False),
        (None, None, True),
        ("a", "a", True),
        ("a", "b", False),
        (1, True, False),
        ({"a": 1}, {"a": 1}, None),
    ],
)
def test_whether_a_call_is_right(value: Any, expected: Any, right: bool | None) -> None:
    assert is_right(SeenCall("f", (), value), lambda: expected) is right


def test_a_call_that_cannot_be_judged_here() -> None:
    assert is_right(SeenCall("f", (), 1.0), None) is None
    assert is_right(SeenCall("f", (), 1.0), lambda: 1 / 0) is None


def test_an_argument_that_comes_back_changed_is_not_right() -> None:
    call = SeenCall("f", (np.ones(2),), 2.0, after=(np.zeros(2),))
    assert is_right(call, lambda x: 2.0) is False
