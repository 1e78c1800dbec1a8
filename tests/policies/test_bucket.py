"""How often a question is checked before it is handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.policies import (
    Bucket,
    Checks,
    full_bucket,
    given_back,
    next_at,
    one_less,
    refilled,
)

NOON = datetime(2030, 9, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CHECKS = Checks(in_hand=3, minutes_each=5.0)


def taken(bucket: Bucket, times: int) -> Bucket:
    for _time in range(times):
        left = one_less(bucket)
        assert left is not None
        bucket = left
    return bucket


def test_so_many_at_once_and_then_none() -> None:
    empty = taken(full_bucket(CHECKS, NOON), 3)
    assert empty.whole == 0
    assert one_less(empty) is None
    assert next_at(empty, CHECKS) == NOON + 5 * MINUTE


@pytest.mark.parametrize(
    ("minutes", "whole"), [(0, 0), (4.99, 0), (5, 1), (9, 1), (10, 2), (600, 3)]
)
def test_one_more_for_each_five_minutes(minutes: float, whole: int) -> None:
    later = refilled(taken(full_bucket(CHECKS, NOON), 3), CHECKS, NOON + minutes * MINUTE)
    assert later.whole == whole


def test_asking_often_costs_no_part_of_the_next_one() -> None:
    bucket = taken(full_bucket(CHECKS, NOON), 3)
    for second in range(1, 301):
        bucket = refilled(bucket, CHECKS, NOON + timedelta(seconds=second))
    assert bucket.whole == 1
    assert next_at(taken(bucket, 1), CHECKS) - bucket.at == pytest.approx(
        5 * MINUTE, abs=MINUTE / 1e6
    )


def test_what_the_machine_has_spoilt_comes_back() -> None:
    full = full_bucket(CHECKS, NOON)
    assert given_back(taken(full, 1), CHECKS) == full
    assert given_back(full, CHECKS) == full


def test_a_clock_that_was_put_back_takes_nothing() -> None:
    bucket = taken(full_bucket(CHECKS, NOON), 2)
    assert refilled(bucket, CHECKS, NOON - 60 * MINUTE).whole == 1


def test_without_minutes_there_is_always_one() -> None:
    free = Checks(in_hand=1, minutes_each=0.0)
    empty = taken(full_bucket(free, NOON), 1)
    assert next_at(empty, free) == NOON
    assert refilled(empty, free, NOON).whole == 1
