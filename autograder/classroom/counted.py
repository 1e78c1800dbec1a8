"""Which of a student's attempts counts in every exercise, by the history and the course's dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from autograder.classroom.dates import attempts_of
from autograder.course import Course
from autograder.history import Clock, Entry, KeptSubmission
from autograder.policies import Counted, Policy, Work, settled
from autograder.policies.attempts import NEVER
from autograder.results import ReportStatus
from autograder.roster import Roster


def counted_for(
    course: Course, roster: Roster, student: str, entries: Iterable[Entry]
) -> dict[str, Counted]:
    """By exercise, the attempt that counts, and its points after what late days cost; `entries` are
    all that the history has of this student. What has no verdict yet earns nothing yet."""
    by_exercise = defaultdict[str, dict[str, Entry]](dict)
    for each in entries:  # the newest grading of each comes last
        by_exercise[each.submission.exercise][each.submission.id] = each
    works = {}
    for exercise, policy in course.policies.items():
        own = by_exercise[exercise]
        earned = {id: _earned(entry) for id, entry in own.items()}
        works[exercise] = Work(
            policy,
            attempts_of(
                [_dated(entry.submission, policy) for entry in own.values()], earned=earned
            ),
            roster.until(student, exercise),
        )
    return settled(works, course.rules.days_in_hand)


def as_booked(counted: Counted, entries: Iterable[Entry]) -> Counted:
    """The attempt that counts with the points that the gradebook gives for it, where it has said
    so: with those by hand."""
    own = [each.grading for each in entries if each.submission.id == counted.attempt.id]
    newest = own[-1] if own else None
    if newest is None or newest.counted is None:
        return counted
    return counted._replace(points=newest.counted)


def in_hand_for(course: Course, counted: Mapping[str, Counted], exercise: str) -> int:
    """How many days in hand an exercise may have of what `counted_for` says: those that exercises
    with an earlier due date have not taken."""
    order = sorted(course.policies, key=lambda name: course.policies[name].due or NEVER)
    earlier = order[: order.index(exercise)]
    used = sum(counted[name].decision.days_in_hand for name in earlier if name in counted)
    return course.rules.days_in_hand - used


def _dated(kept: KeptSubmission, policy: Policy) -> KeptSubmission:
    """Where nobody knows when work came, it was in time."""
    if kept.clock is not Clock.SEEN:
        return kept
    came = kept.received_at if policy.due is None else min(kept.received_at, policy.due)
    return msgspec.structs.replace(kept, received_at=came, clock=Clock.STAMP)


def _earned(entry: Entry) -> float:
    grading = entry.grading
    return 0.0 if grading is None or grading.status is ReportStatus.INTERNAL else grading.score
