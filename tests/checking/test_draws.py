"""Fresh numbers keep what a check is about, and are the same when the same is graded again."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checking.draws import drawing, fresh, near, rearranged

NUMBERS = st.one_of(
    st.integers(-900, 900).map(float),
    st.integers(-90_000, 90_000).map(lambda number: number / 100),
    st.sampled_from([0.001, -0.002, 0.5, 1e-9, 12.5]),
)


def drawn(seed: int, *values: object, **options: object) -> Any:
    with drawing(np.random.default_rng(seed)):
        return near(*values, **options)


@given(st.lists(NUMBERS, min_size=1, max_size=12), st.integers(0, 1000))
def test_what_a_check_is_about_stays(numbers: list[float], seed: int) -> None:
    found = drawn(seed, numbers)
    assert isinstance(found, list)
    for before, now in zip(numbers, found, strict=True):
        assert np.sign(now) == np.sign(before)
        assert float(now).is_integer() == float(before).is_integer()
    pairs = sorted(zip(numbers, found, strict=True))
    for (one, new), (other, newer) in pairwise(pairs):
        assert (one < other) == (new < newer)


def test_other_numbers_for_each_seed_and_the_same_for_the_same() -> None:
    numbers = np.array([-5.0, 2.4, 0.0, 730.0])
    first = drawn(1, numbers)
    np.testing.assert_array_equal(first, drawn(1, numbers))
    several = {repr(drawn(seed, numbers)) for seed in range(50)}
    assert len(several) == 50


def test_the_side_of_a_threshold_stays_and_the_ends_of_a_range() -> None:
    numbers = np.array([-1000.0, -720.0, 0.95, 0.995, 1.0, 720.0, 1000.0])
    for seed in range(200):
        found = drawn(seed, numbers, thresholds=[-710, 0.99, 710], low=-1000, high=1000)
        assert isinstance(found, np.ndarray)
        assert found[0] == -1000 and found[-1] == 1000
        assert -1000 < found[1] < -710 and found[2] < 0.99 < found[3] and 710 < found[5] < 1000


@pytest.mark.parametrize("kind", [list, np.array])
def test_what_is_no_number_stays_and_large_ones_are_finite(kind: Any) -> None:
    given = kind([np.nan, 2.5, np.inf, 1e308, -1.7e308, -np.inf])
    for seed in range(20):
        nan, small, endless, large, low, lowest = drawn(seed, given, low=-np.inf, high=1e400)
        assert np.isnan(nan) and (endless, lowest) == (np.inf, -np.inf)
        assert 1.7 <= small <= 3.3 and 1e307 < large < np.inf and -np.inf < low < -1e307
    assert np.isnan(drawn(0, np.nan, low=0.0, high=1.0))


@pytest.mark.parametrize(
    ("value", "kind"),
    [(3, int), (0.25, float), ([1, 2.5], list), ((1, 2), tuple), (np.arange(3), np.ndarray)],
)
def test_the_type_stays(value: object, kind: type) -> None:
    assert type(drawn(0, value)) is kind
    assert np.asarray(drawn(0, value)).dtype == np.asarray(value).dtype


def test_what_is_no_number_stays() -> None:
    assert drawn(0, ["relu", True, None]) == ["relu", True, None]
    labels = np.array([True, False])
    np.testing.assert_array_equal(drawn(0, labels), labels)  # type: ignore[arg-type]


def test_several_values_are_drawn_together() -> None:
    for seed in range(100):
        weights, inputs, rate = drawn(seed, [0.5, 1.5], np.array([[0.75, 2.0]]), 0.1)  # type: ignore[misc]
        assert rate < weights[0] < inputs[0, 0] < weights[1] < inputs[0, 1]


def test_outside_of_a_grading_the_numbers_are_always_the_same() -> None:
    assert near([1.5, 2.5]) == near([1.5, 2.5])
    assert fresh().random() == fresh().random()


def test_a_check_is_known_to_have_drawn() -> None:
    with drawing(np.random.default_rng(0)) as draws:
        rearranged(np.ones((4, 2)), np.ones(4))
        assert not draws.used  # nobody is shown what is expected of a training
        near([1.5])
        assert draws.used


def test_rearranged_data_are_the_same_task() -> None:
    rng = np.random.default_rng(3)
    x, weights = rng.normal(size=(50, 3)), np.array([1.0, -2.0, 0.5])
    y = x @ weights + 4
    seen = set()
    for seed in range(20):
        with drawing(np.random.default_rng(seed)):
            new_x, new_y = rearranged(x, y)
        np.testing.assert_allclose(np.sort(np.abs(new_x), axis=None), np.sort(np.abs(x), axis=None))
        table = np.column_stack([new_x, np.ones(50)])
        solution, residuals, *_rest = np.linalg.lstsq(table, new_y, rcond=None)
        assert residuals[0] < 1e-18
        np.testing.assert_allclose(sorted(np.abs(solution)), [0.5, 1.0, 2.0, 4.0])
        seen.add(repr(new_x[:2]))
    assert len(seen) == 20
