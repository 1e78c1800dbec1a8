"""Whether a hand-in is taken, how late it is, and what it still counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.policies import Decision, Late, Policy, Verdict, decide
from autograder.policies.decide import closing

DUE = datetime(2030, 9, 15, 20, 59, tzinfo=UTC)
POLICY = Policy(due=DUE)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "in_hand", "points"),
    [
        (-DAY, 0, 9.0),
        (12 * MINUTE, 0, 9.0),
        (24 * MINUTE, 0, 8.1),
        (24 * HOUR + 18 * MINUTE, 0, 7.2),
        (167 * HOUR, 0, 4.5),
        (167 * HOUR, 3, 5.4),
    ],
)
def test_nine_points_handed_in_late(late: timedelta, in_hand: int, points: float) -> None:
    assert decide(POLICY, DUE + late, days_in_hand=in_hand).points(9.0) == points


def test_the_last_moment_of_the_grace_and_of_each_day() -> None:
    end = DUE + 15 * MINUTE
    moment = timedelta(microseconds=1)
    assert decide(POLICY, end).days_late == 0
    assert decide(POLICY, end).verdict is Verdict.IN_TIME
    assert decide(POLICY, end + moment).days_late == 1
    assert decide(POLICY, end + DAY).days_late == 1
    assert decide(POLICY, end + DAY + moment).days_late == 2


def test_after_the_last_day_nothing_is_taken() -> None:
    end = DUE + 15 * MINUTE + 7 * DAY
    last, after = decide(POLICY, end), decide(POLICY, end + MINUTE)
    assert (last.verdict, last.days_late, last.factor) == (Verdict.LATE, 7, 0.5)
    assert (after.verdict, after.taken, after.points(9.0)) == (Verdict.CLOSED, False, 0.0)
    assert last.closes == after.closes == closing(POLICY) == end


def test_a_hard_close_goes_before_the_grace_and_the_days() -> None:
    policy = Policy(due=DUE, closes=DUE + 5 * MINUTE)
    assert decide(policy, DUE + 5 * MINUTE).verdict is Verdict.IN_TIME
    assert decide(policy, DUE + 6 * MINUTE).verdict is Verdict.CLOSED
    assert decide(Policy(closes=DUE), DUE + MINUTE).verdict is Verdict.CLOSED


def test_a_course_that_never_closes() -> None:
    policy = Policy(due=DUE, late=Late(closed_after_days=float("inf"), floor=0.25))
    late = decide(policy, DUE + 10_000 * DAY)
    assert (late.verdict, late.factor, late.closes) == (Verdict.LATE, 0.25, None)


def test_before_it_opens() -> None:
    policy = Policy(opens=DUE - DAY, due=DUE)
    assert decide(policy, DUE - DAY - MINUTE).verdict is Verdict.NOT_OPEN
    assert decide(policy, DUE - DAY).verdict is Verdict.IN_TIME


def test_without_a_due_date_nothing_is_late() -> None:
    found = decide(Policy(), datetime(2199, 1, 1, tzinfo=UTC))
    assert (found.verdict, found.due, found.closes, found.factor) == (
        Verdict.IN_TIME,
        None,
        None,
        1.0,
    )


def test_an_extension_moves_the_due_date_and_the_end_and_shortens_nothing() -> None:
    until = DUE + 10 * DAY
    found = decide(POLICY, DUE + 9 * DAY, until=until)
    assert (found.verdict, found.due, found.extended) == (Verdict.IN_TIME, until, True)
    assert decide(POLICY, until + DAY, until=until).days_late == 1
    hard = Policy(due=DUE, closes=DUE + DAY)
    assert decide(hard, until, until=until).verdict is Verdict.IN_TIME
    assert decide(hard, until + 16 * MINUTE, until=until).verdict is Verdict.CLOSED
    earlier = decide(POLICY, DUE, until=DUE - 3 * DAY)
    assert (earlier.days_late, earlier.due, earlier.extended) == (0, DUE, False)
    assert decide(Policy(), DUE, until=until).due is None


def test_attempts_and_the_pause_between_them() -> None:
    policy = Policy(due=DUE, attempts=3, pause_minutes=10)
    before = DUE - HOUR
    assert decide(policy, before, attempt=3).taken
    assert decide(policy, before, attempt=4).verdict is Verdict.TOO_MANY
    soon = decide(policy, before + MINUTE, attempt=2, previous=before)
    assert (soon.verdict, soon.again_at) == (Verdict.TOO_SOON, before + 10 * MINUTE)
    in_time = decide(policy, before + 10 * MINUTE, attempt=2, previous=before)
    assert (in_time.taken, in_time.again_at) == (True, None)


def test_days_in_hand_that_do_not_help_are_kept() -> None:
    week = decide(POLICY, DUE + 7 * DAY, days_in_hand=1)
    assert (week.days_late, week.days_in_hand, week.factor) == (7, 0, 0.5)
    assert decide(POLICY, DUE + HOUR, days_in_hand=3).days_in_hand == 1
    assert decide(POLICY, DUE - HOUR, days_in_hand=3).days_in_hand == 0
    assert decide(POLICY, DUE + 30 * DAY, days_in_hand=30).days_in_hand == 0


def test_times_without_a_zone_are_refused_everywhere() -> None:
    naive = datetime(2030, 9, 15)
    for wrong in (
        lambda: Policy(due=naive),
        lambda: decide(POLICY, naive),
        lambda: decide(POLICY, DUE, until=naive),
        lambda: decide(POLICY, DUE, previous=naive),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            wrong()


def test_over_a_night_of_summer_time_a_day_has_24_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for month, day, hour in ((3, 31, 1), (10, 27, -1)):
        due = datetime(2030, month, day, 0, 0, tzinfo=berlin)
        policy = Policy(due=due, late=Late(grace_minutes=0))
        after_a_day = due + DAY + timedelta(hours=hour)  # on the clocks of the wall
        assert decide(policy, after_a_day).days_late == 1
        assert decide(policy, after_a_day).late_seconds == 24 * 3600
        assert decide(policy, after_a_day + MINUTE).days_late == 2


def test_a_decision_is_plain_data_for_a_report() -> None:
    found = decide(POLICY, DUE + HOUR, until=DUE + MINUTE, days_in_hand=1)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Decision) == found


moments = st.datetimes(datetime(2030, 9, 1), datetime(2030, 10, 15), timezones=st.just(UTC))
rules = st.builds(
    Late,
    grace_minutes=st.floats(0, 2000),
    per_day=st.floats(0, 1),
    floor=st.floats(0, 1),
    closed_after_days=st.floats(0, 40) | st.just(float("inf")),
)


@given(rules, moments, moments, st.integers(0, 9))
def test_earlier_is_never_worse(late: Late, one: datetime, other: datetime, in_hand: int) -> None:
    policy = Policy(due=DUE, late=late)
    first = decide(policy, min(one, other), days_in_hand=in_hand)
    second = decide(policy, max(one, other), days_in_hand=in_hand)
    assert 0 <= second.factor <= first.factor <= 1
    assert first.taken or not second.taken


@given(rules, moments, moments, st.integers(0, 9))
def test_an_extension_and_days_in_hand_never_cost_anything(
    late: Late, arrived: datetime, until: datetime, in_hand: int
) -> None:
    policy = Policy(due=DUE, late=late)
    plain = decide(policy, arrived)
    helped = decide(policy, arrived, until=until, days_in_hand=in_hand)
    assert helped.factor >= plain.factor
    assert 0 <= helped.days_in_hand <= min(in_hand, helped.days_late)


@given(rules, moments)
def test_what_is_taken_keeps_the_floor(late: Late, arrived: datetime) -> None:
    found = decide(Policy(due=DUE, late=late), arrived)
    assert found.factor >= round(late.floor, 6) if found.taken else found.factor == 0
    assert found.taken == (found.closes is None or arrived <= found.closes)
