"""What is too deep, too long or too large is not sent, and not believed when it is forged."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from autograder.wire.channel import MAX_MESSAGE
from autograder.wire.packing import opaque, pack
from autograder.wire.unpacking import unpack
from autograder.wire.values import (
    MAX_ARRAY_BYTES,
    MAX_DEPTH,
    MAX_HASHED,
    MAX_ITEMS,
    MAX_NAME,
    MAX_VALUE_BYTES,
    MAX_WHOLE_BYTES,
    MAX_WHOLE_TEXT,
    Array,
    BadValue,
    Bytes,
    Handle,
    Mapping,
    Moment,
    Opaque,
    Pairs,
    Sequence,
    Set,
    Value,
    Whole,
)


def nested(depth: int) -> list[Any]:
    thing: list[Any] = []
    for _level in range(depth - 1):
        thing = [thing]
    return thing


def open_up(value: Value) -> Any:
    return unpack(value, lambda special: special)


def test_lists_may_be_so_deep_and_no_deeper() -> None:
    assert open_up(pack(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
    back = open_up(pack(nested(MAX_DEPTH + 1)))
    for _level in range(MAX_DEPTH):
        (back,) = back
    assert isinstance(back, Opaque)


def test_a_list_in_itself_ends() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert len(msgspec.msgpack.encode(pack(endless))) < 2_000


def test_many_items() -> None:
    assert len(open_up(pack([0] * MAX_ITEMS))) == MAX_ITEMS
    assert isinstance(pack([0] * (MAX_ITEMS + 1)), Opaque)
    half = [0] * (MAX_ITEMS // 2 + 1)
    first, second = open_up(pack([half, half]))
    assert len(first) == len(half)
    assert isinstance(second, Opaque)
    assert isinstance(pack({str(key): 0 for key in range(MAX_ITEMS + 1)}), Opaque)


def test_huge_integers_are_named_only() -> None:
    assert pack(2**63 - 1) == 2**63 - 1
    largest = 2 ** (8 * MAX_WHOLE_BYTES - 1) - 1
    assert isinstance(pack(largest), Whole) and isinstance(pack(-largest), Whole)
    assert pack(largest + 1) == Opaque("int", "a huge number")


def test_a_text_is_sent_whole_or_not_at_all() -> None:
    longest = "x" * MAX_WHOLE_TEXT
    assert pack(longest) == longest and pack({longest: 1}) == Mapping({longest: 1})
    for text in (longest + "x", "half a sign: \ud800"):
        (found,) = pack([text]).items  # type: ignore[union-attr]
        assert isinstance(found, Opaque) and found.type_name == "str"
        ((key, _one),) = pack({text: 1}).items  # type: ignore[union-attr]
        assert isinstance(key, Opaque)


def test_few_items_may_all_have_one_hash() -> None:
    for thing in (set(range(MAX_HASHED + 1)), dict.fromkeys(range(MAX_HASHED + 1))):
        assert isinstance(pack(thing), Opaque)


def test_a_long_name_of_a_type_is_cut() -> None:
    thing = opaque(type("x" * 10_000, (), {})(), "y" * 10_000)
    assert len(thing.type_name) == MAX_NAME
    assert len(thing.text) < 1_000


@pytest.mark.parametrize("shape", [(10**12,), (10**6, 10**6), (0, 10**12), (2**31,)])
def test_an_array_that_is_large_by_broadcasting_is_never_copied(shape: tuple[int, ...]) -> None:
    assert isinstance(pack(np.broadcast_to(np.int8(1), shape)), Opaque)


@pytest.mark.parametrize(
    "shape", [(2**31 - 1, 0), (0, 2**31 - 1), (MAX_ITEMS + 1, 0), (400, 0, 400), (1,) * 40]
)
def test_axes_are_bounded_where_there_are_no_bytes(shape: tuple[int, ...]) -> None:
    assert isinstance(pack(np.broadcast_to(np.int8(1), shape)), Opaque)


@pytest.mark.parametrize("shape", [(0,), (0, 784), (MAX_ITEMS, 0), (300, 300, 0), (0,) * 32, ()])
def test_an_empty_array_of_a_bearable_shape_arrives(shape: tuple[int, ...]) -> None:
    assert open_up(pack(np.zeros(shape))).shape == shape


def test_any_byte_is_true_or_false() -> None:
    back = open_up(Array("|b1", (4,), b"\x00\x01\x02\xff"))
    assert back.tolist() == [False, True, True, True]
    assert back.astype(int).tolist() == [0, 1, 1, 1]
    assert type(open_up(Array("|b1", (), b"\x02", scalar=True))) is np.bool_
    assert open_up(Array("|b1", (), b"\x02")).shape == ()


def test_whatever_numpy_says_is_said_of_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (MemoryError, ValueError("maximum supported dimension"), OverflowError):
        monkeypatch.setattr(np, "frombuffer", _raising(error))
        with pytest.raises(BadValue):
            open_up(forged_array())


def _raising(error: Any) -> Any:
    def raises(*_arguments: Any) -> None:
        raise error

    return raises


def test_all_arrays_of_a_value_together_fit_into_a_message() -> None:
    large = np.zeros(MAX_ARRAY_BYTES, np.int8)
    packed = pack([large] * 8)
    assert isinstance(packed, Sequence)
    kinds = [type(item) for item in packed.items]
    assert kinds == [Array] + [Opaque] * 7
    assert MAX_VALUE_BYTES * 2 < MAX_MESSAGE


def forged_array(dtype: str = "<f8", shape: tuple[int, ...] = (1,), data: bytes = b"\0" * 8) -> Any:
    return Array(dtype, shape, data)


@pytest.mark.parametrize(
    "value",
    [
        forged_array(data=b"\0" * 7),
        forged_array(data=b""),
        forged_array(shape=(-1,)),
        forged_array(shape=(-1, -1)),
        forged_array(shape=(10**12,)),
        forged_array(shape=(0, 2**62), data=b""),
        forged_array(shape=(2**62, 2**62, 0), data=b""),
        forged_array(shape=(2**31 - 1, 0), data=b""),
        forged_array(shape=(0, 2**31 - 1, 2**31 - 1, 2**31 - 1), data=b""),
        forged_array(shape=(MAX_ITEMS + 1, 0), data=b""),
        forged_array(shape=(0,) * 33, data=b""),
        forged_array(dtype="O"),
        forged_array(dtype="|O"),
        forged_array(dtype="i4,i4"),
        forged_array(dtype="(1,)f8"),
        forged_array(dtype="f8,("),
        forged_array(dtype="<M8[ns]"),
        forged_array(dtype="<c8"),
        forged_array(dtype="|V8"),
        forged_array(dtype="|S8"),
        forged_array(dtype="float64"),
        forged_array(dtype=""),
        forged_array(dtype="\0"),
    ],
    ids=lambda value: f"{value.dtype!r} {value.shape} {len(value.data)}",
)
def test_forged_arrays_are_refused(value: Array) -> None:
    with pytest.raises(BadValue):
        open_up(value)


def test_forged_depth_is_refused() -> None:
    value: Value = 1
    for _level in range(150):
        value = Sequence([value])
    with pytest.raises(BadValue, match="too deep"):
        open_up(value)


@pytest.mark.parametrize(
    "value",
    [
        Sequence([None] * (MAX_ITEMS + 1)),
        Sequence([Sequence([None] * (MAX_ITEMS // 2 + 1))] * 2),
        Mapping(dict.fromkeys(map(str, range(MAX_ITEMS + 1)))),
    ],
    ids=["long", "long together", "mapping"],
)
def test_forged_numbers_of_items_are_refused(value: Value) -> None:
    with pytest.raises(BadValue, match="too large"):
        open_up(value)


@pytest.mark.parametrize(
    "value",
    [
        "x" * (MAX_WHOLE_TEXT + 1),
        Mapping({"x" * (MAX_WHOLE_TEXT + 1): 1}),
        Whole(b"x" * (MAX_WHOLE_BYTES + 1)),
        Bytes(b"x" * (MAX_WHOLE_TEXT + 1)),
        Set(list(range(MAX_HASHED + 1))),
        Pairs([(n, n) for n in range(MAX_HASHED + 1)]),
        Moment("date", "x" * (MAX_NAME + 1)),
        Opaque("x" * (MAX_NAME + 1)),
        Opaque("x", "y" * 1_000),
        Array("<f8", (1,) * 33, b"\0" * 8),
        Handle("x" * (MAX_NAME + 1), 0),
        Handle("x", 0, b"x" * (MAX_VALUE_BYTES + 1)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_forged_lengths_do_not_follow_the_schema(value: Value) -> None:
    sent = msgspec.msgpack.encode(value)
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(sent, type=Value)
