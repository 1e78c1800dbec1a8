"""Answers that are no numbers: text, True and False, dates, sets, dictionaries, exceptions."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checking.answers import CheckFailed
from autograder.checking.behaviour import alike
from autograder.checking.changed import unchanged
from autograder.checking.compare import equal, must_raise, same
from autograder.errors import CourseError
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student import Function, SeenCall
from autograder.wire.values import Opaque

DAY = datetime.date(2030, 1, 2)
RIGHT: list[Any] = [
    None, True, "text", b"bytes", 3, 2**80, 1.5, 2j, {1, "a"}, {1: ["x", None], "y": {True}}, DAY,
    datetime.datetime(2030, 1, 2), datetime.timedelta(3), ("a", 1), [[1], ["b"]], {}, set(), "",
]  # fmt: skip


@pytest.mark.parametrize("value", RIGHT, ids=repr)
def test_what_is_right_passes_and_nothing_else_does(value: Any) -> None:
    equal(value, value, "it")
    for other in [*RIGHT, Opaque("odd"), [Opaque("odd")], "TEXT", False, {1: ["x", None]}]:
        if repr(other) != repr(value):
            with pytest.raises(CheckFailed):
                equal(other, value, "it")


@pytest.mark.parametrize(
    ("actual", "expected", "said"),
    [
        (1, True, "it is 1, of type int, where True or False is wanted."),
        (np.False_, True, "it is False; True is right."),
        (None, "a", "it is None: is the `return` missing?"),
        (7, "7", "it is 7, of type int, where text is wanted."),
        ("Anna", "anna", "it is 'Anna'; 'anna' is right. Only capital letters differ."),
        ("a b\n", "a b", "it is 'a b\\n'; 'a b' is right. Only spaces or line breaks differ."),
        ("x" * 200 + "ab", "x" * 200 + "ac",
         "it is a text that begins as it should, but from character 202 on it differs: 'b'; 'c' is "
         "right."),
        ({1}, {1, 2}, "it is a set without 2."),
        ({1, 2}, {1}, "it is a set with 2, which does not belong there."),
        ([1], {1}, "it is [1], of type list, where a set is wanted."),
        ({"a": 1}, {"a": 1, 2: 3}, "it has no key 2."),
        ({"a": 1, "b": 2}, {"a": 1}, "it has a key 'b', which does not belong there."),
        ({"a": {"b": 2}}, {"a": {"b": 3}}, "it['a']['b'] is 2; 3 is right."),
        (None, {}, "it is None: is the `return` missing?"),
        ([], {}, "it is of type list, where a dictionary is wanted."),
        ({}, [1], "it is of type dict, where a list is wanted."),
        (100001, 100000, "it is 100001; 100000 is right."),
        (2, None, "it is 2; None is right."),
        (datetime.datetime(2030, 1, 2), DAY,
         "it is datetime.datetime(2030, 1, 2, 0, 0), of type datetime, where date is wanted."),
        (2.5, 2j, "it is (2.5+0j); 2j is right."),
        (["a", "c"], ["a", "b"], "it[1] is 'c'; 'b' is right."),
        (Opaque("Odd"), "a", "it is Odd: , of type Odd, where text is wanted."),
    ],
)  # fmt: skip
def test_the_sentence(actual: Any, expected: Any, said: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        equal(actual, expected, "it")
    assert caught.value.message == said


def test_a_number_may_come_as_another_sort_of_number() -> None:
    equal(np.True_, True, "it")
    equal(3.0, 3, "it")
    equal(np.int64(3), 3, "it")
    equal(2, 2 + 0j, "it")
    equal(0.1 + 0.2, 0.3, "it")
    equal(frozenset({1}), {1}, "it")


@pytest.mark.parametrize("unknown", [object(), [object()], {"a": print}, np.array(["text"])])
def test_what_nobody_knows_is_refused_and_never_right(unknown: Any) -> None:
    with pytest.raises((CourseError, CheckFailed)):
        equal(unknown, unknown, "it")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=6,
)


@given(plain, st.data())
def test_one_unknown_leaf_anywhere_never_passes(value: Any, data: st.DataObject) -> None:
    equal(value, value, "it")
    assert alike(value, value)
    spoilt = _with_a_leaf(value, Opaque("odd"), data)
    for actual, expected in ((spoilt, value), (value, spoilt), (spoilt, spoilt)):
        with pytest.raises((CheckFailed, CourseError)):
            equal(actual, expected, "it")


def _with_a_leaf(value: Any, leaf: Any, data: st.DataObject) -> Any:
    if isinstance(value, list) and value:
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _with_a_leaf(value[place], leaf, data), *value[place + 1 :]]
    if isinstance(value, dict) and value:
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: _with_a_leaf(value[key], leaf, data)}
    return leaf


class Answers:
    """A student whose function is here."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def call(self, name: str, arguments: tuple[Any, ...]) -> SeenCall:
        import copy

        given = copy.deepcopy(arguments)
        try:
            value = self.function(*given)
        except Exception as error:
            raise StudentFailure(Status.ERROR, "it stops", type(error).__name__) from error
        return SeenCall(name, arguments, value, after=given)

    def watch(self, _name: str, _atol: float) -> None:
        pass


def of(function: Callable[..., Any]) -> Function:
    return Function(Answers(function), "f")  # type: ignore[arg-type]


def refuses(age: int) -> int:
    if age < 0:
        raise ValueError("an age is not negative")
    return age


def test_where_the_reference_raises_so_must_the_students_function() -> None:
    same(of(refuses), refuses, -1)
    with pytest.raises(CheckFailed, match=r"f\(-1\) gives -1 back, where it has to raise ValueErr"):
        same(of(lambda age: age), refuses, -1)
    with pytest.raises(CheckFailed, match="raises ZeroDivisionError; ValueError is right"):
        same(of(lambda age: 1 / 0), refuses, -1)
    must_raise(of(refuses), -1, exception=ValueError)
    with pytest.raises(CheckFailed):
        must_raise(of(refuses), 1, exception=ValueError)


def unfinished(_age: int) -> int:
    raise NotImplementedError


def test_what_is_not_written_yet_raises_nothing_right() -> None:
    with pytest.raises(StudentFailure):
        same(of(unfinished), refuses, -1)


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        ({"a": 1}, lambda given: given.update(b=2)),
        ({1: {2}}, lambda given: given[1].add(3)),
        ({1, 2}, lambda given: given.discard(1)),
        (bytearray(b"a"), lambda given: given.extend(b"b")),
        (["a"], lambda given: given.append("b")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whoever_changes_an_argument_is_caught(argument: Any, change: Callable[[Any], Any]) -> None:
    unchanged(of(lambda given: len(given)), argument)
    with pytest.raises(CheckFailed, match="changes what it is given"):
        unchanged(of(change), argument)
