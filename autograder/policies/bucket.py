"""How many checks of one question a student has left: a bucket that fills as time passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from autograder.policies.moments import since
from autograder.policies.policy import Checks


class Bucket(NamedTuple):
    """So many checks were left at a moment; a part of one is on its way."""

    left: float
    at: datetime

    @property
    def whole(self) -> int:
        """The checks that can be asked for now."""
        return int(self.left + 1e-9)


def full_bucket(checks: Checks, now: datetime) -> Bucket:
    """That of a student who has not asked yet."""
    return Bucket(float(checks.in_hand), now)


def refilled(bucket: Bucket, checks: Checks, now: datetime) -> Bucket:
    """The bucket a while later. A clock that was put back takes nothing away."""
    passed = max(since(bucket.at, now), timedelta())
    each = timedelta(minutes=checks.minutes_each)
    more = passed / each if each else float(checks.in_hand)
    return Bucket(min(bucket.left + more, float(checks.in_hand)), now)


def one_less(bucket: Bucket) -> Bucket | None:
    """The bucket after one check; None where there is none left."""
    return Bucket(max(bucket.left - 1, 0.0), bucket.at) if bucket.whole else None


def given_back(bucket: Bucket, checks: Checks) -> Bucket:
    """The bucket after a check that the machine has spoilt."""
    return Bucket(min(bucket.left + 1, float(checks.in_hand)), bucket.at)


def next_at(bucket: Bucket, checks: Checks) -> datetime:
    """When there is one again; the moment of the bucket where there is one now."""
    lacking = 0.0 if bucket.whole else 1 - bucket.left
    return bucket.at + lacking * timedelta(minutes=checks.minutes_each)
