"""Ids sort by time, and nobody can guess them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122, UUID

from autograder.history import new_id


def test_they_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len({*made}) == len(made)


def test_threads_never_get_the_same_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(5000)))
    assert len({*made}) == len(made)


def test_they_are_uuids_of_version_7_with_the_time_in_front() -> None:
    before = time.time_ns() // 1_000_000
    found = UUID(new_id())
    assert (found.version, found.variant) == (7, RFC_4122)
    assert before <= found.int >> 80 <= time.time_ns() // 1_000_000 + 10_000


def test_their_end_says_nothing_of_the_next_one() -> None:
    ends = [UUID(new_id()).int & (1 << 62) - 1 for _ in range(500)]
    assert len({*ends}) == 500
    changed = [bin(one ^ other).count("1") for one, other in pairwise(ends)]
    assert 25 < sum(changed) / len(changed) < 37, "half of 62 bits change each time"
