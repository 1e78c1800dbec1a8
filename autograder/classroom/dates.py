"""What the dates of a course make of what was handed in."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from autograder.course import Course
from autograder.history import Clock, KeptSubmission
from autograder.language import speaking
from autograder.policies import Attempt, Decision, decisions
from autograder.reports.rule_words import applied_words
from autograder.results import AppliedRule
from autograder.roster import Roster

RULE = "dates"  # the name of this rule in a record
NOTHING = hashlib.sha256(b"").hexdigest()  # the file of a hand-in in which nothing could be graded


def applied(
    course: Course,
    roster: Roster,
    submission: KeptSubmission,
    attempts: Iterable[KeptSubmission],
) -> Decision | None:
    """What the dates of the course make of a hand-in; None where nobody knows when it came, or the
    course no longer has the exercise.

    `attempts` are all of this student at this exercise. Where several came at one moment, that was
    one hand-in, whose files somebody has changed since; and one without a file to grade uses up no
    attempt.
    """
    policy = course.policies.get(submission.exercise)
    if policy is None or submission.clock is Clock.SEEN:
        return None
    found = decisions(
        policy,
        attempts_of(attempts, submission),
        until=roster.until(submission.student, submission.exercise),
    )
    return next(decision for attempt, decision in found if attempt.id == submission.id)


def attempts_of(
    attempts: Iterable[KeptSubmission],
    submission: KeptSubmission | None = None,
    earned: Mapping[str, float] = {},
) -> list[Attempt]:
    """The hand-ins that use up attempts, of one student at one exercise; `submission` is among
    them in any case. `earned` has the points of each by its id."""
    by_moment = {
        each.received_at: each.id
        for each in attempts
        if each.clock is not Clock.SEEN and each.digest != NOTHING
    }
    if submission is not None:
        by_moment[submission.received_at] = submission.id
    return [Attempt(id, came, earned.get(id, 0.0)) for came, id in by_moment.items()]


def applied_rules(
    course: Course,
    roster: Roster,
    submission: KeptSubmission,
    attempts: Iterable[KeptSubmission],
    decision: Decision | None = None,
) -> tuple[AppliedRule, ...] | None:
    """The same for a record, where the course asks something of the hand-ins for this exercise;
    `decision` is what applies, where that is known: days in hand may be in it.

    These are facts: what is taken off for late work is the gradebook's affair, so the rule changes
    no points of the record.
    """
    decision = decision or applied(course, roster, submission, attempts)
    if decision is None or not course.policies[submission.exercise].asks_something:
        return None
    with speaking(course.language):
        sentence = applied_words(decision)
    return (AppliedRule(name=RULE, sentence=sentence, facts=_plain(decision)),)


def _plain(decision: Decision) -> dict[str, Any]:
    """As plain JSON, which has no number without an end."""
    facts: dict[str, Any] = msgspec.to_builtins(decision)
    if math.isinf(decision.late.closed_after_days):
        facts["late"]["closed_after_days"] = "inf"
    return facts
