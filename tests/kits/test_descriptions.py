"""A description of a model is a claim: what no model could be is refused when it is opened."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from autograder.kits.keras.inside.described import (
    MAX_CURVE,
    MAX_LAYERS,
    MAX_PARAMETERS,
    MAX_SETTINGS,
    LayerDescription,
    ModelDescription,
    Own,
)
from autograder.kits.keras.model import Model
from autograder.kits.registry import opened
from autograder.wire.packing import pack_array
from autograder.wire.values import MAX_AXES, MAX_NAME, Array, BadValue, Handle


def array(*shape: int, kind: str = "f4") -> Array:
    packed = pack_array(np.zeros(shape, kind))
    assert isinstance(packed, Array)
    return packed


def sent(description: object) -> Model:
    """What is made here of what the student side sends."""
    handle = Handle(Model.kind, 0, msgspec.msgpack.encode(description))
    found = opened(handle, lambda *_call: None)
    assert isinstance(found, Model)
    return found


def with_layers(*layers: LayerDescription) -> Model:
    return sent(ModelDescription(layers=list(layers), is_chain=True))


def layer(kind: str | Own, **more: Any) -> LayerDescription:
    return LayerDescription(kind=kind, **more)


def dense(units: int | None, *weights: Array, **more: Any) -> LayerDescription:
    has_bias = bool(len(weights) - 1)
    return layer(
        "Dense", units=units, activation="linear", use_bias=has_bias, weights=list(weights), **more
    )


@pytest.mark.parametrize(
    "given",
    [
        dense(3, array(2, 3), array(3)),
        dense(3, array(2, 3)),
        dense(3),
        layer("Odd", weights=[array(1), array(1, 1, 1), array(2, kind="i4")]),
        layer(Own("Dense"), units=-5, weights=[array(2, kind="i4")]),
        layer("BatchNormalization", weights=[array(2)] * 4),
    ],
)
def test_what_may_be(given: LayerDescription) -> None:
    (found,) = with_layers(given).layers
    assert len(found.weights) == len(given.weights)


@pytest.mark.parametrize(
    "given",
    [
        dense(0, array(2, 0), array(0)),
        dense(0),
        dense(-1),
        dense(None, array(2, 3)),
        dense(4, array(2, 3), array(3)),
        dense(3, array(2, 3), array(4)),
        dense(3, array(2, 3), array(3), array(3)),
        dense(3, array(0, 3), array(3)),
        dense(3, array(6)),
        dense(3, array()),
        dense(3, array(2, 3, 1)),
        dense(3, array(2, 3, kind="i4")),
        dense(3, array(2, 3, kind="b1")),
        layer("Dense", units=3, use_bias=True, weights=[array(2, 3)]),
        layer("Dense", units=3, use_bias=False, weights=[array(2, 3), array(3)]),
        layer("BatchNormalization", weights=[array(2, kind="i8")] * 4),
        layer("Odd", weights=[array(0)]),
        layer("Odd", weights=[Array("<f4", (0, 2**31 - 1, 2**62), b"")]),
        layer("Odd", weights=[Array("<f4", (3,), b"")]),
        dense(3, shares=0),
        dense(3, shares=-1),
        dense(3, shares=7),
    ],
)
def test_what_cannot_be(given: LayerDescription) -> None:
    with pytest.raises(BadValue):
        with_layers(given)


def test_layers_share_with_what_stands_before_them() -> None:
    assert [each.shares for each in with_layers(dense(3), dense(3, shares=0)).layers] == [None, 0]
    with pytest.raises(BadValue):
        with_layers(dense(3), dense(3, shares=1))


def test_all_layers_together_are_bounded() -> None:
    half = layer("Odd", weights=[array(MAX_PARAMETERS // 2 + 1, kind="f2")])
    with_layers(half)
    with pytest.raises(BadValue, match="too many"):
        with_layers(half, half)


ONE = {"type": "LayerDescription", "kind": "Dense"}


@pytest.mark.parametrize(
    "description",
    [
        {"layers": [ONE] * (MAX_LAYERS + 1)},
        {"layers": [ONE | {"kind": "x" * (MAX_NAME + 1)}]},
        {"layers": [ONE | {"weights": [Array("<f4", (), b"0000")] * (MAX_SETTINGS + 1)}]},
        {"layers": [ONE | {"weights": [[0.0]]}]},
        {"layers": [ONE | {"settings": {"scale": "1"}}]},
        {"loss": "x" * (MAX_NAME + 1)},
        {"inputs": [1] * (MAX_AXES + 1)},
        {"curves": {"loss": [0.0] * (MAX_CURVE + 1)}},
        {"steps": 0.5},
        {"more": 1},
        [],
        None,
    ],
    ids=str,
)
def test_what_follows_no_schema_is_refused_before_anything_is_made(description: Any) -> None:
    with pytest.raises(BadValue, match="makes no sense"):
        sent(description)


@pytest.mark.parametrize("description", [b"", b"\xc1", b"\x91" * 100_000, b"\x81\xa4type\xa1\xff"])
def test_what_is_no_message_is_refused(description: bytes) -> None:
    with pytest.raises(BadValue, match="makes no sense"):
        opened(Handle(Model.kind, 0, description), lambda *_call: None)


@pytest.mark.parametrize("kind", ["", "keras", "keras.model", "os.system", "autograder.kits"])
def test_a_kind_that_no_kit_knows_is_refused(kind: str) -> None:
    with pytest.raises(BadValue, match="unknown kind"):
        opened(Handle(kind, 0), lambda *_call: None)


def test_what_a_model_is_told_from_others_by() -> None:
    """By all that is plain about it: not by what its weights have become, nor by its handle."""

    def outline(units: int = 3, number: float = 0.0, **more: Any) -> str:
        weights = [pack_array(np.full(shape, number, "f4")) for shape in ((2, units), (units,))]
        layers = [dense(units, *weights)]  # type: ignore[arg-type]
        return sent(ModelDescription(layers=layers, is_chain=True, **more)).outline()

    assert outline(loss="mse") == outline(number=1.0, loss="mse", steps=5, curves={"loss": [1.0]})
    others = [outline(loss="mse"), outline(), outline(4, loss="mse"), outline(loss=Own("mse"))]
    others.append(outline(loss="mse", learning_rate=0.1))
    assert len(set(others)) == len(others)
