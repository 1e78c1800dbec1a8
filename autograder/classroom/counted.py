"""Which of a student's attempts counts in every exercise, by the history and the course's dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from autograder.classroom.dates import attempts_of
from autograder.course import Course
from autograder.history import Clock, Entry, KeptSubmission
from autograder.policies import Counted, Policy, Work, settled
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


def _dated(kept: KeptSubmission, policy: Policy) -> KeptSubmission:
    """Where nobody knows when work came, it was in time."""
    if kept.clock is not Clock.SEEN:
        return kept
    came = kept.received_at if policy.due is None else min(kept.received_at, policy.due)
    return msgspec.structs.replace(kept, received_at=came, clock=Clock.STAMP)


def _earned(entry: Entry) -> float:
    grading = entry.grading
    return 0.0 if grading is None or grading.status is ReportStatus.INTERNAL else grading.score
