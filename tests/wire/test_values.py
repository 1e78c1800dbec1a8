"""Plain data goes over the wire and comes back the same, in exact types."""

from __future__ import annotations

import datetime
import math
from array import array
from collections import (
    Counter,
    OrderedDict,
    UserDict,
    UserList,
    defaultdict,
    deque,
    namedtuple,
)
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wire.packing import pack
from autograder.wire.unpacking import unpack
from autograder.wire.values import (
    DTYPES,
    MAX_DEPTH,
    MAX_ITEMS,
    BadValue,
    Moment,
    Opaque,
    Pairs,
    Sequence,
    Set,
    Span,
    Value,
)

# Any text but half characters, which UTF-8 does not have.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False)
) | texts
arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=8,
)


def there_and_back(thing: Any) -> Any:
    sent = msgspec.msgpack.encode(pack(thing))
    return unpack(msgspec.msgpack.decode(sent, type=Value), lambda special: special)


def assert_same(one: Any, other: Any) -> None:
    assert type(one) is type(other)
    if isinstance(one, np.ndarray | np.generic):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        np.testing.assert_array_equal(one, other)
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)
    elif isinstance(one, dict):
        assert list(one) == list(other)
        for key in one:
            assert_same(one[key], other[key])
    else:
        assert one == other


@given(values)
def test_every_value_comes_back_as_it_was(thing: Any) -> None:
    assert_same(there_and_back(thing), thing)


@given(hnp.from_dtype(np.dtype("<f4")) | hnp.from_dtype(np.dtype("<i8")))
def test_numpy_scalars_stay_scalars(scalar: np.generic) -> None:
    assert_same(there_and_back(scalar), scalar)


def test_long_floats_become_ordinary_ones() -> None:
    back = there_and_back([np.ones(2, dtype=np.longdouble), np.longdouble("1e4000")])
    assert_same(back, [np.ones(2), np.float64(np.inf)])
    with np.errstate(all="raise"):
        assert_same(there_and_back(np.longdouble("1e4000")), np.float64(np.inf))
    huge = np.broadcast_to(np.longdouble(1), (10**6, 10**6))
    assert isinstance(there_and_back(huge), Opaque)


def test_floats_that_are_no_numbers() -> None:
    back = there_and_back([math.nan, math.inf, -math.inf, -0.0])
    assert math.isnan(back[0])
    assert back[1:3] == [math.inf, -math.inf]
    assert math.copysign(1, back[3]) == -1


def test_an_array_that_comes_back_is_new_and_can_be_written() -> None:
    array = np.arange(6.0).reshape(2, 3)
    back = there_and_back(array)
    back[0, 0] = 7
    assert array[0, 0] == 0


@pytest.mark.parametrize(
    "array",
    [
        np.arange(4, dtype=">i4"),
        np.arange(12.0).reshape(3, 4).T,
        np.arange(10)[::-2],
        np.broadcast_to(np.float32(2.5), (2, 3)),
        np.ma.masked_array([1.0, 2.0], [False, True]),
    ],
    ids=["big endian", "transposed", "strided", "broadcast", "masked"],
)
def test_arrays_in_any_layout(array: np.ndarray[Any, Any]) -> None:
    back = there_and_back(array)
    assert type(back) is np.ndarray
    np.testing.assert_array_equal(back, np.asarray(array))


class Number(int):
    """An int that says of itself that it is another one."""

    def __int__(self) -> int:
        return 0

    __index__ = __int__


class Exact(float):
    """A float that says of itself that it is another one."""

    def __float__(self) -> float:
        return 0.0


class Color(IntEnum):
    """A number with a name."""

    RED = 3


class Liar:
    """It says of itself that it is a list."""

    @property
    def __class__(self) -> Any:
        return list


class Words(list[str]):
    """A list that says of itself that it is empty."""

    def __iter__(self) -> Iterator[str]:
        return iter(())


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("thing", "plain"),
    [
        (Words(["a", "b"]), ["a", "b"]),
        (Point(1, 2.5), (1, 2.5)),
        (deque([1, 2], maxlen=2), [1, 2]),
        (array("d", [0.5, 1.0]), [0.5, 1.0]),
        (range(3), [0, 1, 2]),
        (Counter("aab"), {"a": 2, "b": 1}),
        (defaultdict(int, a=1), {"a": 1}),
        ([Point(1, 2)], [(1, 2)]),
        (Number(3), 3),
        ([Exact(2.5)], [2.5]),
        (Color.RED, 3),
        (type("Word", (str,), {"__str__": lambda _: "no"})("yes"), "yes"),
        (type("Row", (deque,), {})([1]), [1]),
        ([Fraction(1, 4), Decimal("0.5")], [0.25, 0.5]),
        (UserList([1, 2]), [1, 2]),
        (UserDict(a=1), {"a": 1}),
        ({"a": 1}.keys(), ["a"]),
        ({1: 2.5}.values(), [2.5]),
        ({1: 2}.items(), [(1, 2)]),
        (OrderedDict(a=1).values(), [1]),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_can_be_read_like_a_list_is_sent_as_one(thing: Any, plain: Any) -> None:
    back = there_and_back(thing)
    assert (type(back), back) == (type(plain), plain)


def test_a_view_of_the_memory_of_numbers_is_an_array() -> None:
    assert_same(there_and_back(memoryview(np.arange(3.0))), np.arange(3.0))


def holding(thing: Any) -> UserList[Any]:
    made: UserList[Any] = UserList()
    made.data = thing
    return made


def itself() -> UserList[Any]:
    made: UserList[Any] = UserList()
    made.data = [made]
    return made


def fraction_of(part: Any) -> Fraction:
    made = Fraction(1, 3)
    made._numerator = part  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    "thing",
    [
        Fraction(10**400),
        Decimal("sNaN"),
        fraction_of(object()),
        holding(range(10**15)),
        holding(itself),
        type("Half", (Fraction,), {})(1, 2),
        Liar(),
        dict.fromkeys(range(MAX_ITEMS + 1)).keys(),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_no_number_after_all_is_only_named(thing: Any) -> None:
    assert isinstance(pack(thing), Opaque)


def test_a_list_in_itself_ends_somewhere() -> None:
    found = pack(itself())
    for _ in range(MAX_DEPTH):
        if isinstance(found, Opaque):
            return
        found = found.items[0]  # type: ignore[union-attr]
    raise AssertionError("it is deeper than it may be")


def test_numbers_of_numpy_are_no_floats_of_a_kind_of_their_own() -> None:
    assert_same(there_and_back(np.float64(2.5)), np.float64(2.5))


def test_a_range_may_be_endless() -> None:
    assert isinstance(there_and_back(range(10**15)), Opaque)


@pytest.mark.parametrize(
    "thing",
    [object(), print, slice(3), np.random.default_rng(1)],
    ids=lambda thing: type(thing).__name__,
)
def test_other_types_are_opaque(thing: Any) -> None:
    assert there_and_back(thing) == Opaque(type(thing).__name__)


@pytest.mark.parametrize(
    ("thing", "dtype"),
    [
        (np.array([1j]), "complex128"),
        (np.array([object()]), "object"),
        (np.array(["text"]), "str128"),
        (np.zeros(2, dtype=[("a", "f8")]), "void64"),
        (np.array(["2020-01-01"], dtype="M8[D]"), "datetime64[D]"),
    ],
)
def test_arrays_of_anything_else_are_opaque(thing: Any, dtype: str) -> None:
    assert there_and_back(thing) == Opaque("array", f"an array of {dtype}")


def test_a_special_thing_is_described_by_the_caller() -> None:
    packed = pack([1, slice(2)], lambda thing: Opaque("described", str(thing.stop)))
    assert unpack(packed, lambda special: special) == [1, Opaque("described", "2")]


AN_HOUR_EAST = datetime.timezone(datetime.timedelta(hours=1))


@pytest.mark.parametrize(
    "thing",
    [
        {1, "two", (3, None), frozenset({4})},
        frozenset(),
        1.5 - 2j,
        b"bytes",
        bytearray(b"more"),
        2**100,
        -(2**63) - 1,
        {1: "a", None: [2], (1, "b"): {}, 2.5: 0},
        datetime.date(2030, 2, 28),
        datetime.time(23, 59, 59, 5),
        datetime.datetime(2030, 2, 28, 12, tzinfo=AN_HOUR_EAST),
        datetime.timedelta(days=-3, microseconds=7),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_other_plain_data_comes_back_as_it_was(thing: Any) -> None:
    found = there_and_back([thing])[0]
    assert type(found) is type(thing) and found == thing
    if isinstance(thing, dict):
        assert list(found) == list(thing)


def test_what_is_of_a_kind_of_ones_own_is_sent_as_what_it_is_beneath() -> None:
    class Liar(datetime.date):
        def isoformat(self) -> str:
            return "1999-01-01"

    class Elsewhere(datetime.tzinfo):
        def utcoffset(self, _when: Any) -> Any:
            raise RuntimeError

    assert there_and_back(Liar(2030, 1, 2)) == datetime.date(2030, 1, 2)
    strange = datetime.datetime(2030, 1, 2, tzinfo=Elsewhere())
    assert isinstance(there_and_back(strange), Opaque)
    assert there_and_back(type("Mine", (set,), {})([1])) == {1}
    assert there_and_back(type("Mine", (datetime.timedelta,), {})(2)) == datetime.timedelta(2)
    assert there_and_back(type("Mine", (complex,), {})(2j)) == 2j


def test_sets_with_the_same_items_are_the_same_message() -> None:
    one, other = {8, 0}, {0, 8}
    assert pack(one) == pack(other) == pack({0, 16, 8} - {16})


@pytest.mark.parametrize(
    "forged",
    [
        Set([Sequence([])]),
        Pairs([(Sequence([]), 1)]),
        Moment("date", "2030-02-30"),
        Moment("time", "noon"),
        Span(10**12, 0, 0),
    ],
)
def test_what_cannot_be_is_refused(forged: Value) -> None:
    with pytest.raises(BadValue):
        unpack(forged, lambda special: special)
