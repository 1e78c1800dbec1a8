"""Convolution and pooling on the trusted side: as Keras does it, and nothing too large."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from autograder.kits.keras import maps
from autograder.kits.keras.network import Layer, can_be_computed, layer_outputs
from autograder.student import StudentFailure

# Runs in a process of its own, since TensorFlow must not have run an op where tests fork.
PROGRAM = """
import sys, numpy as np, keras
from autograder.kits.keras.inside.describe import describe_model
from autograder.kits.keras.inside.genuine import Genuine
from autograder.kits.keras.model import Model
import msgspec

L = keras.layers
rng = np.random.default_rng(SEED)
whole = lambda low, high: int(rng.integers(low, high + 1))
pick = lambda *options: options[whole(0, len(options) - 1)]
genuine = Genuine()
for turn in range(TURNS):
    height, width, channels = whole(4, 13), whole(4, 13), whole(1, 3)
    pair = lambda most: (whole(1, most), whole(1, most))
    layers = [keras.Input((height, width, channels))]
    for _each in range(whole(1, 4)):
        padding = pick("same", "same", "valid")
        layers.append(pick(
            lambda: L.Conv2D(whole(1, 5), pair(4), pair(3), padding, bias_initializer="normal",
                             activation=pick("relu", "tanh", None), use_bias=pick(True, False)),
            lambda: L.Conv2D(whole(1, 5), whole(1, 3), padding=padding, bias_initializer="normal"),
            lambda: L.MaxPooling2D(pair(3), pick(None, pair(3)), padding),
            lambda: L.AveragePooling2D(pair(3), pick(None, pair(3)), padding),
            lambda: L.BatchNormalization(pick(-1, 3), center=pick(True, False),
                                         scale=pick(True, False), beta_initializer="normal",
                                         moving_mean_initializer="normal"),
            lambda: L.Dropout(0.5), lambda: L.SpatialDropout2D(0.5), lambda: L.Rescaling(2, 0.5),
        )())
    layers.append(pick(lambda: L.Flatten(), lambda: L.GlobalAveragePooling2D(),
                       lambda: L.GlobalMaxPooling2D(keepdims=True))())
    try:
        model = keras.Sequential(layers)
    except ValueError:  # a window that is larger than what is left of the picture
        continue
    x = rng.normal(size=(whole(1, 5), height, width, channels)).astype("float32")
    said = msgspec.msgpack.encode(describe_model(model, genuine))
    ours = Model.opened(said, 1, None)
    assert ours.can_be_computed, model.summary()
    expected = np.asarray(model(x, training=False))
    np.testing.assert_allclose(ours.compute(x), expected, rtol=2e-4, atol=2e-5)
    print("compared", flush=True)
"""


def layer(kind: str, *weights: np.ndarray, **settings: float) -> Layer:
    return Layer(kind=kind, weights=weights, settings=settings)


def test_one_convolution_by_hand() -> None:
    """Dark on the left and 10 on the right, under -1, 0, 1: the edge stands out."""
    picture = np.zeros((1, 5, 5, 1))
    picture[:, :, 3:] = 10
    kernel = np.array([[-1.0, 0.0, 1.0]] * 3).reshape(3, 3, 1, 1)
    (found,) = layer_outputs([layer("Conv2D", kernel)], picture)
    np.testing.assert_allclose(found[0, :, :, 0], [[0, 30, 30]] * 3)


def test_an_average_does_not_count_what_is_padded() -> None:
    pooling = layer("AveragePooling2D", pool_size_rows=2, pool_size_columns=2, same=1)
    pooling = layer("AveragePooling2D", **pooling.settings, strides_rows=2, strides_columns=2)
    (found,) = layer_outputs([pooling], np.full((1, 3, 3, 1), 7.0))
    np.testing.assert_allclose(found, np.full((1, 2, 2, 1), 7.0))


BAD: list[dict[str, Any]] = [
    {"strides_rows": number} for number in (0, -1, 1.5, float("inf"), float("nan"), 1e9)
]
BAD += [{"pool_size_rows": each["strides_rows"]} for each in BAD]


@pytest.mark.parametrize("settings", BAD)
@pytest.mark.parametrize("kind", ["MaxPooling2D", "AveragePooling2D"])
def test_windows_that_cannot_be_are_refused(kind: str, settings: dict[str, float]) -> None:
    all_of_them = {"pool_size_rows": 2, "pool_size_columns": 2, **settings}
    with pytest.raises(StudentFailure, match="does not fit"):
        layer_outputs([layer(kind, **all_of_them)], np.ones((2, 5, 5, 1)))


@pytest.mark.parametrize(
    ("kernel", "bias"),
    [
        ((3, 3, 2, 1), ()),
        ((3, 3, 1), ()),
        ((6, 3, 1, 1), ()),
        ((0, 3, 1, 1), ()),
        ((3, 3, 1, 2), ((3,),)),
        ((3, 3, 1, 2), ((2,), (2,))),
    ],
)
def test_kernels_that_do_not_fit(
    kernel: tuple[int, ...], bias: tuple[tuple[int, ...], ...]
) -> None:
    convolution = layer("Conv2D", np.ones(kernel), *map(np.ones, bias))
    with pytest.raises(StudentFailure, match="does not fit"):
        layer_outputs([convolution], np.ones((2, 5, 5, 1)))


@pytest.mark.parametrize("shape", [(2, 5), (2, 5, 5), (2, 5, 5, 1, 1)])
@pytest.mark.parametrize(
    "kind", ["Conv2D", "MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D"]
)
def test_only_pictures_are_taken(kind: str, shape: tuple[int, ...]) -> None:
    weights = [np.ones((1, 1, 1, 1))] if kind == "Conv2D" else []
    one = layer(kind, *weights, pool_size_rows=1, pool_size_columns=1)
    with pytest.raises(StudentFailure, match="does not fit"):
        layer_outputs([one], np.ones(shape))


@pytest.mark.parametrize(
    "settings",
    [{"groups": 2}, {"dilation_rate_rows": 2}, {"channels_first": 1}, {"same": -1}],
)
def test_what_is_set_in_another_way_is_not_computed(settings: dict[str, float]) -> None:
    convolution = layer("Conv2D", np.ones((1, 1, 1, 1)), **settings)
    assert not can_be_computed([convolution], is_chain=True)
    with pytest.raises(StudentFailure, match="data_format="):
        layer_outputs([convolution], np.ones((2, 5, 5, 1)))


def test_what_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    many = layer("Conv2D", np.ones((1, 1, 1, maps.MAX_NUMBERS // 20)))
    with pytest.raises(StudentFailure, match="too large"):
        layer_outputs([many], np.ones((1, 5, 5, 1)))
    monkeypatch.setattr(maps, "MAX_PRODUCTS", 9 * 9 * 9 - 1)
    slow = layer("Conv2D", np.ones((3, 3, 1, 1)), same=1)
    with pytest.raises(StudentFailure, match="too large"):
        layer_outputs([slow], np.ones((1, 9, 9, 1)))


def test_padding_for_a_giant_window_is_not_made() -> None:
    wide = layer("MaxPooling2D", pool_size_rows=10_000, pool_size_columns=10_000, same=1)
    with pytest.raises(StudentFailure, match="too large"):
        layer_outputs([wide], np.ones((1, 5, 5, 1)))


@pytest.mark.parametrize("seed", range(2))
def test_it_is_what_keras_computes(seed: int) -> None:
    turns = 25
    program = PROGRAM.replace("SEED", str(seed)).replace("TURNS", str(turns))
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr[-3000:]
    assert said.stdout.count("compared") > turns // 3
