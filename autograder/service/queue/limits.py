"""How often one may ask, and how much of the machine one has used lately."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime

from autograder.policies import Bucket, Checks, full_bucket, next_at, one_less, refilled

MOST_KNOWN = 20_000  # askers who are remembered


class Limit:
    """A bucket for each asker, in memory: a restart fills them all."""

    def __init__(self, at_once: int, a_minute: float) -> None:
        self._rule = Checks(in_hand=at_once, minutes_each=1 / a_minute)
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def wait(self, asker: str, now: datetime) -> float:
        """Count one time; 0 where that is all right, else the seconds until it is."""
        with self._lock:
            bucket = self._bucket(asker, now)
            left = one_less(bucket)
            self._keep(asker, bucket if left is None else left)
        if left is not None:
            return 0.0
        return max((next_at(bucket, self._rule) - now).total_seconds(), 0.001)

    def _bucket(self, asker: str, now: datetime) -> Bucket:
        known = self._buckets.get(asker)
        return full_bucket(self._rule, now) if known is None else refilled(known, self._rule, now)

    def _keep(self, asker: str, bucket: Bucket) -> None:
        self._buckets[asker] = bucket
        self._buckets.move_to_end(asker)
        while len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)


class Shares(Limit):
    """The same in seconds of grading: whoever has used up what is theirs waits for the others."""

    def use(self, asker: str, seconds: float, now: datetime) -> None:
        """So much was graded for them."""
        with self._lock:
            bucket = self._bucket(asker, now)
            self._keep(asker, Bucket(bucket.left - seconds, bucket.at))

    def used_up(self, now: datetime) -> list[str]:
        """Those who have nothing left."""
        with self._lock:
            return [each for each in self._buckets if self._bucket(each, now).left <= 0]

    def is_used_up(self, asker: str, now: datetime) -> bool:
        """Whether this one has nothing left."""
        with self._lock:
            return self._bucket(asker, now).left <= 0
