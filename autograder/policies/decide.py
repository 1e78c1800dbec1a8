"""What applies to one hand-in: whether it is taken, how late it is, and what it can still earn."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from autograder.policies.moments import in_utc, since
from autograder.policies.policy import Late, Policy

DAY = timedelta(days=1)
FOR_EVER = 36_500  # days after which nobody closes anything
DECIMALS = 6  # of points and factors: what comes behind is the error of floats


class Verdict(StrEnum):
    """Whether a hand-in is taken; only IN_TIME and LATE are."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    TOO_MANY = "too_many"  # all attempts are used
    TOO_SOON = "too_soon"  # after the one before


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that applied to one hand-in, and what came of it. Plain data, for a report.

    Moments are in UTC, and `zone` is the course's. `due` and `closes` are those of this student: an
    extension is in them, and `extended` says so. `late_seconds` is the time from `due` on, and
    `days_late` counts what of it costs something, in days that have begun; `days_in_hand` of them
    were taken from what the student has in hand. `factor` is what the earned points are multiplied
    with. `again_at` is when the next attempt will be taken, where this one came too soon.
    """

    verdict: Verdict
    arrived: datetime
    due: datetime | None = None
    closes: datetime | None = None
    opens: datetime | None = None
    again_at: datetime | None = None
    extended: bool = False
    late_seconds: float = 0.0
    days_late: int = 0
    days_in_hand: int = 0
    factor: float = 1.0
    attempt: int = 1
    attempts: int | None = None
    late: Late = Late()
    zone: str = "UTC"

    @property
    def taken(self) -> bool:
        """Whether the hand-in counts at all."""
        return self.verdict in (Verdict.IN_TIME, Verdict.LATE)

    def points(self, earned: float) -> float:
        """What is left of the points that were earned."""
        return round(earned * self.factor, DECIMALS)


def decide(
    policy: Policy,
    arrived: datetime,
    *,
    until: datetime | None = None,
    attempt: int = 1,
    previous: datetime | None = None,
    days_in_hand: int = 0,
) -> Decision:
    """What applies to the hand-in that arrived then, on the receiver's clock.

    `until` is the student's own due date, from an extension: it never shortens anything. `attempt`
    counts from 1, and `previous` is when the one before arrived. Of the `days_in_hand` as many are
    taken as help, and no more. Raises ValueError for a time without a zone.
    """
    arrived = in_utc(arrived)
    due = _later(policy.due, until)
    closes = closing(policy, until)
    overdue = max(since(due, arrived), timedelta()) if due is not None else timedelta()
    late = days_late(policy.late, overdue)
    used = days_that_help(policy.late, late, days_in_hand)
    again_at = None if previous is None else in_utc(previous) + _pause(policy)
    verdict = Verdict.LATE if late else Verdict.IN_TIME
    if policy.opens is not None and arrived < policy.opens:
        verdict = Verdict.NOT_OPEN
    elif closes is not None and arrived > closes:
        verdict = Verdict.CLOSED
    elif policy.attempts is not None and attempt > policy.attempts:
        verdict = Verdict.TOO_MANY
    elif again_at is not None and arrived < again_at:
        verdict = Verdict.TOO_SOON
    taken = verdict in (Verdict.IN_TIME, Verdict.LATE)
    return Decision(
        verdict=verdict,
        arrived=arrived,
        due=due,
        closes=closes,
        opens=policy.opens,
        again_at=again_at if verdict is Verdict.TOO_SOON else None,
        extended=due != policy.due,
        late_seconds=overdue.total_seconds(),
        days_late=late,
        days_in_hand=used if taken else 0,
        factor=late_factor(policy.late, late - used) if taken else 0.0,
        attempt=attempt,
        attempts=policy.attempts,
        late=policy.late,
        zone=policy.zone,
    )


def days_late(late: Late, overdue: timedelta) -> int:
    """The days that cost something: those of 24 hours that have begun after the grace."""
    return max(0, math.ceil((overdue - timedelta(minutes=late.grace_minutes)) / DAY))


def late_factor(late: Late, days: int) -> float:
    """What work of so many late days is multiplied with: between 0 and 1."""
    return 1.0 if days <= 0 else round(max(late.floor, 1 - late.per_day * days), DECIMALS)


def days_that_help(late: Late, days: int, days_in_hand: int) -> int:
    """How many days in hand to take: the fewest that give the best factor there is."""
    most = min(days, max(0, days_in_hand))
    best = late_factor(late, days - most)
    return next(used for used in range(most + 1) if late_factor(late, days - used) == best)


def closing(policy: Policy, until: datetime | None = None) -> datetime | None:
    """From when on nothing is taken any more, for a student with this extension; None: never."""
    due = _later(policy.due, until)
    ends = [_later(policy.closes, until)] if policy.closes is not None else []
    if due is not None and policy.late.closed_after_days < FOR_EVER:
        grace = timedelta(minutes=policy.late.grace_minutes)
        ends.append(due + grace + policy.late.closed_after_days * DAY)
    return min(filter(None, ends), default=None)


def _later(own: datetime | None, until: datetime | None) -> datetime | None:
    """The date with the extension in it; what is not there is not made by one."""
    return own if own is None or until is None else max(own, in_utc(until))


def _pause(policy: Policy) -> timedelta:
    return timedelta(minutes=policy.pause_minutes)
