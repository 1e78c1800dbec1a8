"""Which of several works of one student goes before the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

from autograder.submissions import Look


class Worth(IntEnum):
    """What a file is worth as the work for an exercise."""

    UNREADABLE = 0
    UNMARKED = 1  # nothing in it says that it is this exercise
    UNTOUCHED = 2  # as it was given out
    ANSWERED = 3


class Rank(NamedTuple):
    """Which of several works goes before the others."""

    worth: Worth
    moment: datetime
    number: int = 0
    is_there: bool = False  # of equals the one that is there already
    is_notebook: bool = True


def digest_of(digests: Mapping[str, bytes]) -> str:
    """What is the same for the same files under the same names."""
    whole = hashlib.sha256()
    for name, digest in sorted(digests.items()):
        encoded = name.encode(errors="surrogateescape")
        whole.update(len(encoded).to_bytes(4, "big") + encoded + digest)
    return whole.hexdigest()


def rounded(moment: datetime) -> datetime:
    """A moment to the second, as most archives have it; none is later than now."""
    return min(moment, datetime.now(UTC)).replace(microsecond=0)


def worth_of(seen: Look, *, is_python: bool, exercise: str) -> Worth | None:
    """What a look at a file says; None where a Python file is only one that lies beside a work."""
    if seen.exercise not in ("", exercise):
        return None
    if seen.trouble:
        return Worth.UNREADABLE
    if seen.answered:
        return Worth.ANSWERED
    if seen.exercise:
        return Worth.UNTOUCHED
    return None if is_python else Worth.UNMARKED
