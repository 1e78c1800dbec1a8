"""A description of a model is a claim: what no model could be is refused when it is opened."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.student.model import Model, open_model
from autograder.wire.values import (
    MAX_PARAMETERS,
    Array,
    BadValue,
    Layer,
    ModelValue,
    Own,
    pack_array,
)


def array(*shape: int, kind: str = "f4") -> Array:
    packed = pack_array(np.zeros(shape, kind))
    assert isinstance(packed, Array)
    return packed


def opened(*layers: Layer) -> Model:
    return open_model(ModelValue(0, list(layers), is_chain=True), lambda *_call: None)


def dense(units: int | None, *weights: Array, **more: Any) -> Layer:
    return Layer("Dense", units, "linear", bool(len(weights) - 1), weights=list(weights), **more)


@pytest.mark.parametrize(
    "layer",
    [
        dense(3, array(2, 3), array(3)),
        dense(3, array(2, 3)),
        dense(3),
        Layer("Odd", weights=[array(1), array(1, 1, 1), array(2, kind="i4")]),
        Layer(Own("Dense"), units=-5, weights=[array(2, kind="i4")]),
        Layer("BatchNormalization", weights=[array(2)] * 4),
    ],
)
def test_what_may_be(layer: Layer) -> None:
    (found,) = opened(layer).layers
    assert len(found.weights) == len(layer.weights)


@pytest.mark.parametrize(
    "layer",
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
        Layer("Dense", 3, use_bias=True, weights=[array(2, 3)]),
        Layer("Dense", 3, use_bias=False, weights=[array(2, 3), array(3)]),
        Layer("BatchNormalization", weights=[array(2, kind="i8")] * 4),
        Layer("Odd", weights=[array(0)]),
        Layer("Odd", weights=[Array("<f4", (0, 2**31 - 1, 2**62), b"")]),
        Layer("Odd", weights=[Array("<f4", (3,), b"")]),
        dense(3, shares=0),
        dense(3, shares=-1),
        dense(3, shares=7),
    ],
)
def test_what_cannot_be(layer: Layer) -> None:
    with pytest.raises(BadValue):
        opened(layer)


def test_layers_share_with_what_stands_before_them() -> None:
    assert [each.shares for each in opened(dense(3), dense(3, shares=0)).layers] == [None, 0]
    with pytest.raises(BadValue):
        opened(dense(3), dense(3, shares=1))


def test_all_layers_together_are_bounded() -> None:
    half = Layer("Odd", weights=[array(MAX_PARAMETERS // 2 + 1, kind="f2")])
    opened(half)
    with pytest.raises(BadValue, match="too many"):
        opened(half, half)
