"""The forward pass on the trusted side: right, and safe from layers that are a lie."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from autograder.kits.keras import maps
from autograder.kits.keras.inside.describe import _layer
from autograder.kits.keras.inside.genuine import Genuine
from autograder.kits.keras.maps import MAX_NUMBERS
from autograder.kits.keras.network import can_be_computed, layer_outputs
from autograder.student import Layer, Model, StudentFailure


def model(*layers: Layer, is_chain: bool = True) -> Model:
    def nobody_answers(*_asked: object) -> None:
        raise AssertionError("the sandbox is asked")

    return Model(handle=1, call_method=nobody_answers, layers=layers, is_chain=is_chain)


def dense(*weights: np.ndarray, activation: str = "linear") -> Layer:
    return Layer(kind="Dense", activation=activation, weights=weights)


def test_dense_layers_by_hand() -> None:
    hidden = dense(np.array([[1.0, -1.0]]), np.array([0.5, 0.0]), activation="relu")
    outputs = layer_outputs([hidden, dense(np.array([[2.0], [3.0]]))], np.array([[2.0], [-1.0]]))
    np.testing.assert_allclose(outputs[0], [[2.5, 0.0], [0.0, 1.0]])
    np.testing.assert_allclose(outputs[1], [[5.0], [3.0]])


@pytest.mark.parametrize(
    "weights",
    [
        (np.ones((3, 2)),),
        (np.ones(2),),
        (np.ones((2, 2, 2)),),
        (np.ones((2, 2)), np.ones(3)),
        (np.ones((2, 2)), np.ones((1000, 2))),
        (np.ones((2, 2)), np.ones(2), np.ones(2)),
    ],
)
def test_weights_of_odd_shapes_do_not_fit(weights: tuple[np.ndarray, ...]) -> None:
    with pytest.raises(StudentFailure, match="does not fit"):
        layer_outputs([dense(*weights)], np.ones((5, 2)))


def test_a_model_without_weights_says_so() -> None:
    with pytest.raises(StudentFailure, match="no weights yet"):
        layer_outputs([dense()], np.ones((5, 2)))


def test_what_would_be_too_large_is_not_computed() -> None:
    wide = dense(np.zeros((1, 5_000)))
    with pytest.raises(StudentFailure, match="too large"):
        layer_outputs([wide], np.ones((MAX_NUMBERS // 5_000 + 1, 1)))


def test_a_long_batch_is_computed_in_slices() -> None:
    wide, sums = dense(np.full((1, 5_000), 0.001)), dense(np.ones((5_000, 1)))
    x = np.arange(MAX_NUMBERS // 5_000 + 1.0)[:, np.newaxis]
    np.testing.assert_allclose(model(wide, sums).compute(x), 5 * x, rtol=1e-4)
    assert model(wide, sums).compute(x[:0]).shape == (0, 1)
    with pytest.raises(StudentFailure, match="shape"):
        model(wide).compute(np.float64(3))


def test_the_slices_share_one_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "MAX_PRODUCTS", 1_000 * 20)
    layers = [dense(np.ones((2, 5))), dense(np.ones((5, 2)))]
    assert model(*layers).compute(np.ones((1_000, 2))).shape == (1_000, 2)
    with pytest.raises(StudentFailure, match="too large"):
        model(*layers).compute(np.ones((1_001, 2)))


def test_statistics_of_another_shape_do_not_spread_the_batch() -> None:
    weights = (np.ones((1000, 1, 2)),) * 4
    layer = Layer(kind="BatchNormalization", settings={"axis": -1}, weights=weights)
    with pytest.raises(StudentFailure, match="does not fit"):
        layer_outputs([layer], np.ones((5, 2)))


def test_unknown_activations_are_named() -> None:
    with pytest.raises(StudentFailure, match="activation my_own"):
        layer_outputs([dense(np.ones((2, 1)), activation="my_own")], np.ones((5, 2)))


def test_other_weights_are_computed_with_here_alone() -> None:
    hidden, output = dense(np.ones((2, 2)), np.ones(2)), dense(np.ones((2, 1)), activation="relu")
    given = model(hidden, Layer(kind="Flatten"), output)
    assert [array.shape for array in given.weights] == [(2, 2), (2,), (2, 1)]
    other = given.with_weights([np.eye(2), np.zeros(2), np.array([[1.0], [-1.0]])])
    np.testing.assert_allclose(other.compute(np.array([[3.0, 1.0], [1.0, 3.0]])), [[2.0], [0.0]])
    np.testing.assert_allclose(given.compute(np.array([[3.0, 1.0]])), [[10.0]])


def test_layers_that_share_weights_get_the_same_ones() -> None:
    first = dense(np.ones((1, 1)))
    again = Layer(kind="Dense", activation="linear", weights=first.weights, shares=0)
    given = model(first, again)
    assert len(given.weights) == 1
    np.testing.assert_allclose(given.with_weights([[[3.0]]]).compute([[2.0]]), [[18.0]])


def test_what_is_not_known_here_cannot_be_computed() -> None:
    known = dense(np.ones((2, 1)))
    assert model(known).can_be_computed
    assert not model(known, is_chain=False).can_be_computed
    assert not model(known, Layer(kind="Lambda")).can_be_computed
    assert not model(dense(np.ones((2, 1)), activation="my_own")).can_be_computed


@pytest.mark.parametrize("axis", [-1, 1])
def test_along_the_last_axis(axis: float) -> None:
    layer = Layer(kind="Softmax", settings={"axis": axis})
    (output,) = layer_outputs([layer], np.log([[1.0, 3.0], [2.0, 2.0]]))
    np.testing.assert_allclose(output, [[0.25, 0.75], [0.5, 0.5]], rtol=1e-6)


@pytest.mark.parametrize("settings", [{"axis": 0}, {"axis": -2}, {"axis": 2}, {}])
@pytest.mark.parametrize("kind", ["Softmax", "BatchNormalization"])
def test_along_another_axis_or_several_nothing_is_computed(
    kind: str, settings: dict[str, float]
) -> None:
    layer = Layer(kind=kind, settings=settings, weights=(np.ones(2),) * 4)
    with pytest.raises(StudentFailure, match=f"{kind} of the model does not work along the last"):
        layer_outputs([layer], np.ones((2, 2)))
    assert not model(layer).can_be_computed


def test_numbers_are_scaled_by_one_number_or_nothing_is_computed() -> None:
    layer = Layer(kind="Rescaling", settings={"scale": 2, "offset": -1})
    assert model(layer).can_be_computed
    np.testing.assert_allclose(model(layer).compute([[3.0, 1.0]]), [[5.0, 1.0]])
    for settings in ({"scale": 2.0}, {"offset": -1.0}, {}):
        layer = Layer(kind="Rescaling", settings=settings)
        with pytest.raises(StudentFailure, match="Rescaling of the model is given several numbers"):
            model(layer).compute([[3.0, 1.0]])
        assert not model(layer).can_be_computed


def test_an_axis_and_numbers_are_described() -> None:
    """Of a layer with several numbers in place of one, that setting is left out."""
    genuine = cast(Genuine, SimpleNamespace(kind=lambda _layer: "Some", name=lambda _given: None))

    def described(**settings: object) -> dict[str, float]:
        layer = SimpleNamespace(**settings, get_weights=list)
        return _layer(layer, None, genuine).settings

    assert described(axis=0) == {"axis": 0.0}
    assert described(axis=[0, 1], scale=[0.5, 0.25], offset=1.0) == {"offset": 1.0}


def test_statistics_may_come_without_what_is_learnt_beside_them() -> None:
    x, mean, spread = np.array([[4.0, 1.0]]), np.array([2.0, 0.0]), np.array([4.0, 1.0])
    for names, learnt, expected in [
        ({"scale": 0.0, "center": 0.0}, (), [[1.0, 1.0]]),
        ({"scale": 1.0, "center": 0.0}, ([3.0, 1.0],), [[3.0, 1.0]]),
        ({"scale": 0.0, "center": 1.0}, ([3.0, 1.0],), [[4.0, 2.0]]),
    ]:
        weights = tuple(np.array(each) for each in (*learnt, mean, spread))
        settings = {"axis": -1.0, "epsilon": 0.0, **names}
        layer = Layer(kind="BatchNormalization", settings=settings, weights=weights)
        (found,) = layer_outputs([layer], x)
        np.testing.assert_allclose(found, expected)


def test_the_last_axis_may_be_named_by_its_number() -> None:
    normal = Layer(kind="BatchNormalization", settings={"axis": 3.0}, weights=(np.ones(1),) * 4)
    after = Layer(kind="BatchNormalization", settings={"axis": 1.0}, weights=(np.ones(1),) * 4)
    pooling = Layer(kind="GlobalMaxPooling2D")
    inputs = (None, 20, 20, 1)
    assert can_be_computed([normal, pooling, after], is_chain=True, inputs=inputs)
    assert not can_be_computed([normal], is_chain=True)
    assert not can_be_computed([after], is_chain=True, inputs=inputs)
    assert not can_be_computed([pooling, normal], is_chain=True, inputs=inputs)
