"""What a course has laid down for handing in one exercise."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from autograder.policies.moments import in_utc

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
NotNegative = Annotated[float, msgspec.Meta(ge=0)]
Minutes = Annotated[float, msgspec.Meta(ge=0, le=525_600)]  # a year
Weight = Annotated[float, msgspec.Meta(gt=0, le=1000)]
Number = Annotated[int, msgspec.Meta(ge=1)]


class Keep(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"


class Tells(StrEnum):
    """What a student is told: which questions work; or also hints, and no answer or score; or
    all, with an input on which the answer is wrong."""

    PASSED = "passed"
    HINTS = "hints"
    FULL = "full"


class Checks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often a student may have one question checked before handing in: `in_hand` times at
    once, and once more for each `minutes_each` that have passed. Questions `without` a check are
    tried only when the work is handed in: a long training, say."""

    in_hand: Number = 10
    minutes_each: Minutes = 5.0
    without: tuple[str, ...] = ()


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What late work loses: `per_day` of what was earned for each day that has begun, but never
    more than leaves `floor`; the first day begins `grace_minutes` after the due date.

    A day is 24 hours. After `closed_after_days` of them nothing is taken any more; with `inf`, it
    always is.
    """

    grace_minutes: Minutes = 15.0
    per_day: Share = 0.1
    floor: Share = 0.5
    closed_after_days: NotNegative = 7.0


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules for handing in one exercise. The moments are in UTC; `zone` is for showing them.

    Work counts from `opens` on; it is late after `due`, and nothing is taken after `closes`,
    whatever `late` says. Without `due`, nothing is ever late. `attempts` is how many are taken, and
    `pause_minutes` how long after one the next one is. `weight` multiplies the points in the
    course's total; the points of a `bonus` come on top of what can be reached there. `check` is
    what a check of one question tells, `hand_in` what a hand-in does, and `checks` how often. With
    a `leaderboard`, who wants to can see how far their answer gets beside those of the others.

    Raises ValueError for a moment without a time zone.
    """

    opens: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None
    late: Late = Late()
    keep: Keep = Keep.BEST
    attempts: int | None = None
    pause_minutes: float = 0.0
    weight: float = 1.0
    bonus: bool = False
    zone: str = "UTC"
    check: Tells = Tells.HINTS
    hand_in: Tells = Tells.FULL
    checks: Checks = Checks()
    leaderboard: bool = False

    @property
    def asks_something(self) -> bool:
        """Whether it asks anything of a hand-in: a date, or a number of attempts."""
        return any((self.opens, self.due, self.closes, self.attempts))

    def __post_init__(self) -> None:
        for name in ("opens", "due", "closes"):
            moment = getattr(self, name)
            if moment is not None:
                msgspec.structs.force_setattr(self, name, in_utc(moment))
