"""How often one may ask: so many times at once, and then so many a minute."""

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
            known = self._buckets.pop(asker, None)
            bucket = (
                full_bucket(self._rule, now) if known is None else refilled(known, self._rule, now)
            )
            left = one_less(bucket)
            self._buckets[asker] = bucket if left is None else left
            while len(self._buckets) > MOST_KNOWN:
                self._buckets.popitem(last=False)
        if left is not None:
            return 0.0
        return max((next_at(bucket, self._rule) - now).total_seconds(), 0.001)
