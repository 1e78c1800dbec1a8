"""Which of a student's attempts counts, and where the days in hand go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from autograder.policies.decide import Decision, decide
from autograder.policies.moments import in_utc
from autograder.policies.policy import Keep, Policy

NEVER = datetime.max.replace(tzinfo=UTC)


class Attempt(NamedTuple):
    """A hand-in: its id, when it arrived on the receiver's clock, and the points that it earned,
    before anything is taken off. Where written answers are open, these are the automatic ones."""

    id: str
    arrived: datetime
    earned: float


class Counted(NamedTuple):
    """The attempt that counts, what applied to it, and its points with all that taken off."""

    attempt: Attempt
    decision: Decision
    points: float


class Work(NamedTuple):
    """All that a student has handed in for one exercise."""

    policy: Policy
    attempts: Sequence[Attempt]
    until: datetime | None = None


def decisions(
    policy: Policy,
    attempts: Iterable[Attempt],
    *,
    until: datetime | None = None,
    days_in_hand: int = 0,
) -> list[tuple[Attempt, Decision]]:
    """What applies to each of one student's attempts at an exercise, in the order of arrival.

    What is not taken uses up no attempt, and begins no pause.
    """
    found: list[tuple[Attempt, Decision]] = []
    number, previous = 1, None
    for attempt in sorted(attempts, key=lambda each: (in_utc(each.arrived), each.id)):
        decision = decide(
            policy,
            attempt.arrived,
            until=until,
            attempt=number,
            previous=previous,
            days_in_hand=days_in_hand if attempt.earned > 0 else 0,
        )
        found.append((attempt, decision))
        if decision.taken:
            number, previous = number + 1, attempt.arrived
    return found


def counting(
    policy: Policy,
    attempts: Iterable[Attempt],
    *,
    until: datetime | None = None,
    days_in_hand: int = 0,
) -> Counted | None:
    """The attempt that counts; None where none was taken.

    The best one is best after all that is taken off. Of equals, one that uses fewer days in hand
    goes before, and then the newest.
    """
    every = decisions(policy, attempts, until=until, days_in_hand=days_in_hand)
    taken = [
        Counted(attempt, decision, decision.points(attempt.earned))
        for attempt, decision in every
        if decision.taken
    ]
    if not taken or policy.keep is Keep.LAST:
        return taken[-1] if taken else None
    return max(
        enumerate(taken),
        key=lambda each: (each[1].points, -each[1].decision.days_in_hand, each[0]),
    )[1]


def settled(works: Mapping[str, Work], days_in_hand: int = 0) -> dict[str, Counted]:
    """What counts of all that one student has handed in, by exercise.

    The days in hand are for the whole course. They go to the attempts that count, in the order of
    the due dates; exercises of one due date come in the order in which they stand here.
    """
    found = {}
    for exercise in sorted(works, key=lambda name: works[name].policy.due or NEVER):
        work = works[exercise]
        counted = counting(work.policy, work.attempts, until=work.until, days_in_hand=days_in_hand)
        if counted is not None:
            found[exercise] = counted
            days_in_hand -= counted.decision.days_in_hand
    return {exercise: found[exercise] for exercise in works if exercise in found}
