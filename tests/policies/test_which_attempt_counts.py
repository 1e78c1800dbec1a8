"""Which attempt counts, where the days in hand go, and what a course adds up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from autograder.policies import Attempt, Keep, Late, Policy, Verdict, Work, counting, settled, total
from autograder.policies.attempts import decisions

DUE = datetime(2030, 9, 15, 20, 59, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POLICY = Policy(due=DUE)


def attempt(name: str, late: timedelta, earned: float) -> Attempt:
    return Attempt(name, DUE + late, earned)


def counts(policy: Policy, *attempts: Attempt, days_in_hand: int = 0) -> tuple[str, float] | None:
    found = counting(policy, attempts, days_in_hand=days_in_hand)
    return found and (found.attempt.id, found.points)


def test_the_best_one_is_best_after_what_is_taken_off() -> None:
    first, second = attempt("a", -HOUR, 8.0), attempt("b", DAY, 8.5)
    assert counts(POLICY, first, second) == ("a", 8.0)
    assert counts(POLICY, first, attempt("b", DAY, 9.5)) == ("b", 8.55)
    assert counts(Policy(due=DUE, keep=Keep.LAST), first, second) == ("b", 7.65)


def test_of_equals_the_newest_counts_but_no_day_in_hand_is_spent_for_nothing() -> None:
    first, second = attempt("a", -2 * HOUR, 8.0), attempt("b", -HOUR, 8.0)
    assert counts(POLICY, second, first) == ("b", 8.0)
    assert counts(POLICY, first, attempt("c", HOUR, 8.0), days_in_hand=3) == ("a", 8.0)


def test_what_is_not_taken_counts_nowhere() -> None:
    late = attempt("late", 30 * DAY, 10.0)
    assert counts(POLICY, late) is None
    assert counts(POLICY) is None
    assert counts(Policy(due=DUE, keep=Keep.LAST), attempt("a", -HOUR, 3.0), late) == ("a", 3.0)


def test_what_is_not_taken_uses_no_attempt_and_begins_no_pause() -> None:
    policy = Policy(opens=DUE - DAY, due=DUE, attempts=2, pause_minutes=60)
    tried = [
        attempt("early", -2 * DAY, 1.0),
        attempt("a", -10 * HOUR, 1.0),
        attempt("soon", -9.5 * HOUR, 9.0),
        attempt("b", -9 * HOUR, 2.0),
        attempt("many", -5 * HOUR, 9.0),
    ]
    found = {each.id: decision.verdict for each, decision in decisions(policy, tried)}
    assert found == {
        "early": Verdict.NOT_OPEN,
        "a": Verdict.IN_TIME,
        "soon": Verdict.TOO_SOON,
        "b": Verdict.IN_TIME,
        "many": Verdict.TOO_MANY,
    }
    assert counts(policy, *tried) == ("b", 2.0)


def test_days_in_hand_go_in_the_order_of_the_due_dates() -> None:
    later = Policy(due=DUE + 7 * DAY)
    works = {
        "second": Work(later, [Attempt("s", DUE + 8 * DAY + 23 * HOUR, 10.0)]),
        "first": Work(POLICY, [attempt("f", 2 * DAY, 10.0)]),
        "free": Work(Policy(), [attempt("x", 9 * DAY, 10.0)]),
    }
    found = settled(works, days_in_hand=3)
    assert list(found) == ["second", "first", "free"]
    taken = {name: each.decision.days_in_hand for name, each in found.items()}
    assert taken == {"first": 2, "second": 1, "free": 0}
    assert {name: each.points for name, each in found.items()} == {
        "first": 10.0,
        "second": 9.0,
        "free": 10.0,
    }


def test_only_the_attempt_that_counts_uses_days_in_hand() -> None:
    work = Work(POLICY, [attempt("a", -HOUR, 9.0), attempt("b", 2 * DAY, 5.0)])
    nothing = Work(POLICY, [attempt("n", 2 * DAY, 0.0)])
    found = settled({"nothing": nothing, "ex": work}, days_in_hand=3)
    assert [each.decision.days_in_hand for each in found.values()] == [0, 0]


def test_an_extension_is_the_works_own() -> None:
    works = {"ex": Work(POLICY, [attempt("a", 3 * DAY, 9.0)], until=DUE + 4 * DAY)}
    assert settled(works, 3)["ex"].points == 9.0
    assert not settled({"ex": Work(POLICY, [])}, 3)


def test_the_total_of_a_course() -> None:
    scores = [(Policy(), 8.0, 10.0), (Policy(weight=2), 5.0, 10.0), (Policy(bonus=True), 4.0, 5.0)]
    found = total(scores)
    assert (found.points, found.max_points, found.share) == (22.0, 30.0, 22 / 30)
    assert total([]).share == 0.0


hand_ins = st.lists(
    st.builds(
        lambda minutes, earned: (DUE + timedelta(minutes=minutes), earned),
        st.integers(-5000, 20000),
        st.floats(0, 10),
    ),
    max_size=6,
).map(lambda found: [Attempt(str(n), *each) for n, each in enumerate(found)])


@given(hand_ins, hand_ins, st.integers(0, 6))
def test_no_more_days_are_taken_than_there_are(
    one: list[Attempt], other: list[Attempt], in_hand: int
) -> None:
    works = {"one": Work(POLICY, one), "other": Work(Policy(due=DUE + 2 * DAY), other)}
    found = settled(works, in_hand).values()
    assert sum(each.decision.days_in_hand for each in found) <= in_hand


@given(hand_ins, st.integers(0, 6))
def test_one_more_attempt_never_lowers_the_best(attempts: list[Attempt], in_hand: int) -> None:
    policy = Policy(due=DUE, late=Late(floor=0))
    best = [counting(policy, attempts[:n], days_in_hand=in_hand) for n in range(len(attempts) + 1)]
    points = [each.points if each else 0.0 for each in best]
    assert points == sorted(points)
    assert all(each is None or each.decision.taken for each in best)
